import type { Tx } from '../db/client.ts'
import { isHeld, isPaid } from './payment.ts'
import type { PaymentDeps } from './payment-deps.ts'
import type { Payment } from './payment-store.ts'

/**
 * Announces what a settlement did to money, in its transaction: it counts as paid now, more was put on top, it is held now, or what we had counted on
 * was lost (a capture failed). Told by comparing the row before and after, so that no path through the states can forget one.
 */
export async function tellMoney(deps: PaymentDeps, tx: Tx, before: Payment, after: Payment): Promise<void> {
  const about = {
    organisationId: after.organisationId,
    submissionId: after.submissionId,
    paymentId: after.id,
    amountPence: after.amountPence,
  }
  if (isPaid(after.state) && !isPaid(before.state)) {
    await deps.announce(tx, { kind: 'payment.succeeded', ...about })
  } else if (isPaid(after.state) && before.surchargePence === 0 && after.surchargePence > 0) {
    await deps.announce(tx, { kind: 'payment.surcharged', ...about })
  }
  const holds = (row: Payment) => isHeld(row.state) && row.takenPence !== null
  if (holds(after) && !holds(before)) {
    deps.log.error({ paymentId: after.id, state: after.state }, 'payment.held')
    await deps.announce(tx, { kind: 'payment.held', ...about, because: after.state as 'overpaid' })
  }
  const lost = (isPaid(before.state) && !isPaid(after.state)) || (holds(before) && !holds(after))
  if (lost) {
    deps.log.error({ paymentId: after.id, from: before.state, to: after.state }, 'payment.lost')
    await deps.announce(tx, { kind: 'payment.lost', ...about })
  }
}
