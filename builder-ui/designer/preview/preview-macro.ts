import type { MacroCall } from '../../../form-schemas/questions/question-type.ts'
import { type Html, html, trusted } from '../../html.ts'
import { contentPictures } from './preview-content.ts'

/*
 * GOV.UK macro calls as still pictures for the canvas: nothing can be typed and nothing is submitted, so no names and no
 * ids are made (they would clash with the page's own). The real macros run only on the server.
 */

type Params = Record<string, unknown>

const pictures: Record<string, (params: Params, children: MacroCall[]) => Html> = {
  govukInput: (params) => group(params, input(params)),
  govukTextarea: (params) => group(params, textarea(params)),
  govukCharacterCount: (params) => group(params, html`${textarea(params)}${countMessage(params)}`),
  govukSelect: (params) => group(params, select(params)),
  govukDateInput: (params) => inFieldset(params, dateInput(params)),
  govukRadios: (params) => inFieldset(params, choices(params, 'radios', 'radio')),
  govukCheckboxes: (params) => inFieldset(params, choices(params, 'checkboxes', 'checkbox')),
  govukFieldset: (params, children) => fieldset(params, html`${children.map(previewMacro)}`),
  govukDetails: (params) => details(params),
  govukHint: (params) => html`<div class="govuk-hint">${text(params)}</div>`,
  ...contentPictures,
  content: (params) => html`<div class="govuk-body">${trusted(String(params.html ?? ''))}</div>`,
}

export function previewMacro({ macro, params, children = [] }: MacroCall): Html {
  const picture = pictures[macro]
  return picture
    ? picture(params, children)
    : html`<p class="govuk-hint">Shown to residents with ${macro}.</p>`
}

function text(part: unknown): Html {
  const { text, html: markup } = (part ?? {}) as { text?: string; html?: string }
  return markup === undefined ? html`${text}` : trusted(markup)
}

function classes(part: unknown): string {
  return String((part as Params | undefined)?.classes ?? '')
}

function hint({ hint }: Params): Html {
  return hint ? html`<div class="govuk-hint">${text(hint)}</div>` : html``
}

function group(params: Params, control: Html): Html {
  const label = html`<span class="govuk-label ${classes(params.label)}">${text(params.label)}</span>`
  return html`<div class="govuk-form-group">${label}${hint(params)}${control}</div>`
}

function inFieldset(params: Params, control: Html): Html {
  const inner = html`${hint(params)}${control}`
  return html`<div class="govuk-form-group">${params.fieldset ? fieldset(params.fieldset as Params, inner) : inner}</div>`
}

function fieldset({ legend }: Params, inner: Html): Html {
  const title = html`<div class="govuk-fieldset__legend ${classes(legend)}">${text(legend)}</div>`
  return html`<div class="govuk-fieldset">${legend ? title : ''}${inner}</div>`
}

/** Closed, as it is at first. */
function details({ summaryText, html: markup }: Params): Html {
  return html`<details class="govuk-details"><summary class="govuk-details__summary"
    ><span class="govuk-details__summary-text">${summaryText}</span></summary
    ><div class="govuk-details__text">${trusted(String(markup ?? ''))}</div></details>`
}

function input(params: Params): Html {
  const box = html`<input class="govuk-input ${params.classes}" type="text">`
  if (!params.prefix && !params.suffix) return box
  const affix = (part: unknown, side: string) =>
    part ? html`<span class="govuk-input__${side}">${text(part)}</span>` : ''
  return html`<div class="govuk-input__wrapper">${affix(params.prefix, 'prefix')}${box}${affix(params.suffix, 'suffix')}</div>`
}

function textarea(params: Params): Html {
  return html`<textarea class="govuk-textarea" rows="${params.rows ?? 5}"></textarea>`
}

function countMessage({ maxlength, maxwords }: Params): Html {
  const limit = maxlength ? `${maxlength} characters` : maxwords ? `${maxwords} words` : ''
  return limit ? html`<div class="govuk-hint">You can enter up to ${limit}</div>` : html``
}

function select(params: Params): Html {
  const items = (params.items ?? []) as { text?: string }[]
  const options = items.map((item) => html`<option>${item.text}</option>`)
  return html`<select class="govuk-select">${options}</select>`
}

function dateInput(params: Params): Html {
  const items = (params.items ?? []) as Params[]
  const boxes = items.map(
    (item) => html`<div class="govuk-date-input__item"><div class="govuk-form-group">
      <span class="govuk-label govuk-date-input__label">${item.label ?? item.name}</span>
      <input class="govuk-input govuk-date-input__input ${item.classes}" type="text"></div></div>`,
  )
  return html`<div class="govuk-date-input">${boxes}</div>`
}

function choices(params: Params, block: string, type: string): Html {
  const items = ((params.items ?? []) as Params[]).map((item) => {
    if (item.divider) return html`<div class="govuk-${block}__divider">${item.divider}</div>`
    return html`<div class="govuk-${block}__item">
      <input class="govuk-${block}__input" type="${type}">
      <span class="govuk-label govuk-${block}__label">${text(item)}</span>
      ${item.hint ? html`<div class="govuk-hint govuk-${block}__hint">${text(item.hint)}</div>` : ''}</div>`
  })
  return html`<div class="govuk-${block} ${params.classes}">${items}</div>`
}
