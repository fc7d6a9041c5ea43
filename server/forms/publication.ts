import type { FormDocument } from '../../form-schemas/document.ts'
import { parseDocumentText } from '../../form-schemas/parse.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import { changesMoney } from './difference/prices.ts'
import type { FormStore } from './form-store.ts'
import { type GateCheck, type GateProblem, runGate } from './gate.ts'
import type { Draft, PublishedVersion } from './index.ts'
import type { PlanRow, PlanStore } from './plan-store.ts'

export type PublishOutcome =
  | { kind: 'published'; version: PublishedVersion }
  /** It waits: for a second officer (`waiting`), or for its moment (`planned`). */
  | { kind: 'planned'; plan: PlanRow }
  | { kind: 'refused'; problems: GateProblem[] }
  /** The draft, or what is live, changed since the officer looked at it: what would be published is not what was read. */
  | { kind: 'conflict'; current: Draft }

export interface PublishRequest {
  note: string
  mode: 'test' | 'live'
  /** The revision that was looked at; without it, whichever is there when the gate begins. */
  revision?: number
  /** The number of the live version that it was compared with, 0 for none; without it, whichever is live then. */
  live?: number
  /** When; missing = now. */
  at?: Date
}

export interface PublicationDeps {
  db: Db
  clock: Clock
  gate: GateCheck[]
  store: FormStore
  plans: PlanStore
}

/** What is to become a version: the draft, or the document of an older version. */
export interface Candidate {
  formId: string
  organisationId: string
  text: string
  document: FormDocument
  /** Of the draft; missing for an older version, which does not change. */
  revision?: number
  /** The older version's number. */
  restores?: number
}

type CandidateOutcome = Exclude<PublishOutcome, { kind: 'conflict' }> | { kind: 'conflict' }

/**
 * The gate runs outside any transaction (it evaluates expressions and may ask others); the version is written only if the
 * draft is still the one that passed it.
 */
export async function publishCandidate(
  deps: PublicationDeps,
  candidate: Candidate,
  request: PublishRequest,
  actor: string,
): Promise<CandidateOutcome> {
  const note = request.note.replaceAll('\0', '').trim().slice(0, 2000)
  if (note === '') return refusedAt('/note', 'Say in a few words what changed, for colleagues and auditors')
  if (request.at && request.at <= deps.clock.now())
    return refusedAt('/at', 'That moment has passed. Choose one that is to come')
  const { organisationId, formId } = candidate
  const report = await runGate(deps.gate, candidate.document, organisationId, request.mode)
  if (!report.passed) return { kind: 'refused', problems: blocking(report) }
  return deps.db.transaction(async (tx): Promise<CandidateOutcome> => {
    const revision = await deps.store.lockRevision(tx, formId)
    if (candidate.revision !== undefined && revision !== candidate.revision) return { kind: 'conflict' }
    const live = await deps.store.liveVersionOf(tx, formId)
    if (request.live !== undefined && request.live !== (live?.number ?? 0)) return { kind: 'conflict' }
    const needsSecond = await needsSecondPerson(deps, tx, { ...candidate, mode: request.mode })
    if (needsSecond || request.at) {
      if (await deps.plans.openOf(tx, formId)) {
        const message =
          'Another publication of this form is planned or waits for approval. Cancel it first, or let it happen'
        return refusedAt('/plan', message)
      }
      const plan = await writePlan(deps, tx, candidate, { ...request, note }, actor, {
        state: needsSecond ? 'waiting' : 'planned',
        baseVersionId: live?.id ?? null,
      })
      return { kind: 'planned', plan }
    }
    const version = await writeVersion(deps, tx, {
      ...candidate,
      mode: request.mode,
      note,
      publishedBy: actor,
      actor,
      details: candidate.restores === undefined ? { revision } : { restores: candidate.restores },
    })
    return { kind: 'published', version }
  })
}

const refusedAt = (pointer: string, message: string): CandidateOutcome => ({
  kind: 'refused',
  problems: [{ pointer, message, screen: 'settings' }],
})

export const blocking = (report: { checks: { problems: GateProblem[] }[] }) =>
  report.checks.flatMap(({ problems }) => problems.filter((problem) => !problem.warning))

/**
 * Only where real money is taken, and compared with what took it last: a version for testing in between, with other prices,
 * opens no way past the second officer.
 */
export async function needsSecondPerson(
  deps: Pick<PublicationDeps, 'store' | 'plans'>,
  tx: Tx,
  wanted: { organisationId: string; formId: string; document: FormDocument; mode: 'test' | 'live' },
): Promise<boolean> {
  if (wanted.mode === 'test' || !(await deps.plans.needsSecondPerson(tx, wanted.organisationId))) return false
  const last = await deps.store.lastForRealUse(tx, wanted.formId)
  return changesMoney(last && readPublished(last.document), wanted.document)
}

/** @throws Error for a document that was published and no longer reads: a bug of ours */
export function readPublished(text: string): FormDocument {
  const parsed = parseDocumentText(text)
  if (parsed.ok) return parsed.document
  throw new Error(`A published document no longer reads: ${parsed.problems[0]?.message}`)
}

async function writePlan(
  deps: PublicationDeps,
  tx: Tx,
  { organisationId, formId, text, restores }: Candidate,
  { note, mode, at }: PublishRequest,
  actor: string,
  standing: Pick<PlanRow, 'state' | 'baseVersionId'>,
): Promise<PlanRow> {
  const now = deps.clock.now()
  const row: PlanRow = {
    id: newId(),
    organisationId,
    formId,
    document: text,
    mode,
    note,
    dueAt: at ?? null,
    askedBy: actor,
    askedAt: now,
    approvedBy: null,
    endedAt: null,
    endedBy: null,
    reason: null,
    versionId: null,
    ...standing,
  }
  await deps.plans.insert(tx, row)
  await recordEvent(tx, {
    organisationId,
    at: now,
    actor,
    event: 'form.publication-planned',
    formId,
    details: {
      plan: row.id,
      mode,
      note,
      dueAt: at?.toISOString(),
      needsApproval: row.state === 'waiting',
      restores,
    },
  })
  return row
}

interface NewVersion {
  organisationId: string
  formId: string
  text: string
  mode: 'test' | 'live'
  note: string
  /** Who asked for it, and who does it: the system, when its moment has come. */
  publishedBy: string
  actor: string
  details: Record<string, unknown>
}

/** The next number is free as long as the draft is locked, which every publication does first. */
export async function writeVersion(
  deps: Pick<PublicationDeps, 'clock' | 'store'>,
  tx: Tx,
  { text, actor, details, ...given }: NewVersion,
): Promise<PublishedVersion> {
  const number = (await deps.store.lastNumber(tx, given.formId)) + 1
  const version = { id: newId(), number, publishedAt: deps.clock.now(), ...given }
  await deps.store.publish(tx, { ...version, document: text })
  await recordEvent(tx, {
    organisationId: given.organisationId,
    at: version.publishedAt,
    actor,
    event: 'form.published',
    formId: given.formId,
    details: { version: number, mode: given.mode, note: given.note, ...details },
  })
  return version
}
