import { announce } from '../../announce.ts'
import type { Draft } from '../draft.ts'
import { keepHistory } from './kept-history.ts'
import { saveBeforeLeaving } from './leaving.ts'
import { bringBack } from './left-behind.ts'
import type { ProblemPlace } from './problems-panel.ts'
import { createSaveBar } from './save-bar.ts'
import { type SaveAddress, type SaveOutcome, sendDraft } from './save-request.ts'
import { createSaver, type SaveState, type Told } from './saver.ts'
import { createTroubles } from './troubles.ts'
import { createCopyKeeper } from './unsaved-copy.ts'

interface Parts {
  draft: Draft
  address: SaveAddress
  bar: HTMLElement
  messages: HTMLElement
  goTo(place: ProblemPlace): void
}

/** Saving as the officer meets it: by itself, said in the bar, with Ctrl+S for who wants to be sure, and what to do when it did not work. */
export async function createSaving({ draft, address, bar, messages, goTo }: Parts): Promise<void> {
  const copies = await createCopyKeeper(`${address.officer ?? ''} ${address.url}`)
  const troubles = createTroubles({ draft, host: messages, goTo, chosen: () => saver.chosen() })
  let trouble: SaveOutcome | undefined
  const told = (state: SaveState, more: Told) => {
    if (state === 'saved') trouble = undefined
    else if (more.outcome) trouble = more.outcome
    const [problem] = trouble?.kind === 'refused' ? trouble.problems : []
    saveBar.show(state, more, problem && troubles.sayProblem(problem))
    if (state === 'saved') troubles.clear()
    // A problem of something half made is no alarm: it opens when asked for, and is kept up to date while it is open.
    else if (more.outcome && (state !== 'refused' || more.asked || troubles.open))
      troubles.show(more.outcome, { focus: more.asked })
  }
  const save = () => {
    // Nothing to send: another revision of the same form would only get in other officers' way.
    if (saver.settled && saver.state === 'saved') announce('All changes are saved already')
    else void saver.save({ asked: true })
  }
  const saveBar = createSaveBar(bar, draft, {
    save,
    explain: () => trouble && troubles.show(trouble, { focus: true }),
  })
  const saver = createSaver(draft, {
    send: (design, revision, options) => sendDraft(address, { revision, ...design }, options),
    copies,
    told,
  })
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (!document.querySelector('dialog[open]')) save()
  })
  saveBeforeLeaving(saver)
  draft.listen(() => keepHistory(address.url, draft.history))
  bringBack(draft, saver, copies, messages)
}
