import { addToHour } from './account-store.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { claimDue } from './payment-store.ts'
import { claimDueRefunds } from './refunds/refund-store.ts'

/** How long a queued check may take before it counts as lost and is queued again: a killed server's work is taken up within a minute. */
const leaseMs = 40_000

/** Queues a check of every payment and every refund whose time has come, each in a transaction of its own. Returns how many. */
export async function checkDue(deps: PaymentDeps, now: Date): Promise<number> {
  const payments = await deps.db.transaction(async (tx) => {
    const due = await claimDue(tx, now, leaseMs)
    for (const { id } of due) await deps.enqueue(tx, { name: 'settle-payment', paymentId: id })
    return due.length
  })
  const refunds = await deps.db.transaction(async (tx) => {
    const due = await claimDueRefunds(tx, now, leaseMs)
    for (const { id } of due) await deps.enqueue(tx, { name: 'settle-refund', refundId: id })
    return due.length
  })
  return payments + refunds
}

/** Writes down how gateways have answered since the last time. What cannot be written is counted again the next time. */
export async function keepHealth(deps: PaymentDeps, now: Date): Promise<void> {
  const hour = new Date(now)
  hour.setUTCMinutes(0, 0, 0)
  const tallies = deps.health.drain()
  try {
    for (const tally of tallies) await addToHour(deps.db, tally, hour)
  } catch (error) {
    deps.health.putBack(tallies)
    throw error
  }
}
