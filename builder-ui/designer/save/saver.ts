import { type Design, designOf } from '../design.ts'
import type { Draft } from '../draft.ts'
import type { SaveOutcome, SendOptions } from './save-request.ts'
import type { CopyKeeper } from './unsaved-copy.ts'

/*
 * Brings the draft to the server by itself: after a pause, one request at a time, tried again while the network is away. What the
 * server is not known to have is kept on this computer. Two savings never overlap: the second would carry a revision that the first
 * is just replacing.
 */

export type SaveState = 'saved' | 'saving' | 'unreachable' | 'conflict' | 'refused' | 'signed-out'

export interface Told {
  outcome?: SaveOutcome
  /** The officer pressed Save, so what came of it is shown to them at once. */
  asked: boolean
  /** What is not saved is kept on this computer. */
  kept: boolean
}

export interface Saver {
  readonly state: SaveState
  /** The server has everything, for all that this page knows. */
  readonly settled: boolean
  /** Saves now; done when it is answered. While a save is under way, what came meanwhile is saved after it. */
  save(options?: Partial<SendOptions>): Promise<void>
  /** Something changed outside (the network is back, the officer came back to the tab): tries again where that may help. */
  retry(): void
  /** The officer has chosen between two versions, and the draft is what they chose. */
  chosen(): void
  /** Sent by an earlier visit without an answer: the server may have any of these. */
  wasSent(designs: readonly Design[]): void
}

type Send = (design: Design, revision: number, options: SendOptions) => Promise<SaveOutcome>

interface Arrived {
  design: Design
  revision: number
}

/** Milliseconds after the last change: long enough to take a run of changes together, and with the sending under a second. */
const pause = 500
/** Seconds until each next try while the server cannot be reached; the last one repeats. */
const waits = [2, 5, 10, 20, 30]

export function createSaver(
  draft: Draft,
  { send, copies, told }: { send: Send; copies: CopyKeeper; told: (state: SaveState, more: Told) => void },
): Saver {
  let state: SaveState = 'saved'
  let kept = true
  /** What is being sent. */
  let underWay: Design | undefined
  let running: Promise<void> | undefined
  let again = false
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Sent, and never answered: the server may have any of them. */
  let unanswered: Design[] = []
  const sent = () => [...new Set([...unanswered, ...(underWay ? [underWay] : [])])]
  const settled = () => draft.saved && sent().length === 0
  const become = (next: SaveState, more: Partial<Told> = {}) => {
    state = next
    told(next, { asked: false, kept, ...more })
  }
  const keepOrDrop = () => {
    const { revision, savedDesign: base, design: mine } = draft
    if (settled()) copies.drop()
    else kept = copies.keep({ revision, base, sent: sent(), mine })
  }
  const saveAfter = (milliseconds: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), milliseconds)
  }

  draft.listen(() => {
    keepOrDrop()
    // A conflict waits for a choice, and whoever is signed out has to come back first.
    if (underWay || state === 'conflict' || state === 'signed-out') return
    if (settled()) {
      clearTimeout(timer)
      if (state !== 'saved') become('saved')
    } else if (state === 'unreachable') {
      become('unreachable')
    } else {
      if (state === 'saved') become('saving')
      saveAfter(pause)
    }
  })

  const save = (options: Partial<SendOptions> = {}): Promise<void> => {
    clearTimeout(timer)
    if (running) again ||= Boolean(options.asked || options.leaving)
    running ??= run(options).finally(() => {
      running = undefined
    })
    return running
  }

  async function run(options: Partial<SendOptions>): Promise<void> {
    await sendOnce(options)
    while (again && state === 'saving') {
      again = false
      await sendOnce(options)
    }
    again = false
  }

  async function sendOnce({ asked = false, leaving = false }: Partial<SendOptions>): Promise<void> {
    clearTimeout(timer)
    const { design, revision } = draft
    underWay = design
    // While something is wrong it stays on the screen until an answer says otherwise: it must not flicker at every try.
    if (asked || state === 'saved') become('saving')
    keepOrDrop()
    const outcome = await send(design, revision, { asked, leaving })
    if (outcome.kind === 'unreachable') unanswered = sent()
    underWay = undefined
    answered(outcome, design, asked)
  }

  function answered(outcome: SaveOutcome, design: Design, asked: boolean): void {
    if (outcome.kind === 'unreachable') {
      saveAfter((waits[Math.min(tries, waits.length - 1)] as number) * 1000)
      tries += 1
      become('unreachable', { outcome, asked })
      return
    }
    tries = 0
    const there = whichArrived(outcome, design)
    if (there) {
      arrived(there, asked)
      return
    }
    // The server has gone on without us: whatever of ours is still on its way comes too late.
    if (outcome.kind === 'conflict') unanswered = []
    keepOrDrop()
    become(outcome.kind, { outcome, asked })
    // What was changed meanwhile may be what mends it.
    if (outcome.kind === 'refused' && draft.design !== design) saveAfter(pause)
  }

  /** What looks like somebody else's save may be one of ours whose answer was lost on the way. */
  function whichArrived(outcome: SaveOutcome, design: Design): Arrived | undefined {
    if (outcome.kind === 'saved') return { design, revision: outcome.revision }
    if (outcome.kind !== 'conflict') return undefined
    const there = JSON.stringify(designOf(outcome.current))
    const ours = [...unanswered, design].find((each) => JSON.stringify(each) === there)
    return ours && { design: ours, revision: outcome.current.revision }
  }

  function arrived({ design, revision }: Arrived, asked: boolean): void {
    unanswered = []
    state = 'saved'
    // Everybody looks at the draft again, this saver too: what was changed meanwhile is sent after the next pause.
    draft.markSaved(design, revision)
    if (settled()) become('saved', { outcome: { kind: 'saved', revision }, asked })
  }

  return {
    get state() {
      return state
    },
    get settled() {
      return settled()
    },
    save,
    retry() {
      if (!underWay && !settled() && (state === 'unreachable' || state === 'signed-out')) void save()
    },
    chosen() {
      unanswered = []
      keepOrDrop()
      if (settled()) become('saved')
      else void save({ asked: true })
    },
    wasSent(designs) {
      unanswered = [...designs]
    },
  }
}
