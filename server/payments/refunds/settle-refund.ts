import type { Tx } from '../../db/client.ts'
import { recordEvent } from '../../people/audit.ts'
import { openAccount } from '../accounts.ts'
import type { RefundOutcome, RefundQueryOutcome } from '../gateway.ts'
import type { PaymentDeps } from '../payment-deps.ts'
import { lockAttempts, paymentById } from '../payment-store.ts'
import { canMoveRefund, type RefundState, refundEventOf } from './refund.ts'
import { type Refund, refundById, refundsOf, updateRefund } from './refund-store.ts'

/** Seconds until an approved refund is sent again that may not have got through. */
const sendAgainSeconds = [10, 30, 60, 300] as const
/** Seconds between questions about a sent one: Pay asks for no more than one in five minutes, and is done within thirty. */
const askAgainSeconds = 300
/** Of either, after so many. */
const thenEverySeconds = 3600
const soonTimes = 12

/**
 * The one function that moves a refund on, whoever asks: sends an approved one to its gateway, and follows a sent one to its end.
 * That it is being sent is committed before the gateway hears of it, so a second try after a lost reply or a crash looks for the
 * first one before it asks again. Refunds of one payment are sent one after the other: which is which could not be told otherwise.
 */
export async function settleRefund(deps: PaymentDeps, refundId: string): Promise<Refund | undefined> {
  const refund = await refundById(deps.db, refundId)
  if (!refund || (refund.state !== 'approved' && refund.state !== 'submitted')) return refund
  const payment = await paymentById(deps.db, refund.paymentId)
  if (!payment?.gatewayAccountId || !payment.gatewayPaymentId) {
    throw new Error(`Refund ${refund.id} is of a payment that no gateway knows`)
  }
  const { gateway, settings } = await openAccount(deps, payment.gatewayAccountId)
  if (!gateway.refund || !gateway.queryRefund) {
    throw new Error(`Refund ${refund.id} is at a gateway that cannot refund`)
  }
  if (refund.state === 'submitted') {
    const answer = await gateway.queryRefund(settings, payment.gatewayPaymentId, refund.gatewayRefundId ?? '')
    return applyAnswer(deps, refund, answer)
  }
  const turn = await takeTurn(deps, refund)
  if (!turn) return refund
  const answer = await gateway.refund(settings, {
    gatewayPaymentId: payment.gatewayPaymentId,
    refundId: refund.id,
    amountPence: refund.amountPence,
    reason: refund.reason,
    knownRefundIds: turn.knownRefundIds,
    triedSince: turn.triedSince,
  })
  return applyAnswer(deps, refund, answer)
}

/** Commits that the gateway is about to be asked. Nothing when an earlier refund of the payment has not been taken in yet. */
async function takeTurn(
  deps: PaymentDeps,
  refund: Refund,
): Promise<{ knownRefundIds: string[]; triedSince: Date } | undefined> {
  return deps.db.transaction(async (tx) => {
    await lockAttempts(tx, refund.submissionId)
    const siblings = await refundsOf(tx, [refund.paymentId])
    const current = siblings.find((other) => other.id === refund.id)
    if (current?.state !== 'approved') return undefined
    const first = siblings.find((other) => other.state === 'approved')
    const now = deps.clock.now()
    if (first && first.id !== current.id) {
      const afterFirst = Math.max(now.getTime() + 10_000, first.nextCheckAt?.getTime() ?? 0)
      await updateRefund(tx, current.id, { nextCheckAt: new Date(afterFirst) })
      return undefined
    }
    // Put off for as long as a call may last, so that nobody else sends it meanwhile.
    await updateRefund(tx, current.id, {
      firstSentAt: current.firstSentAt ?? now,
      nextCheckAt: new Date(now.getTime() + 40_000),
    })
    return {
      knownRefundIds: siblings.flatMap((other) => other.gatewayRefundId ?? []),
      // Also at the first try: another worker may be at the gateway for this very refund.
      triedSince: current.firstSentAt ?? now,
    }
  })
}

