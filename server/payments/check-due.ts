import type { PaymentDeps } from './payment-deps.ts'
import { claimDue } from './payment-store.ts'

/** How long a queued check may take before it counts as lost and is queued again. */
const leaseMs = 60_000

/** Queues a check of every payment whose time has come. Returns how many. */
export async function checkDue(deps: PaymentDeps, now: Date): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const due = await claimDue(tx, now, leaseMs)
    for (const { id } of due) await deps.enqueue(tx, { name: 'settle-payment', paymentId: id })
    return due.length
  })
}
