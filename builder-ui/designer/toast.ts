import { element, html } from '../html.ts'

export interface Toast {
  /** Says what was done and offers to take it back. It stays until the next change: nobody has to hurry. */
  offer(message: string, undo: () => void): void
  hide(): void
}

export function createToast(host: HTMLElement): Toast {
  const toast = element(html`<div class="cf-toast" role="region" aria-label="Last change" hidden><p></p>
    <button type="button" class="cf-action">Undo</button></div>`)
  const text = toast.querySelector('p') as HTMLElement
  let undo = () => {}
  toast.querySelector('button')?.addEventListener('click', () => undo())
  host.append(toast)
  return {
    offer(message, takeBack) {
      text.textContent = message
      undo = takeBack
      toast.hidden = false
    },
    hide() {
      toast.hidden = true
    },
  }
}
