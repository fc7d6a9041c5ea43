import { announce } from '../../announce.ts'
import { element, html } from '../../html.ts'
import type { Draft } from '../draft.ts'
import { saveWords } from './save-words.ts'
import type { SaveState, Told } from './saver.ts'

export interface SaveBar {
  /** @param problem the first problem of a form that was refused, with its place */
  show(state: SaveState, told: Told, problem: string | undefined): void
}

interface Pressed {
  save(): void
  /** Shows what is wrong and what can be done about it. */
  explain(): void
}

const explained: Partial<Record<SaveState, string>> = {
  conflict: 'Show both versions',
  refused: 'Show what to mend',
  'signed-out': 'Show how to go on',
}

/** The bar that stays in view: whether the work is safe, Undo, Redo, Save. */
export function createSaveBar(host: HTMLElement, draft: Draft, { save, explain }: Pressed): SaveBar {
  const bar = element(html`<div class="cf-designer__bar" role="region" aria-label="Save">
    <p class="cf-designer__state" data-part="state">All changes saved</p>
    <button type="button" class="cf-action" data-part="explain" hidden></button>
    <button type="button" class="govuk-button govuk-button--secondary" data-part="undo">Undo</button>
    <button type="button" class="govuk-button govuk-button--secondary" data-part="redo">Redo</button>
    <button type="button" class="govuk-button govuk-button--secondary" data-part="save" aria-keyshortcuts="Control+S">Save now</button></div>`)
  const part = <E extends HTMLElement>(name: string) => bar.querySelector<E>(`[data-part="${name}"]`) as E
  const [undo, redo] = [part<HTMLButtonElement>('undo'), part<HTMLButtonElement>('redo')]
  part('save').addEventListener('click', save)
  part('explain').addEventListener('click', explain)
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
  host.prepend(bar)
  let troubled = false
  return {
    show(state, told, problem) {
      const [line, button] = [part('state'), part('explain')]
      const words = saveWords(state, told, problem)
      const wasTroubled = troubled
      troubled = state === 'saving' ? troubled : state !== 'saved'
      button.hidden = !explained[state]
      button.textContent = explained[state] ?? ''
      line.classList.toggle('cf-designer__state--unsaved', state !== 'saved' && state !== 'saving')
      if (line.textContent === words) return
      line.textContent = words
      // That everything is as it should be is not read out after every change: only when it was asked for, or had not been so.
      if (state !== 'saving' && (troubled || wasTroubled || told.asked)) announce(words)
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
