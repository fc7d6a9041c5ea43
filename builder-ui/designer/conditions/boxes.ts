import { type Html, html } from '../../html.ts'

export interface Choice {
  value: string
  label: string
  chosen: boolean
}

export function labelled(id: string, label: string, control: Html): Html {
  return html`<div class="govuk-form-group"><label class="govuk-label" for="${id}">${label}</label>${control}</div>`
}

/** `data` are the attributes by which the editor knows what was changed. */
export function selectBox(id: string, label: string, options: Choice[], data: Html): Html {
  const items = options.map(
    (option) =>
      html`<option value="${option.value}" ${option.chosen ? html`selected` : ''}>${option.label}</option>`,
  )
  return labelled(id, label, html`<select class="govuk-select" id="${id}" ${data}>${items}</select>`)
}
