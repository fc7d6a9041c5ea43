import { announce } from '../../announce.ts'
import { element, html } from '../../html.ts'
import type { Draft } from '../draft.ts'
import type { SaveState } from './saver.ts'

const words: Record<SaveState, string> = {
  saved: 'All changes saved',
  unsaved: 'You have changes that are not saved',
  saving: 'Saving…',
  retrying: 'Not saved, trying again',
  conflict: 'Not saved: somebody else changed this form',
  refused: 'Not saved: there is a problem',
  'signed-out': 'Not saved: you are signed out',
}

export interface SaveBar {
  show(state: SaveState, retryInSeconds?: number): void
}

/** The bar that stays in view: whether the work is safe, Undo, Redo, Save. */
export function createSaveBar(host: HTMLElement, draft: Draft, save: () => void): SaveBar {
  const bar = element(html`<div class="cf-designer__bar" role="region" aria-label="Save">
    <p class="cf-designer__state" data-part="state">${words.saved}</p>
    <button type="button" class="govuk-button govuk-button--secondary" data-part="undo">Undo</button>
    <button type="button" class="govuk-button govuk-button--secondary" data-part="redo">Redo</button>
    <button type="button" class="govuk-button" data-part="save" aria-keyshortcuts="Control+S">Save</button></div>`)
  const part = <E extends HTMLElement>(name: string) => bar.querySelector<E>(`[data-part="${name}"]`) as E
  const [undo, redo] = [part<HTMLButtonElement>('undo'), part<HTMLButtonElement>('redo')]
  part('save').addEventListener('click', save)
  undo.addEventListener('click', () => {
    announce(`Undone: ${draft.undoName}`)
    draft.undo()
  })
  redo.addEventListener('click', () => {
    announce(`Done again: ${draft.redoName}`)
    draft.redo()
  })
  const refresh = () => {
    // aria-disabled, not disabled: a disabled button would lose the focus of whoever just pressed it.
    setAvailable(undo, 'Undo', draft.undoName)
    setAvailable(redo, 'Redo', draft.redoName)
  }
  draft.listen(refresh)
  refresh()
  host.append(bar)
  return {
    show(state, retryInSeconds) {
      const message =
        retryInSeconds === undefined ? words[state] : `${words[state]} in ${retryInSeconds} seconds`
      const line = part('state')
      if (line.textContent === message) return
      line.textContent = message
      line.classList.toggle('cf-designer__state--unsaved', state !== 'saved' && state !== 'saving')
      if (state !== 'unsaved' && state !== 'saving') announce(message)
    },
  }
}

function setAvailable(button: HTMLButtonElement, verb: string, name: string | undefined): void {
  button.disabled = name === undefined && document.activeElement !== button
  button.setAttribute('aria-disabled', String(name === undefined))
  button.setAttribute(
    'aria-label',
    name === undefined ? `${verb}: nothing to ${verb.toLowerCase()}` : `${verb}: ${name}`,
  )
  button.title = name === undefined ? '' : `${verb}: ${name}`
}
