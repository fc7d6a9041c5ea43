import { TransactionRollbackError } from 'drizzle-orm'
import { say } from '../../form-schemas/words.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import type { PublishedForm } from '../forms/index.ts'
import {
  type GatewayCapabilities,
  hasEnded,
  isPaid,
  type OwedPayment,
  type Payment,
  type PaymentLine,
  type Payments,
  type StartRequest,
} from '../payments/index.ts'
import { recordEvent } from '../people/audit.ts'
import { payerOf } from './payer.ts'
import type { SubmissionRow } from './submission-store.ts'
import { claimUses, type UsedUp } from './use-limits.ts'

/** Where a payer goes once the answers are frozen, or after asking to try a payment again. */
export type PayOutcome =
  /** To the gateway's hosted page. Secret and single-use. */
  | { kind: 'pay'; url: string }
  | { kind: 'completed'; submissionId: string }
  | { kind: 'checking'; returnId: string }
  | { kind: 'refused' }
  | { kind: 'unavailable' }

export interface PayDeps {
  db: Db
  payments: Payments
  version(versionId: string): Promise<PublishedForm>
  clock: Clock
  baseUrl: string
}

/** Who opens the hosted page, and how they came to it. */
export type PaidBy = Pick<StartRequest, 'channel' | 'startedBy'>
export const byResident: PaidBy = { channel: 'web', startedBy: 'resident' }

/**
 * Takes a frozen submission to its payment: the amount is the frozen total and the lines are the frozen lines, always.
 * @throws Error when the submission was not frozen, or its version says nothing of payment although there is one to make
 */
export async function paySubmission(
  deps: PayDeps,
  submission: SubmissionRow,
  by: PaidBy = byResident,
): Promise<PayOutcome> {
  if (submission.state === 'completed') return { kind: 'completed', submissionId: submission.id }
  const form = await deps.version(submission.formVersionId)
  if (!(await holdsItsUses(deps, form, submission))) return { kind: 'refused' }
  const outcome = await deps.payments.start({
    ...owedBy(form, submission),
    ...by,
    accountName: form.document.payment!.gateway,
    returnUrl: (returnId) => `${deps.baseUrl}/${form.organisationSlug}/${form.slug}/payment/${returnId}`,
  })
  switch (outcome.kind) {
    case 'redirect':
      return { kind: 'pay', url: outcome.url }
    case 'paid':
      return { kind: 'completed', submissionId: submission.id }
    case 'checking':
      return {
        kind: 'checking',
        returnId: (await deps.payments.get(submission.organisationId, outcome.paymentId)).returnId,
      }
    case 'refused':
    case 'unavailable':
      return { kind: outcome.kind }
  }
}

/** A submission that was left unpaid has let go of its uses of the form's limits: it takes them again, unless others have them now. */
async function holdsItsUses(
  { db, clock }: PayDeps,
  { document }: PublishedForm,
  submission: SubmissionRow,
): Promise<boolean> {
  if (!document.settings?.useLimits) return true
  const now = clock.now()
  const usedUp = await takenAgain(db, (tx) => claimUses(tx, document, submission, submission.answers, now))
  if (!usedUp) return true
  const { organisationId, id, formId, reference } = submission
  await db.transaction((tx) =>
    recordEvent(tx, {
      organisationId,
      at: now,
      actor: 'system',
      event: 'submission.use-limit-reached',
      formId,
      submissionId: id,
      details: { reference, limit: usedUp.limit.name, freeOn: usedUp.freeOn },
    }),
  )
  return false
}

/** All the uses or none: one that was taken before another was refused is let go of. */
async function takenAgain(
  db: Db,
  claim: (tx: Tx) => Promise<UsedUp | undefined>,
): Promise<UsedUp | undefined> {
  let usedUp: UsedUp | undefined
  try {
    await db.transaction(async (tx) => {
      usedUp = await claim(tx)
      if (usedUp) tx.rollback()
    })
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error
  }
  return usedUp
}

/**
 * What a frozen submission owes, in the words payments knows: nothing of the form, nothing of the answers but who is to pay.
 * @throws Error when it was not frozen or owes nothing, or its version says nothing of payment
 */
export function owedBy(form: PublishedForm, submission: SubmissionRow): OwedPayment {
  const { reference, price, totalPence, language } = submission
  if (submission.state === 'answering' || !reference || !price || !totalPence) {
    throw new Error(`Submission ${submission.id} is not waiting for a payment`)
  }
  const { payment } = form.document
  if (!payment) throw new Error(`Version ${form.versionId} has a price but no payment settings`)
  const payer = payerOf(form.document, submission)
  return {
    organisationId: submission.organisationId,
    submissionId: submission.id,
    mode: submission.mode,
    amountPence: totalPence,
    lines: price.lines.map(({ label, ...line }): PaymentLine => ({ ...line, label: say(label, language) })),
    reference: payment.reference.replaceAll('{reference}', reference),
    description: say(payment.description, language),
    language,
    form: form.slug,
    ...(payer && { payer }),
  }
}

/**
 * How a payment stands, in the words residents' pages have. What took money of another amount is being checked by people.
 * @param endings what the codes of the payment's gateway mean (its capabilities)
 */
export function residentState(
  payment: Payment,
  endings: GatewayCapabilities['endings'] = {},
): 'success' | 'failed' | 'cancelled' | 'expired' | 'error' | 'unpaid' | 'checking' {
  if (isPaid(payment.state)) return 'success'
  // We gave up on it, its gateway has not: whoever has its page open may have paid all the same, so nothing is said of cancelled.
  if (hasEnded(payment.state) && payment.gatewayPaymentId && !payment.finished) return 'unpaid'
  switch (payment.state) {
    case 'overpaid':
      return 'success'
    case 'failed': {
      const code = payment.stateReason ?? ''
      return Object.hasOwn(endings, code) ? endings[code]! : 'failed'
    }
    case 'cancelled':
    case 'error':
      return payment.state
    case 'created':
    case 'started':
      return 'unpaid'
    default:
      return 'checking'
  }
}
