import type { Words } from '../../form-schemas/words.ts'
import { type Day, londonDay } from '../clock.ts'
import { Conflict } from '../errors.ts'
import { keepOnly } from '../files/index.ts'
import type { Opening, PublishedForm } from '../forms/index.ts'
import { sha256 } from '../ids.ts'
import { checkAll, nextPage, reachableAnswers } from '../journey/index.ts'
import { type AuditEvent, recordEvents } from '../people/audit.ts'
import type { Price } from '../pricing/price.ts'
import type { SubmissionDeps } from './index.ts'
import { asksForFiles, fileIdsIn } from './kept-files.ts'
import type { Openings } from './openings.ts'
import { newReference } from './reference-number.ts'
import type { SubmissionRow, SubmissionStore } from './submission-store.ts'
import { claimUses } from './use-limits.ts'

export type SubmitOutcome =
  /** Frozen, now or before: what to do next depends on its total and its payments. */
  | { kind: 'submitted'; submission: SubmissionRow }
  /** A fee or rule gives another price than the one on the page: it must be shown before anything is charged. */
  | { kind: 'changed'; price: Price }
  | { kind: 'incomplete'; page: string }
  | { kind: 'unpriced'; reason: string }
  /** A limit of the form has been reached ("once per property per 12 months"): in the council's words, and when there is room again. */
  | { kind: 'used-up'; message: Words; freeOn: Day }
  /** Its last moment has passed, or it has no place left. The answers are kept as they were. */
  | { kind: 'not-open'; opening: Exclude<Opening, { kind: 'open' }> }
  | { kind: 'gone' }

/** Names a price on the check page without being an amount: what comes back from the browser is compared, never charged. */
export function sealPrice(price: Price): string {
  return sha256(JSON.stringify(price))
}

/**
 * Freezes a submission with its reference and price, in one transaction with what follows from it (design: shown = charged = posted).
 * The price is worked out outside the transaction, and the freeze happens only if the answers are still those that were priced.
 */
export async function submitAnswers(
  deps: SubmissionDeps & { openings: Pick<Openings, 'exact'> },
  store: SubmissionStore,
  tokenHash: string,
  seen: string,
): Promise<SubmitOutcome> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const row = await store.byToken(tokenHash)
    if (!row) return { kind: 'gone' }
    if (row.state !== 'answering') return { kind: 'submitted', submission: row }
    if (row.expiresAt <= deps.clock.now()) return { kind: 'gone' }

    const form = await deps.version(row.formVersionId)
    const next = nextPage(form.compiled, row.answers)
    if (next !== 'check-your-answers') return { kind: 'incomplete', page: next.slug }
    const answers = reachableAnswers(form.compiled, row.answers)
    const wrong = checkAll(form.compiled, answers, row.language)[0]
    // An answer can be overtaken by time (a day that must be in the future): its page asks again.
    if (wrong) return { kind: 'incomplete', page: wrong.page }

    const outcome = await deps.pricing.price(form.document, answers, londonDay(deps.clock.now()))
    if (outcome.kind === 'refused') return { kind: 'unpriced', reason: outcome.reason }
    if (sealPrice(outcome.price) !== seen) return { kind: 'changed', price: outcome.price }

    const frozen = await freeze(deps, store, row, form, answers, outcome.price)
    if (frozen) return frozen
  }
  throw new Conflict('These answers were being changed in another window. Check them and try again.')
}

async function freeze(
  deps: SubmissionDeps & { openings: Pick<Openings, 'exact'> },
  store: SubmissionStore,
  row: SubmissionRow,
  form: PublishedForm,
  answers: SubmissionRow['answers'],
  price: Price,
): Promise<SubmitOutcome | undefined> {
  const now = deps.clock.now()
  for (let attempt = 0; ; attempt++) {
    const reference = (deps.newReference ?? newReference)()
    try {
      return await deps.db.transaction(async (tx): Promise<SubmitOutcome | undefined> => {
        const opening = await deps.openings.exact(tx, form)
        if (opening.kind !== 'open') return { kind: 'not-open', opening }
        const submission = await store.freeze(tx, row, { reference, answers, price, now })
        if (!submission) return undefined
        const usedUp = await claimUses(tx, form.document, row, answers, now)
        if (usedUp)
          throw new NotTaken({ kind: 'used-up', message: usedUp.limit.message, freeOn: usedUp.freeOn })
        if (asksForFiles(form.compiled)) await keepOnly(tx, row.id, fileIdsIn(answers))
        const complete = submission.state === 'completed'
        await recordEvents(tx, [sending(submission), ...(complete ? [completion(submission)] : [])])
        await deps.announce(tx, { kind: 'submission.submitted', submission })
        if (complete) await deps.announce(tx, { kind: 'submission.completed', submission })
        return { kind: 'submitted', submission }
      })
    } catch (error) {
      if (error instanceof NotTaken) return error.outcome
      // Two references met: the transaction is gone, and another reference is drawn. A resident never sees it.
      if (attempt < 8 && isUniqueViolation(error)) continue
      throw error
    }
  }
}

function sending(row: SubmissionRow): AuditEvent {
  const { organisationId, formId, reference, totalPence } = row
  return {
    organisationId,
    at: row.submittedAt!,
    actor: row.assistedBy ?? 'resident',
    event: 'submission.submitted',
    formId,
    submissionId: row.id,
    details: { reference, totalPence },
  }
}

/** That nothing is left to pay. */
export function completion({
  organisationId,
  completedAt,
  formId,
  id,
  reference,
}: SubmissionRow): AuditEvent {
  return {
    organisationId,
    at: completedAt!,
    actor: 'system',
    event: 'submission.completed',
    formId,
    submissionId: id,
    details: { reference },
  }
}

/** Thrown to end the transaction without effect: neither the freeze nor a use of another limit stays. */
class NotTaken extends Error {
  readonly outcome: SubmitOutcome

  constructor(outcome: SubmitOutcome) {
    super(`The answers cannot be taken: ${outcome.kind}`)
    this.outcome = outcome
  }
}

/** SQLSTATE 23505, as both drivers report it (drizzle wraps the driver's error as its cause). */
export function isUniqueViolation(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ((at as { code?: unknown }).code === '23505') return true
  }
  return false
}
