import type { Draft } from '../draft.ts'
import { type SaveOutcome, sendDraft } from './save-request.ts'
import { dropCopy, keepCopy } from './unsaved-copy.ts'

/*
 * Brings the draft to the server: one request at a time, tried again while the network is away. Every change is first kept
 * in the browser tab. Two savings never overlap: the second would carry a revision that the first is just replacing.
 */

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'retrying' | 'conflict' | 'refused' | 'signed-out'

export interface Saver {
  readonly state: SaveState
  /** Saves now. While a save is under way, what came meanwhile is saved after it. */
  save(): Promise<void>
}

/** Seconds until each next try while the server cannot be reached; the last one repeats. */
const waits = [2, 5, 10, 20, 30]

export function createSaver(
  url: string,
  draft: Draft,
  told: (state: SaveState, outcome?: SaveOutcome, retryInSeconds?: number) => void,
): Saver {
  let state: SaveState = 'saved'
  let busy = false
  let again = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const become = (next: SaveState, outcome?: SaveOutcome, retryInSeconds?: number) => {
    state = next
    told(next, outcome, retryInSeconds)
  }

  draft.listen(() => {
    if (draft.saved) dropCopy(url)
    else keepCopy(url, draft.revision, draft.design)
    if (busy || state === 'retrying') return
    become(draft.saved ? 'saved' : 'unsaved')
  })

  const save = async (): Promise<void> => {
    clearTimeout(timer)
    if (busy) {
      again = true
      return
    }
    busy = true
    again = false
    become('saving')
    const { design, revision } = draft
    const outcome = await sendDraft(url, { revision, ...design })
    busy = false
    if (outcome.kind === 'unreachable') {
      const wait = waits[Math.min(tries, waits.length - 1)] as number
      tries += 1
      timer = setTimeout(save, wait * 1000)
      become('retrying', outcome, wait)
      return
    }
    tries = 0
    if (outcome.kind === 'saved') {
      draft.markSaved(design, outcome.revision)
      become(draft.saved ? 'saved' : 'unsaved', outcome)
      if (again) await save()
    } else {
      become(outcome.kind, outcome)
    }
  }
  return {
    get state() {
      return state
    },
    save,
  }
}
