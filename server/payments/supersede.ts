import { recordEvent } from '../people/audit.ts'
import { openAccount } from './accounts.ts'
import { isHeld, isOpen, isPaid } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { lockAttempts, type Payment, updateAttempt } from './payment-store.ts'
import { settlePayment } from './settle.ts'
import type { StartOutcome } from './start-outcome.ts'

/**
 * Ends an open attempt so that another may begin: first the gateway is asked how it stands, then to cancel or expire it.
 * Undefined when it is over; otherwise why no other may begin (it was paid after all, or nobody can say).
 */
export async function supersede(deps: PaymentDeps, attempt: Payment): Promise<StartOutcome | undefined> {
  if (!attempt.gatewayPaymentId || !attempt.gatewayAccountId) {
    // Its page was shown to nobody.
    await giveUp(deps, attempt)
    return undefined
  }
  const { gateway, settings } = await openAccount(deps, attempt.gatewayAccountId)
  const settled = await settlePayment(deps, attempt.id, 'start')
  if (!isOpen(settled.state)) return outcomeOf(settled)
  if (gateway.cancel) {
    const cancelled = await gateway.cancel(settings, attempt.gatewayPaymentId)
    if (cancelled.kind === 'unreachable') return { kind: 'checking', paymentId: attempt.id }
    return outcomeOf(await settlePayment(deps, attempt.id, 'start'))
  }
  await giveUp(deps, attempt)
  return undefined
}

function outcomeOf(settled: Payment): StartOutcome | undefined {
  if (isPaid(settled.state) || settled.state === 'overpaid') return { kind: 'paid' }
  if (isOpen(settled.state) || isHeld(settled.state)) return { kind: 'checking', paymentId: settled.id }
  return undefined
}

/**
 * Our side of an attempt ends, the gateway's may not: it goes on being asked until the gateway says finished, and if it was paid
 * after all that is seen (`overpaid` when another was paid too).
 */
export async function giveUp(deps: PaymentDeps, attempt: Payment): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const current = (await lockAttempts(tx, attempt.submissionId)).find((row) => row.id === attempt.id)
    if (!current || !isOpen(current.state)) return
    const now = deps.clock.now()
    await updateAttempt(tx, current.id, {
      state: 'cancelled',
      stateReason: 'superseded',
      stateAt: now,
      ...(!current.gatewayPaymentId && { finished: true, nextCheckAt: null }),
    })
    await recordEvent(tx, {
      organisationId: current.organisationId,
      at: now,
      actor: 'system',
      event: 'payment.cancelled',
      submissionId: current.submissionId,
      paymentId: current.id,
      details: {
        code: 'superseded',
        seenBy: 'start',
        reference: current.reference,
        amountPence: current.amountPence,
      },
    })
  })
}
