import { MoneyRefused } from '../errors.ts'
import { newId } from '../ids.ts'
import { pence, sumPence } from '../money.ts'
import { recordEvent } from '../people/audit.ts'
import { type AccountRow, accountByName } from './account-store.ts'
import { gatewayOf } from './accounts.ts'
import type { Payer, PaymentLine } from './gateway.ts'
import { hasEnded, isHeld, isOpen, isPaid, type PaymentChannel } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { attemptsOf, insertAttempt, type NewPayment, type Payment } from './payment-store.ts'
import { resumeAttempt } from './resume.ts'
import { sendAttempt } from './send.ts'
import { settlePayment } from './settle.ts'
import { nextCheck } from './settlement.ts'
import { cannotPay, type StartOutcome } from './start-outcome.ts'
import { supersede } from './supersede.ts'

export interface StartRequest {
  organisationId: string
  submissionId: string
  /** Of the published version: a live form needs a live account, a test form a test one. */
  mode: 'test' | 'live'
  accountName: string
  /** Pence, above 0: a free submission has no payment. */
  amountPence: number
  lines: PaymentLine[]
  reference: string
  description: string
  language: 'en' | 'cy'
  /** Slug of the form, for the gateway's reports. */
  form: string
  channel: Exclude<PaymentChannel, 'elsewhere'>
  /** `resident`, or `officer:<id>`. */
  startedBy: 'resident' | `officer:${string}`
  payer?: Payer
  /** The address to come back to, made from a random id that says nothing. */
  returnUrl(returnId: string): string
}

/**
 * Sends a resident to the hosted page of the one open attempt of their submission, beginning an attempt where there is none.
 * Double clicks and second tabs end at the same attempt; one begun through another account, or for another person to type into, is
 * queried and ended first. The attempt is committed before its gateway is called, and the
 * gateway's id before the redirect is given out.
 * @throws MoneyRefused when the amount is not whole pence above 0, or the lines do not add up to it
 */
export async function startPayment(deps: PaymentDeps, request: StartRequest): Promise<StartOutcome> {
  checkMoney(request)
  const outcome = (await paidMeanwhile(deps, request.submissionId)) ?? (await openAttempt(deps, request))
  if (outcome.kind !== 'unavailable' && outcome.kind !== 'refused') return outcome
  // Those say that nothing was taken, which nobody knows while an earlier page may still be paid on.
  const [watched] = await watchedOf(deps, request.submissionId)
  return watched ? { kind: 'checking', paymentId: watched.id } : outcome
}

/** Attempts that ended for us and not for their gateway: superseded ones, where nothing can be cancelled. */
async function watchedOf(deps: PaymentDeps, submissionId: string): Promise<Payment[]> {
  const attempts = await attemptsOf(deps.db, submissionId)
  return attempts.filter((row) => hasEnded(row.state) && row.gatewayPaymentId && !row.finished)
}

/** Whoever asks to pay may have paid on an earlier page: its gateway is asked before another payment begins. */
async function paidMeanwhile(deps: PaymentDeps, submissionId: string): Promise<StartOutcome | undefined> {
  for (const { id } of await watchedOf(deps, submissionId)) {
    const { state } = await settlePayment(deps, id, 'start')
    if (isPaid(state) || state === 'overpaid') return { kind: 'paid' }
    if (isHeld(state)) return { kind: 'checking', paymentId: id }
  }
  return undefined
}

async function openAttempt(deps: PaymentDeps, request: StartRequest): Promise<StartOutcome> {
  const account = await accountByName(deps.db, request.organisationId, request.accountName)
  if (!account || account.mode !== request.mode) {
    deps.log.error(
      { submissionId: request.submissionId, account: request.accountName, mode: request.mode },
      account ? 'payment.account-of-other-mode' : 'payment.account-missing',
    )
    return cannotPay
  }
  // A round ends without an outcome only when somebody else moved the attempt meanwhile; then it is looked at anew.
  for (let round = 0; round < 5; round++) {
    const attempts = await attemptsOf(deps.db, request.submissionId)
    if (attempts.some((row) => isPaid(row.state) || row.state === 'overpaid')) return { kind: 'paid' }
    const quarantined = attempts.find((row) => isHeld(row.state))
    if (quarantined) return { kind: 'checking', paymentId: quarantined.id }
    const open = attempts.find((row) => isOpen(row.state))
    if (open && !servesAsWell(open, account, request)) {
      const outcome = await supersede(deps, open)
      if (outcome) return outcome
      continue
    }
    const attempt = open ?? (await beginAttempt(deps, request, account))
    if (!attempt) continue
    if (attempt.amountPence !== request.amountPence) {
      throw new MoneyRefused(`Payment ${attempt.id} is for another amount than its submission`)
    }
    const outcome = attempt.gatewayPaymentId
      ? await resumeAttempt(deps, attempt)
      : await sendAttempt(deps, attempt)
    if (outcome) return outcome
  }
  return { kind: 'unavailable', message: 'The payment service is busy. Try again in a few minutes.' }
}

/** An officer's hosted page is not the payer's, and an account that a form no longer names takes no more. */
function servesAsWell(open: Payment, account: AccountRow, request: StartRequest): boolean {
  const moto = (channel: PaymentChannel) => channel === 'moto'
  return open.gatewayAccountId === account.id && moto(open.channel) === moto(request.channel)
}

/** Commits a new attempt with its audit event; nothing when another request began one first. */
async function beginAttempt(
  deps: PaymentDeps,
  request: StartRequest,
  account: AccountRow,
): Promise<Payment | undefined> {
  const now = deps.clock.now()
  const returnId = newId()
  const row: NewPayment = {
    id: newId(),
    organisationId: request.organisationId,
    submissionId: request.submissionId,
    gatewayAccountId: account.id,
    gateway: account.gateway,
    channel: request.channel,
    startedBy: request.startedBy,
    form: request.form,
    payer: request.payer ?? null,
    mode: request.mode,
    returnId,
    state: 'created',
    amountPence: request.amountPence,
    lines: request.lines,
    reference: request.reference,
    description: request.description,
    returnUrl: request.returnUrl(returnId),
    language: request.language,
    finished: false,
    checks: 0,
    nextCheckAt: nextCheck(now, now, deps.schedule(gatewayOf(deps, account))),
    createdAt: now,
    stateAt: now,
  }
  return deps.db.transaction(async (tx) => {
    const attempt = await insertAttempt(tx, row)
    if (attempt) {
      await recordEvent(tx, {
        organisationId: attempt.organisationId,
        at: now,
        actor: request.startedBy,
        event: 'payment.created',
        submissionId: attempt.submissionId,
        paymentId: attempt.id,
        details: {
          amountPence: attempt.amountPence,
          reference: attempt.reference,
          gateway: attempt.gateway,
          account: account.name,
          mode: attempt.mode,
          channel: attempt.channel,
        },
      })
    }
    return attempt
  })
}

function checkMoney(request: StartRequest): void {
  if (pence(request.amountPence) <= 0) throw new MoneyRefused('A payment must be for more than nothing')
  const total = sumPence(request.lines.map((line) => line.totalPence))
  if (total !== request.amountPence) {
    throw new MoneyRefused(
      `The lines of this payment come to ${total} pence, not to the ${request.amountPence} asked for`,
    )
  }
}
