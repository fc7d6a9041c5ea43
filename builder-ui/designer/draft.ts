import type { Definition } from './definition.ts'
import { type Design, designOf, type GivenDesign } from './design.ts'

/*
 * The draft as the officer has it now: its design, the revision the server knows, and every step back and forward.
 * It knows nothing of pages, canvases or the network; they listen to it.
 */

export interface Step {
  design: Design
  /** What was done to get here, as said on the Undo button: "delete Full name". */
  name: string
}

/** Changes that can be taken back. A step shares all unchanged questions with its neighbours, so this costs little. */
const deepest = 200

export interface Draft {
  readonly design: Design
  /** The design's pages and questions. */
  readonly definition: Definition
  readonly revision: number
  readonly saved: boolean
  /** What the server has, as far as this page knows: where both officers began when two save. */
  readonly savedDesign: Design
  /** What Undo would take back, and what Redo would do again. */
  readonly undoName: string | undefined
  readonly redoName: string | undefined
  change(name: string, definition: Definition): void
  changeDesign(name: string, design: Design): void
  undo(): void
  redo(): void
  /** The server has this design now, under this revision. */
  markSaved(design: Design, revision: number): void
  /** Starts from another version (the other officer's); undo gives one's own back. */
  adopt(name: string, design: Design, revision: number): void
  /** Goes on with what an earlier visit left: its design, and what it and the server had agreed on. */
  resume(name: string, left: { mine: Design; base: Design; revision: number }): void
  listen(listener: () => void): void
  /** Every step that Undo and Redo can reach. */
  readonly history: History
}

export interface History {
  steps: readonly Step[]
  /** Which of the steps is the present one. */
  at: number
}

/** @param kept the steps of an earlier visit, of which the present one must be what the server has */
export function createDraft(start: GivenDesign & { revision: number }, kept?: History): Draft {
  let steps: Step[] = [...(kept?.steps ?? [{ design: designOf(start), name: '' }])]
  let at = kept?.at ?? 0
  const first = (steps[at] as Step).design
  let savedDesign = first
  let revision = start.revision
  const listeners: (() => void)[] = []
  const current = () => steps[at] as Step
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const push = (name: string, design: Design) => {
    steps = [...steps.slice(0, at + 1), { design, name }].slice(-deepest - 1)
    at = steps.length - 1
  }
  const stepOf = (design: Design) => {
    const wanted = JSON.stringify(design)
    return steps.findIndex((step) => JSON.stringify(step.design) === wanted)
  }
  const goTo = (position: number) => {
    if (position < 0 || position >= steps.length) return
    at = position
    tell()
  }
  const changeDesign = (name: string, design: Design) => {
    push(name, design)
    tell()
  }

  return {
    get design() {
      return current().design
    },
    get definition() {
      return current().design.definition
    },
    get revision() {
      return revision
    },
    get saved() {
      return current().design === savedDesign
    },
    get savedDesign() {
      return savedDesign
    },
    get undoName() {
      return at > 0 ? current().name : undefined
    },
    get redoName() {
      return steps[at + 1]?.name
    },
    change: (name, definition) => changeDesign(name, { ...current().design, definition }),
    changeDesign,
    undo: () => goTo(at - 1),
    redo: () => goTo(at + 1),
    markSaved(design, newRevision) {
      savedDesign = design
      revision = newRevision
      tell()
    },
    adopt(name, design, newRevision) {
      push(name, design)
      revision = newRevision
      savedDesign = design
      tell()
    },
    resume(name, left) {
      const known = stepOf(left.mine)
      if (known >= 0) at = known
      else push(name, left.mine)
      revision = left.revision
      // The same design as a step of ours, so that going back to it is seen to be saved.
      savedDesign = steps[stepOf(left.base)]?.design ?? left.base
      tell()
    },
    listen(listener) {
      listeners.push(listener)
    },
    get history() {
      return { steps, at }
    },
  }
}
