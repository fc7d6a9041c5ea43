import { canMove, type PaymentState } from '../../../server/payments/index.ts'
import { canMoveRefund, refundEventOf } from '../../../server/payments/refunds/refund.ts'
import { Violation } from '../kernel/violation.ts'
import { eventKey, type Snapshot } from './snapshot.ts'

/** Events that tell of something else than a move of a state; a delivery that waits can be replayed, too. */
const beside = [
  'delivery.replayed',
  'payment.claimed-elsewhere',
  'payment.rejected-elsewhere',
  'delivery.attempt-failed',
  'pay-link.',
  'message.sent',
  'message.failed',
  'message.given-up',
]

const deliveryEvents = {
  queued: 'delivery.replayed',
  delivered: 'delivery.delivered',
  'dead-letter': 'delivery.dead-lettered',
}

/**
 * I8, every state change has an audit event, and no event without one: counts each move that is seen from commit to commit and
 * compares. That the moves themselves are legal is checked on the way.
 */
export class EventLedger {
  readonly #expected = new Map<string, number>()

  check(journey: number, before: Snapshot | undefined, now: Snapshot): void {
    this.#submission(journey, before, now)
    this.#payments(journey, before, now)
    this.#refunds(journey, before, now)
    this.#deliveries(before, now)
    this.#expected.set(eventKey('message.queued'), now.messages.length)
    for (const key of new Set([...this.#expected.keys(), ...Object.keys(now.events)])) {
      if (beside.some((event) => key.startsWith(event))) continue
      const expected = this.#expected.get(key) ?? 0
      const found = Number(now.events[key] ?? 0)
      if (found !== expected) {
        throw new Violation('I8', journey, `‘${key}’ is told ${found} times, and happened ${expected} times`)
      }
    }
  }

  #submission(journey: number, before: Snapshot | undefined, now: Snapshot): void {
    const was = before?.state ?? 'answering'
    if (was === now.state) return
    if (was === 'answering') this.#happened('submission.submitted')
    if (was === 'completed') throw new Violation('submission-undone', journey, `It went back to ${now.state}`)
    if (now.state === 'completed') this.#happened('submission.completed')
  }

  #payments(journey: number, before: Snapshot | undefined, now: Snapshot): void {
    for (const payment of now.payments) {
      const was = before?.payments.find(({ id }) => id === payment.id)
      if (!was)
        this.#happened(
          payment.channel === 'elsewhere' ? 'payment.confirmed-elsewhere' : 'payment.created',
          payment.id,
        )
      if (payment.channel === 'elsewhere') continue
      if (!was?.gatewayPaymentId && payment.gatewayPaymentId) this.#happened('payment.sent', payment.id)
      const from: PaymentState = was?.state ?? 'created'
      if (from === payment.state) continue
      if (!canMove(from, payment.state)) {
        throw new Violation('move', journey, `A payment went from ${from} to ${payment.state}`)
      }
      this.#happened(
        payment.state === 'success' ? 'payment.succeeded' : `payment.${payment.state}`,
        payment.id,
      )
    }
  }

  #refunds(journey: number, before: Snapshot | undefined, now: Snapshot): void {
    for (const refund of now.refunds) {
      const was = before?.refunds.find(({ id }) => id === refund.id)
      if (!was) this.#happened('refund.requested', refund.id)
      if (!was || was.state === refund.state) continue
      if (!canMoveRefund(was.state, refund.state)) {
        throw new Violation('move', journey, `A refund went from ${was.state} to ${refund.state}`)
      }
      this.#happened(refundEventOf(refund.state), refund.id)
    }
  }

  #deliveries(before: Snapshot | undefined, now: Snapshot): void {
    for (const delivery of now.deliveries) {
      const was = before?.deliveries.find(({ id }) => id === delivery.id)
      if (!was) this.#happened('delivery.queued', delivery.id)
      if (was && was.state !== delivery.state) this.#happened(deliveryEvents[delivery.state], delivery.id)
    }
  }

  #happened(event: string, id?: string): void {
    const key = eventKey(event, id)
    this.#expected.set(key, (this.#expected.get(key) ?? 0) + 1)
  }
}
