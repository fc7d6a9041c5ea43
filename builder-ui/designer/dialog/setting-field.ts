import { type Html, html } from '../../html.ts'

/** A setting's place in the dialog. `read` gives what it holds now, `undefined` for nothing; `problem` is shown above it. */
export interface SettingField {
  key: string
  label: string
  element: HTMLElement
  read(): unknown
  /** What is still to be filled in before it can be read, in an officer's words. */
  problem?(): string | undefined
  /** Shows what is wrong, or clears it. */
  tell(problem: string | undefined): void
  focus(): void
}

export interface FieldFrame {
  id: string
  label: string
  hint?: string | undefined
}

/** A GOV.UK form group: label, hint, the place where its error appears, and the control. */
export function framed({ id, label, hint }: FieldFrame, control: Html): Html {
  return html`<div class="govuk-form-group">
    <label class="govuk-label govuk-label--s" for="${id}">${label}</label>
    ${hint ? html`<div class="govuk-hint" id="${id}-hint">${hint}</div>` : ''}
    <p class="govuk-error-message" id="${id}-error" hidden></p>
    ${control}</div>`
}

export function describedBy({ id, hint }: FieldFrame): string {
  return hint ? `${id}-hint ${id}-error` : `${id}-error`
}

/** `tell` and `focus` for a field whose control has the frame's id. */
export function fieldVoice(element: HTMLElement, id: string): Pick<SettingField, 'tell' | 'focus'> {
  return {
    tell(problem) {
      const message = element.querySelector<HTMLElement>(`[id="${id}-error"]`)
      if (message) {
        message.hidden = problem === undefined
        message.textContent = problem ?? ''
      }
      element.classList.toggle('govuk-form-group--error', problem !== undefined)
    },
    focus: () => element.querySelector<HTMLElement>(`[id="${id}"]`)?.focus(),
  }
}
