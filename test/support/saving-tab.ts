import { type Definition, withPage } from '../../builder-ui/designer/definition.ts'
import { type Design, designOf } from '../../builder-ui/designer/design.ts'
import { createDraft } from '../../builder-ui/designer/draft.ts'
import { goOnWith } from '../../builder-ui/designer/save/left-behind.ts'
import type { CurrentVersion, SaveOutcome } from '../../builder-ui/designer/save/save-request.ts'
import { createSaver, type SaveState, type Told } from '../../builder-ui/designer/save/saver.ts'
import type { UnsavedCopy } from '../../builder-ui/designer/save/unsaved-copy.ts'
import { smallForm } from './designer-page.ts'

/* The designer's saving without a browser: a tab, the computer it is on, and a server behind a network that fails in every way. */

export const titleOf = (design: Pick<Design, 'definition'>) => String(design.definition.components[0]?.title)
const titled = (title: string): Design =>
  designOf({ definition: withPage(smallForm as Definition, 0, (panel) => ({ ...panel, title })) })
const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** `lost`: the request arrives, its answer does not. */
export type Net = 'up' | 'down' | 'lost' | 'signed-out'

export interface SavingServer {
  net: Net
  /** Milliseconds that a request takes. */
  delay: number
  /** Titles that are refused as a problem of the form. */
  refused: (title: string) => boolean
  design: Design
  revision: number
  /** How often something was sent that arrived. */
  requests: number
  /** Titles of what was stored, in order, whoever sent it. */
  saves: string[]
  put(design: Design, revision: number): Promise<SaveOutcome>
  /** Another officer changes the form. */
  saveAs(title: string): void
}

export function startSavingServer(): SavingServer {
  const store = (design: Design) => {
    server.design = copied(design)
    server.revision += 1
    server.saves.push(titleOf(design))
  }
  const answer = (design: Design, revision: number): SaveOutcome => {
    if (server.refused(titleOf(design)))
      return { kind: 'refused', problems: [{ pointer: '', message: 'No' }] }
    if (revision !== server.revision) {
      const who = { updatedBy: 'Ann Other', updatedAt: '2026-11-22T10:00:00.000Z' }
      const current: CurrentVersion = { ...copied(server.design), revision: server.revision, ...who }
      return { kind: 'conflict', current }
    }
    store(design)
    return { kind: 'saved', revision: server.revision }
  }
  const server: SavingServer = {
    net: 'up',
    delay: 20,
    refused: () => false,
    design: titled('First'),
    revision: 1,
    requests: 0,
    saves: [],
    async put(design, revision) {
      const { net } = server
      await new Promise((resolve) => setTimeout(resolve, server.delay))
      if (net === 'down') return { kind: 'unreachable' }
      if (net === 'signed-out') return { kind: 'signed-out' }
      server.requests += 1
      const answered = answer(copied(design), revision)
      return net === 'lost' ? { kind: 'unreachable' } : answered
    },
    saveAs: (title) => store(titled(title)),
  }
  return server
}

/** What is kept when a tab is closed. */
export type Computer = { copy?: UnsavedCopy | undefined; full: boolean }

export function openTab(server: SavingServer, computer: Computer = { full: false }) {
  const draft = createDraft({ ...copied(server.design), revision: server.revision })
  const states: [SaveState, Told][] = []
  let closed = false
  const saver = createSaver(draft, {
    // A tab that is closed sends nothing, and hears nothing of what it had sent.
    async send(design, revision) {
      const outcome = closed ? undefined : await server.put(design, revision)
      return closed || !outcome ? new Promise<never>(() => {}) : outcome
    },
    copies: {
      keep(copy) {
        if (!closed && !computer.full) computer.copy = copied({ ...copy, keptAt: new Date().toISOString() })
        return !computer.full
      },
      drop() {
        if (!closed) computer.copy = undefined
      },
      takeLeftBehind: () => computer.copy,
    },
    told: (state, more) => states.push([state, more]),
  })
  const left = computer.copy
  if (left && !goOnWith(left, draft, saver)) computer.copy = undefined
  return {
    draft,
    saver,
    states,
    computer,
    get title() {
      return titleOf(draft.design)
    },
    edit: (title: string) => draft.changeDesign(title, titled(title)),
    /** Chooses between the two versions of a conflict as its panel does. */
    choose(which: 'mine' | 'theirs') {
      const outcome = states.findLast(([state]) => state === 'conflict')?.[1].outcome
      if (outcome?.kind !== 'conflict') throw new Error('There is no conflict')
      const mine = draft.design
      draft.adopt('theirs', designOf(outcome.current), outcome.current.revision)
      if (which === 'mine') draft.changeDesign('mine', mine)
      saver.chosen()
      return titleOf(outcome.current)
    },
    close() {
      closed = true
    },
  }
}
