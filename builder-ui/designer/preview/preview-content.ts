import { type Html, html, trusted } from '../../html.ts'

/** Pictures of what is not an input: see preview-macro.ts. */

type Params = Record<string, unknown>

export const contentPictures: Record<string, (params: Params) => Html> = {
  govukInsetText: (params) => html`<div class="govuk-inset-text">${inside(params)}</div>`,
  govukWarningText: (params) => html`<div class="govuk-warning-text">
    <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
    <strong class="govuk-warning-text__text">${inside(params)}</strong></div>`,
  govukButton: ({ text, classes = '' }) => html`<span class="govuk-button ${classes}">${text}</span>`,
  govukFileUpload: ({ label }) => html`<div class="govuk-form-group">
    <span class="govuk-label">${(label as Params | undefined)?.text}</span>
    <input class="govuk-file-upload" type="file"></div>`,
}

function inside({ text, html: markup }: Params): Html {
  return markup === undefined ? html`${text}` : trusted(String(markup))
}
