import type { Tx } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../people/audit.ts'
import { type OpenedAccount, openAccount } from './accounts.ts'
import type { GatewayStatus, QueryOutcome } from './gateway.ts'
import { canMove, eventOf, isHeld, isOpen, isPaid, type PaymentState } from './payment.ts'
import type { PaymentDeps, SettleReason } from './payment-deps.ts'
import { lockAttempts, type NewPayment, type Payment, paymentById, updateAttempt } from './payment-store.ts'
import { nextCheck, scheduleOver, settledState } from './settlement.ts'
import { takeOrLetGo } from './take-or-let-go.ts'
import { tellMoney } from './tell-money.ts'

/**
 * THE one function that moves a payment. Return page, webhook, poller and officer all end here; running it again, or fifty
 * times at once, changes nothing more. It asks the gateway by an authenticated query, outside any transaction, then writes
 * state, audit event and what follows in ONE transaction with the submission's attempts locked.
 * @throws NotFound when there is no such payment
 */
export async function settlePayment(
  deps: PaymentDeps,
  paymentId: string,
  reason: SettleReason,
): Promise<Payment> {
  const attempt = await paymentById(deps.db, paymentId)
  if (!attempt) throw new NotFound('There is no such payment')
  if (attempt.finished && (isPaid(attempt.state) || isHeld(attempt.state))) return attempt
  // Taken elsewhere: there is nobody to ask.
  if (!attempt.gatewayAccountId) return attempt
  const account = await openAccount(deps, attempt.gatewayAccountId)
  if (!attempt.gatewayPaymentId) return closeUnsent(deps, account, attempt, reason)
  const answer = await askWhatBecame(account, attempt, attempt.gatewayPaymentId)
  if (answer.kind === 'found') return applyStatus(deps, account, attempt, answer.status, reason)
  return withoutAnswer(deps, account, attempt, answer, reason)
}

/** Asks; and where the gateway waits for our word to take the money, or to let it go, gives it and asks again. */
async function askWhatBecame(
  account: OpenedAccount,
  attempt: Payment,
  gatewayPaymentId: string,
): Promise<QueryOutcome> {
  const answer = await account.gateway.query(account.settings, gatewayPaymentId)
  if (answer.kind !== 'found' || answer.status.state !== 'capturable') return answer
  const moved = await takeOrLetGo(account, attempt, gatewayPaymentId)
  return moved ? account.gateway.query(account.settings, gatewayPaymentId) : answer
}

async function applyStatus(
  deps: PaymentDeps,
  account: OpenedAccount,
  attempt: Payment,
  status: GatewayStatus,
  reason: SettleReason,
): Promise<Payment> {
  return deps.db.transaction(async (tx) => {
    const { current, alreadyPaid } = await lockAttempt(tx, attempt)
    if (current.finished && (isPaid(current.state) || isHeld(current.state))) return current
    const answered = settledState(current.amountPence, status, alreadyPaid)
    const moves = answered !== current.state && canMove(current.state, answered)
    if (!moves && answered !== current.state && !isOpen(answered)) {
      deps.log.error({ paymentId: current.id, from: current.state, to: answered }, 'payment.contradicted')
    }
    const after = await updateAttempt(tx, current.id, {
      ...(moves && {
        state: answered,
        stateReason: status.code ?? null,
        stateAt: deps.clock.now(),
      }),
      ...takenOf(status),
      finished: status.finished,
      ...checked(deps, account, current, status.finished),
    })
    if (moves) {
      await tellMove(deps, tx, after, reason, {
        ...(status.code && { code: status.code }),
        ...(answered === 'mismatched' && { takenPence: status.amountPence }),
      })
    }
    await tellMoney(deps, tx, current, after)
    // Our word is asked for (capturable), and given only after this commit: the submission is safe then.
    if (moves && status.state === 'capturable') {
      await deps.enqueue(tx, { name: 'settle-payment', paymentId: after.id })
    }
    return after
  })
}

/** What the gateway took and what finance finds it by. A payment whose capture failed has nothing taken any more. */
function takenOf(status: GatewayStatus): Partial<NewPayment> {
  if (status.state === 'capturable') return { surchargePence: status.surchargePence ?? 0 }
  if (status.state !== 'success') return status.finished ? { takenPence: null, surchargePence: 0 } : {}
  return {
    takenPence: status.amountPence,
    surchargePence: status.surchargePence ?? 0,
    ...(status.traces && { traces: status.traces }),
  }
}

