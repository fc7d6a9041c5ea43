import { element, html } from '../../html.ts'
import type { EditField } from './edit-form.ts'
import { describedBy, fieldVoice, framed, type SettingField } from './setting-field.ts'

/** A tick. Not ticked is no setting at all, which is what Form.io leaves out too. */
export function tickField(field: EditField, value: unknown): SettingField {
  const id = `setting-${field.key}`
  const hint = field.description
  const made = element(html`<div class="govuk-form-group">
    <p class="govuk-error-message" id="${id}-error" hidden></p>
    <div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">
      <input class="govuk-checkboxes__input" id="${id}" type="checkbox" ${value === true ? html`checked` : ''}
        aria-describedby="${describedBy({ id, label: '', hint })}">
      <label class="govuk-label govuk-checkboxes__label" for="${id}">${field.label}</label>
      ${hint ? html`<div class="govuk-hint govuk-checkboxes__hint" id="${id}-hint">${hint}</div>` : ''}
    </div></div></div>`)
  const box = made.querySelector('input') as HTMLInputElement
  return {
    key: field.key,
    label: field.label,
    element: made,
    ...fieldVoice(made, id),
    read: () => (box.checked ? true : undefined),
  }
}

/** One of the values an edit form lists. They may be numbers or booleans, so the options go by their index. */
export function selectField(field: EditField, value: unknown): SettingField {
  const id = `setting-${field.key}`
  const frame = { id, label: field.label, hint: field.description }
  const values = field.data?.values ?? []
  const options = values.map(
    (option, index) =>
      html`<option value="${index}" ${option.value === value ? html`selected` : ''}>${option.label}</option>`,
  )
  const made = element(
    framed(
      frame,
      html`<select class="govuk-select" id="${id}" aria-describedby="${describedBy(frame)}">
        <option value="">Not set</option>${options}</select>`,
    ),
  )
  const select = made.querySelector('select') as HTMLSelectElement
  return {
    key: field.key,
    label: field.label,
    element: made,
    ...fieldVoice(made, id),
    read: () => (select.value === '' ? undefined : values[Number(select.value)]?.value),
  }
}
