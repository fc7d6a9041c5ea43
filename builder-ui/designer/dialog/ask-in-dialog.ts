import { element, html } from '../../html.ts'
import type { SettingProblem } from './check-settings.ts'
import { showProblems } from './dialog-problems.ts'
import type { SettingField } from './setting-field.ts'

export interface DialogRequest {
  title: string
  /** On the button that takes what was filled in. */
  submit: string
  /** Beside the button. */
  note?: string
  body: HTMLElement
  fields: SettingField[]
  /** What is wrong with what was filled in; with nothing wrong the dialog closes. */
  problems(): SettingProblem[]
}

const typable = 'input, textarea, select, button'

/**
 * Opens a dialog and says whether it was submitted. A native modal <dialog>: the browser keeps focus in it, closes it with
 * Escape and gives focus back to where it was.
 */
export function askInDialog(request: DialogRequest): Promise<boolean> {
  const { fields } = request
  const dialog = element<HTMLDialogElement>(html`<dialog class="cf-dialog" aria-labelledby="dialog-title">
    <form class="cf-dialog__form" novalidate>
      <div class="cf-dialog__head"><h2 class="govuk-heading-m" id="dialog-title">${request.title}</h2>
        <button type="button" class="cf-action" data-part="cancel" aria-label="Close without saving">Close</button></div>
      <div class="cf-dialog__body" tabindex="-1"><div data-part="problems"></div></div>
      <div class="cf-dialog__foot"><button class="govuk-button">${request.submit}</button>
        ${request.note ? html`<p class="govuk-body-s govuk-!-margin-bottom-0">${request.note}</p>` : ''}</div>
    </form></dialog>`)
  dialog.querySelector('.cf-dialog__body')?.append(request.body)
  document.body.append(dialog)
  dialog.showModal()
  request.body.querySelector<HTMLElement>(typable)?.focus()

  return new Promise((resolve) => {
    let submitted = false
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(submitted)
    })
    dialog.querySelector('[data-part="cancel"]')?.addEventListener('click', () => dialog.close())
    dialog.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault()
      const unfinished = fields.flatMap((field) => {
        const message = field.problem?.()
        return message === undefined ? [] : [{ path: field.key, message }]
      })
      // What is not finished cannot be right either: one message for it is enough.
      const others = request
        .problems()
        .filter(({ path }) => !unfinished.some((one) => path === one.path || path.startsWith(`${one.path}.`)))
      const problems = [...unfinished, ...others]
      if (problems.length > 0) return showProblems(dialog, fields, problems)
      submitted = true
      dialog.close()
    })
  })
}
