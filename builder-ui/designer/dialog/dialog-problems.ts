import { element, html } from '../../html.ts'
import type { SettingProblem } from './check-settings.ts'
import type { SettingField } from './setting-field.ts'

/** GOV.UK's error summary at the top of the dialog, each line a way to its field, and the same words at the field. */
export function showProblems(dialog: HTMLElement, fields: SettingField[], problems: SettingProblem[]): void {
  const told = problems.map((problem) => {
    const field = fields.find(({ key }) => problem.path === key || problem.path.startsWith(`${key}.`))
    return { field, message: sentence(field?.label, problem.message) }
  })
  for (const field of fields) field.tell(told.find((problem) => problem.field === field)?.message)
  for (const { field } of told) {
    const details = field?.element.closest('details')
    if (details) details.open = true
  }
  const summary =
    element(html`<div class="govuk-error-summary" tabindex="-1" aria-labelledby="dialog-problems-title">
    <div role="alert"><h3 class="govuk-error-summary__title" id="dialog-problems-title">There is a problem</h3>
    <div class="govuk-error-summary__body"><ul class="govuk-list govuk-error-summary__list">${told.map(
      ({ message }, index) => html`<li><a href="#dialog-title" data-index="${index}">${message}</a></li>`,
    )}</ul></div></div></div>`)
  summary.addEventListener('click', (event) => {
    const index = (event.target as HTMLElement).dataset.index
    if (index === undefined) return
    event.preventDefault()
    told[Number(index)]?.field?.focus()
  })
  dialog.querySelector('[data-part="problems"]')?.replaceChildren(summary)
  summary.focus()
}

/** The rules' messages are halves of sentences ("must not be empty"): the setting's name makes them whole. */
function sentence(label: string | undefined, message: string): string {
  return /^(must|is|has)\b/.test(message) && label ? `${label} ${message}` : message
}
