import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import type { FormStore } from './form-store.ts'
import { type GateCheck, type GateProblem, runGate } from './gate.ts'
import type { Draft, PublishedVersion } from './index.ts'

export type PublishOutcome =
  | { kind: 'published'; version: PublishedVersion }
  | { kind: 'refused'; problems: GateProblem[] }
  /** The draft changed since the officer looked at it: what would be published is not what was read. */
  | { kind: 'conflict'; current: Draft }

export interface PublishRequest {
  note: string
  mode: 'test' | 'live'
  /** The revision that was looked at; without it, whichever is there when the gate begins. */
  revision?: number
}

interface PublicationDeps {
  db: Db
  clock: Clock
  gate: GateCheck[]
  store: FormStore
  draft(): Promise<Draft>
}

/**
 * The gate runs outside any transaction (it evaluates expressions and may ask others); the version is written only if the
 * draft is still the one that passed it.
 */
export async function publishDraft(
  deps: PublicationDeps,
  request: PublishRequest,
  actor: string,
): Promise<PublishOutcome> {
  const draft = await deps.draft()
  if (request.revision !== undefined && request.revision !== draft.revision)
    return { kind: 'conflict', current: draft }
  const note = request.note.trim()
  if (note === '') {
    const message = 'Say in a few words what changed, for colleagues and auditors'
    return { kind: 'refused', problems: [{ pointer: '/note', message, screen: 'settings' }] }
  }
  const report = await runGate(deps.gate, draft.document, draft.organisationId, request.mode)
  if (!report.passed) {
    return {
      kind: 'refused',
      problems: report.checks.flatMap(({ problems }) => problems.filter((problem) => !problem.warning)),
    }
  }
  const publishedAt = deps.clock.now()
  const version = await deps.db.transaction(async (tx) => {
    if ((await deps.store.lockRevision(tx, draft.formId)) !== draft.revision) return undefined
    const row = {
      id: newId(),
      organisationId: draft.organisationId,
      formId: draft.formId,
      number: (await deps.store.lastNumber(tx, draft.formId)) + 1,
      document: draft.text,
      mode: request.mode,
      note: note.slice(0, 2000),
      publishedAt,
      publishedBy: actor,
    }
    await deps.store.publish(tx, row)
    await recordEvent(tx, {
      organisationId: draft.organisationId,
      at: publishedAt,
      actor,
      event: 'form.published',
      formId: draft.formId,
      details: { version: row.number, mode: row.mode, note: row.note, revision: draft.revision },
    })
    const { document: _, ...published } = row
    return published
  })
  return version ? { kind: 'published', version } : { kind: 'conflict', current: await deps.draft() }
}
