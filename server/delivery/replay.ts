import { NotFound } from '../errors.ts'
import { recordEvent } from '../people/audit.ts'
import { leaseSeconds } from './delivery.ts'
import type { DeliveryDeps } from './delivery-deps.ts'
import { deliveryOf, requeueDelivery } from './delivery-store.ts'

/** `already-due`: an attempt is at work or begins within seconds; nothing was changed. */
export type ReplayOutcome = { kind: 'queued' } | { kind: 'already-due' }

/**
 * An officer sends a delivery again: a dead letter after mending what was wrong, a delivered one that the back office lost, or a waiting one
 * now instead of later. It goes under the same idempotency key, so a back office that has it already can tell.
 * The give-up time begins anew.
 * @throws NotFound when the organisation has no such delivery
 */
export async function replayDelivery(
  { db, clock, enqueue }: Pick<DeliveryDeps, 'db' | 'clock' | 'enqueue'>,
  organisationId: string,
  deliveryId: string,
  actor: string,
): Promise<ReplayOutcome> {
  const now = clock.now()
  return db.transaction(async (tx) => {
    const row = await deliveryOf(tx, organisationId, deliveryId)
    if (!row) throw new NotFound('There is no such delivery')
    // A time within a lease of now may be a worker's lease, which must not be taken away from it.
    const leaseEnd = new Date(now.getTime() + leaseSeconds * 1000)
    if (!(await requeueDelivery(tx, deliveryId, now, leaseEnd))) return { kind: 'already-due' }
    await recordEvent(tx, {
      organisationId,
      at: now,
      actor,
      event: 'delivery.replayed',
      submissionId: row.submissionId,
      deliveryId,
      details: { delivery: row.deliveryCode, destination: row.destinationName, from: row.state },
    })
    await enqueue(tx, { name: 'deliver', deliveryId })
    return { kind: 'queued' }
  })
}
