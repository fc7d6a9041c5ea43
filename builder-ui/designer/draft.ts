import type { Definition } from './definition.ts'

/*
 * The draft as the officer has it now: its definition, the revision the server knows, and every step back and forward.
 * It knows nothing of pages, canvases or the network; they listen to it.
 */

interface Step {
  definition: Definition
  /** What was done to get here, as said on the Undo button: "delete Full name". */
  name: string
}

/** Steps kept for undo. A step shares all unchanged questions with its neighbours, so this costs little. */
const deepest = 200

export interface Draft {
  readonly definition: Definition
  readonly revision: number
  readonly saved: boolean
  /** What the server has, as far as this page knows: where both officers began when two save. */
  readonly savedDefinition: Definition
  /** What Undo would take back, and what Redo would do again. */
  readonly undoName: string | undefined
  readonly redoName: string | undefined
  change(name: string, definition: Definition): void
  undo(): void
  redo(): void
  /** The server has this definition now, under this revision. */
  markSaved(definition: Definition, revision: number): void
  /** Starts from another version (the other officer's); undo gives one's own back. */
  adopt(name: string, definition: Definition, revision: number, saved: boolean): void
  listen(listener: () => void): void
}

export function createDraft(start: { definition: Definition; revision: number }): Draft {
  let steps: Step[] = [{ definition: start.definition, name: '' }]
  let at = 0
  let savedDefinition = start.definition
  let revision = start.revision
  const listeners: (() => void)[] = []
  const current = () => steps[at] as Step
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const push = (name: string, definition: Definition) => {
    steps = [...steps.slice(0, at + 1), { definition, name }].slice(-deepest)
    at = steps.length - 1
  }
  const stepTo = (position: number) => {
    if (position < 0 || position >= steps.length) return
    at = position
    tell()
  }

  return {
    get definition() {
      return current().definition
    },
    get revision() {
      return revision
    },
    get saved() {
      return current().definition === savedDefinition
    },
    get savedDefinition() {
      return savedDefinition
    },
    get undoName() {
      return at > 0 ? current().name : undefined
    },
    get redoName() {
      return steps[at + 1]?.name
    },
    change(name, definition) {
      push(name, definition)
      tell()
    },
    undo: () => stepTo(at - 1),
    redo: () => stepTo(at + 1),
    markSaved(definition, newRevision) {
      savedDefinition = definition
      revision = newRevision
      tell()
    },
    adopt(name, definition, newRevision, saved) {
      push(name, definition)
      revision = newRevision
      if (saved) savedDefinition = definition
      tell()
    },
    listen(listener) {
      listeners.push(listener)
    },
  }
}