/**
 * The attempt never reached its gateway as far as we know, and its page was never shown, so nobody can pay it. It stays open
 * for the resident to take up again (same idempotency key) until the gateway would have expired it anyway; then it is closed.
 */
async function closeUnsent(
  deps: PaymentDeps,
  account: OpenedAccount,
  attempt: Payment,
  reason: SettleReason,
): Promise<Payment> {
  return deps.db.transaction(async (tx) => {
    const { current } = await lockAttempt(tx, attempt)
    if (current.gatewayPaymentId || !isOpen(current.state)) return current
    const age = deps.clock.now().getTime() - current.createdAt.getTime()
    if (age <= account.gateway.capabilities.payableMinutes * 60_000) {
      return updateAttempt(tx, current.id, checked(deps, account, current, false))
    }
    return close(deps, tx, account, current, 'never-sent', reason)
  })
}

/**
 * The gateway did not say. An attempt it does not know is closed only when the whole schedule has passed: until then a changed
 * key, not a missing payment, is the likelier cause.
 */
async function withoutAnswer(
  deps: PaymentDeps,
  account: OpenedAccount,
  attempt: Payment,
  answer: Exclude<QueryOutcome, { kind: 'found' }>,
  reason: SettleReason,
): Promise<Payment> {
  const about = { paymentId: attempt.id, gateway: attempt.gateway, answer: answer.kind }
  if (answer.kind === 'refused') deps.log.error({ ...about, code: answer.code }, 'payment.check-refused')
  else deps.log.warn(about, 'payment.check-unanswered')
  return deps.db.transaction(async (tx) => {
    const { current } = await lockAttempt(tx, attempt)
    if (current.finished) return current
    const giveUp =
      answer.kind === 'missing' &&
      !isPaid(current.state) &&
      !isHeld(current.state) &&
      scheduleOver(current.createdAt, deps.clock.now(), deps.schedule(account.gateway))
    if (!giveUp) return updateAttempt(tx, current.id, checked(deps, account, current, false))
    // Superseded attempts are over for us already; only the asking ends.
    if (!isOpen(current.state)) {
      return updateAttempt(tx, current.id, { finished: true, ...checked(deps, account, current, true) })
    }
    return close(deps, tx, account, current, 'missing', reason)
  })
}

async function close(
  deps: PaymentDeps,
  tx: Tx,
  account: OpenedAccount,
  current: Payment,
  stateReason: string,
  reason: SettleReason,
): Promise<Payment> {
  const closed = await updateAttempt(tx, current.id, {
    state: 'error',
    stateReason,
    stateAt: deps.clock.now(),
    finished: true,
    ...checked(deps, account, current, true),
  })
  await tellMove(deps, tx, closed, reason, { code: stateReason })
  return closed
}

/** The attempt as it is now, locked, and whether another attempt has paid for its submission. */
async function lockAttempt(tx: Tx, attempt: Payment) {
  const attempts = await lockAttempts(tx, attempt.submissionId)
  const current = attempts.find((other) => other.id === attempt.id)
  if (!current) throw new Error(`Payment ${attempt.id} is gone`)
  const alreadyPaid = attempts.some((other) => other.id !== attempt.id && isPaid(other.state))
  return { current, alreadyPaid }
}

function checked(deps: PaymentDeps, { gateway }: OpenedAccount, current: Payment, finished: boolean) {
  return {
    checks: current.checks + 1,
    nextCheckAt: finished ? null : nextCheck(current.createdAt, deps.clock.now(), deps.schedule(gateway)),
  }
}

async function tellMove(
  deps: PaymentDeps,
  tx: Tx,
  row: Payment & { state: PaymentState },
  reason: SettleReason,
  details: Record<string, unknown>,
): Promise<void> {
  await recordEvent(tx, {
    organisationId: row.organisationId,
    at: deps.clock.now(),
    actor: reason.includes(':') ? reason : `gateway:${row.gateway}`,
    event: eventOf(row.state),
    submissionId: row.submissionId,
    paymentId: row.id,
    details: { ...details, seenBy: reason, amountPence: row.amountPence, reference: row.reference },
  })
}
