import type { Tx } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../people/audit.ts'
import { openAccount } from './accounts.ts'
import type { GatewayStatus, QueryOutcome } from './gateway.ts'
import { canMove, eventOf, holdsMoney, isOpen, type PaymentState } from './payment.ts'
import type { PaymentDeps, SettleReason } from './payment-deps.ts'
import { lockAttempts, type Payment, paymentById, updateAttempt } from './payment-store.ts'
import { isFinished, nextCheck, scheduleOver, settledState } from './settlement.ts'

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
  if (holdsMoney(attempt.state)) return attempt
  if (!attempt.gatewayPaymentId) return closeUnsent(deps, attempt, reason)
  const account = await openAccount(deps, attempt.gatewayAccountId)
  const answer = await account.gateway.query(account.settings, attempt.gatewayPaymentId)
  if (answer.kind === 'found') return applyStatus(deps, attempt, answer.status, reason)
  return withoutAnswer(deps, attempt, answer, reason)
}

async function applyStatus(
  deps: PaymentDeps,
  attempt: Payment,
  status: GatewayStatus,
  reason: SettleReason,
): Promise<Payment> {
  return deps.db.transaction(async (tx) => {
    const { current, alreadyPaid } = await lockAttempt(tx, attempt)
    if (holdsMoney(current.state)) return current
    const to = settledState(current.amountPence, status, alreadyPaid)
    if (to !== current.state && canMove(current.state, to)) {
      return move(deps, tx, current, to, status, reason)
    }
    if (to !== current.state && !isOpen(to)) {
      deps.log.error({ paymentId: current.id, from: current.state, to }, 'payment.contradicted')
    }
    const finished = isFinished(to, status)
    return updateAttempt(tx, current.id, { finished, ...checked(deps, current, finished) })
  })
}

async function move(
  deps: PaymentDeps,
  tx: Tx,
  current: Payment,
  to: PaymentState,
  status: GatewayStatus,
  reason: SettleReason,
): Promise<Payment> {
  const finished = isFinished(to, status)
  const moved = await updateAttempt(tx, current.id, {
    state: to,
    stateReason: status.code ?? null,
    stateAt: deps.clock.now(),
    finished,
    ...checked(deps, current, finished),
  })
  await tellMove(deps, tx, moved, reason, {
    ...(status.code && { code: status.code }),
    ...(to === 'mismatched' && { takenPence: status.amountPence }),
  })
  if (to === 'success') {
    await deps.announce(tx, {
      kind: 'payment.succeeded',
      organisationId: moved.organisationId,
      submissionId: moved.submissionId,
      paymentId: moved.id,
      amountPence: moved.amountPence,
    })
  }
  if (to === 'overpaid' || to === 'mismatched') deps.log.error({ paymentId: moved.id }, `payment.${to}`)
  return moved
}

/**
 * The attempt never reached its gateway as far as we know, and its page was never shown, so nobody can pay it. It stays open
 * for the resident to take up again (same idempotency key) until the gateway would have expired it anyway; then it is closed.
 */
async function closeUnsent(deps: PaymentDeps, attempt: Payment, reason: SettleReason): Promise<Payment> {
  const { gateway } = await openAccount(deps, attempt.gatewayAccountId)
  return deps.db.transaction(async (tx) => {
    const { current } = await lockAttempt(tx, attempt)
    if (current.gatewayPaymentId || !isOpen(current.state)) return current
    const age = deps.clock.now().getTime() - current.createdAt.getTime()
    if (age <= gateway.capabilities.payableMinutes * 60_000) {
      return updateAttempt(tx, current.id, checked(deps, current, false))
    }
    return close(deps, tx, current, 'never-sent', reason)
  })
}

/**
 * The gateway did not say. An attempt it does not know is closed only when the whole schedule has passed: until then a changed
 * key, not a missing payment, is the likelier cause.
 */
async function withoutAnswer(
  deps: PaymentDeps,
  attempt: Payment,
  answer: Exclude<QueryOutcome, { kind: 'found' }>,
  reason: SettleReason,
): Promise<Payment> {
  const about = { paymentId: attempt.id, gateway: attempt.gateway, answer: answer.kind }
  if (answer.kind === 'refused') deps.log.error({ ...about, code: answer.code }, 'payment.check-refused')
  else deps.log.warn(about, 'payment.check-unanswered')
  return deps.db.transaction(async (tx) => {
    const { current } = await lockAttempt(tx, attempt)
    if (!isOpen(current.state)) return current
    const giveUp =
      answer.kind === 'missing' && scheduleOver(current.createdAt, deps.clock.now(), deps.checkSeconds)
    if (giveUp) return close(deps, tx, current, 'missing', reason)
    return updateAttempt(tx, current.id, checked(deps, current, false))
  })
}

async function close(
  deps: PaymentDeps,
  tx: Tx,
  current: Payment,
  stateReason: string,
  reason: SettleReason,
): Promise<Payment> {
  const closed = await updateAttempt(tx, current.id, {
    state: 'error',
    stateReason,
    stateAt: deps.clock.now(),
    finished: true,
    ...checked(deps, current, true),
  })
  await tellMove(deps, tx, closed, reason, { code: stateReason })
  return closed
}

/** The attempt as it is now, locked, and whether another attempt has paid for its submission. */
async function lockAttempt(tx: Tx, attempt: Payment) {
  const attempts = await lockAttempts(tx, attempt.submissionId)
  const current = attempts.find((other) => other.id === attempt.id)
  if (!current) throw new Error(`Payment ${attempt.id} is gone`)
  const alreadyPaid = attempts.some((other) => other.id !== attempt.id && other.state === 'success')
  return { current, alreadyPaid }
}

function checked(deps: PaymentDeps, current: Payment, finished: boolean) {
  return {
    checks: current.checks + 1,
    nextCheckAt: finished ? null : nextCheck(current.createdAt, deps.clock.now(), deps.checkSeconds),
  }
}

async function tellMove(
  deps: PaymentDeps,
  tx: Tx,
  row: Payment,
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