async function applyAnswer(
  deps: PaymentDeps,
  refund: Refund,
  answer: RefundOutcome | RefundQueryOutcome,
): Promise<Refund> {
  const about = { refundId: refund.id, paymentId: refund.paymentId }
  return deps.db.transaction(async (tx) => {
    await lockAttempts(tx, refund.submissionId)
    const current = (await refundById(tx, refund.id))!
    if (current.state !== 'approved' && current.state !== 'submitted') {
      if (answer.kind === 'submitted' && current.gatewayRefundId !== answer.gatewayRefundId) {
        deps.log.error(
          { ...about, state: current.state, gatewayRefundId: answer.gatewayRefundId },
          'refund.unexpected',
        )
      }
      return current
    }
    switch (answer.kind) {
      case 'submitted':
        return move(deps, tx, current, answer.state, answer.code, { gatewayRefundId: answer.gatewayRefundId })
      case 'found':
        if (answer.amountPence !== current.amountPence) {
          deps.log.error({ ...about, amountPence: answer.amountPence }, 'refund.of-another-amount')
          return wait(deps, tx, current)
        }
        return move(deps, tx, current, answer.state, answer.code, {})
      case 'refused':
        deps.log.error({ ...about, code: answer.code, message: answer.message }, 'refund.refused')
        return current.state === 'approved'
          ? move(deps, tx, current, 'error', answer.code, {})
          : wait(deps, tx, current)
      case 'missing':
      case 'unreachable':
        deps.log.warn({ ...about, answer: answer.kind }, 'refund.unanswered')
        return wait(deps, tx, current)
    }
  })
}

async function move(
  deps: PaymentDeps,
  tx: Tx,
  current: Refund,
  to: RefundState,
  code: string | undefined,
  change: { gatewayRefundId?: string },
): Promise<Refund> {
  if (to === current.state) return wait(deps, tx, current)
  if (!canMoveRefund(current.state, to)) throw new Error(`A refund cannot go from ${current.state} to ${to}`)
  const now = deps.clock.now()
  const moved = await updateRefund(tx, current.id, {
    ...change,
    state: to,
    stateReason: code ?? null,
    stateAt: now,
    checks: current.checks + 1,
    nextCheckAt: to === 'submitted' ? afterCheck(deps, to, current.checks, now) : null,
  })
  await tellRefund(deps, tx, moved, moved.requestedBy === 'system' ? 'system' : 'gateway', {
    ...(code && { code }),
    ...(moved.gatewayRefundId && { gatewayRefundId: moved.gatewayRefundId }),
  })
  return moved
}

async function wait(deps: PaymentDeps, tx: Tx, current: Refund): Promise<Refund> {
  return updateRefund(tx, current.id, {
    checks: current.checks + 1,
    nextCheckAt: afterCheck(deps, current.state, current.checks, deps.clock.now()),
  })
}

function afterCheck(deps: PaymentDeps, state: RefundState, checks: number, now: Date): Date {
  const soon =
    state === 'approved'
      ? (sendAgainSeconds[checks] ?? askAgainSeconds)
      : (deps.checkSeconds?.[0] ?? askAgainSeconds)
  return new Date(now.getTime() + (checks < soonTimes ? soon : thenEverySeconds) * 1000)
}

/** The audit event of a refund's new state, and what follows from it, in the transaction that moved it. */
export async function tellRefund(
  deps: PaymentDeps,
  tx: Tx,
  refund: Refund,
  actor: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await recordEvent(tx, {
    organisationId: refund.organisationId,
    at: deps.clock.now(),
    actor,
    event: refundEventOf(refund.state),
    submissionId: refund.submissionId,
    paymentId: refund.paymentId,
    details: { refundId: refund.id, amountPence: refund.amountPence, ...details },
  })
  const kind = factOf(refund.state)
  if (kind) {
    await deps.announce(tx, {
      kind,
      organisationId: refund.organisationId,
      submissionId: refund.submissionId,
      paymentId: refund.paymentId,
      refundId: refund.id,
      amountPence: refund.amountPence,
    })
  }
}

function factOf(state: RefundState): 'refund.succeeded' | 'refund.error' | 'refund.owed' | undefined {
  if (state === 'success') return 'refund.succeeded'
  return state === 'error' || state === 'owed' ? `refund.${state}` : undefined
}
