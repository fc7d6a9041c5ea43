import type { FormDocument } from '../../form-schemas/document.ts'
import type { Tx } from '../db/client.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import type { DeliveryDeps } from './delivery-deps.ts'
import { insertDelivery } from './delivery-store.ts'

/**
 * Queues every delivery of a document for a completed submission, in the transaction that completes it: there is no completed
 * submission whose delivery is not at least queued. Doing it twice does nothing.
 */
export async function queueDeliveries(
  { clock, enqueue }: Pick<DeliveryDeps, 'clock' | 'enqueue'>,
  tx: Tx,
  submission: { id: string; organisationId: string },
  document: FormDocument,
): Promise<void> {
  const now = clock.now()
  const { organisationId, id: submissionId } = submission
  for (const settings of document.deliveries ?? []) {
    const id = newId()
    const added = await insertDelivery(tx, {
      id,
      organisationId,
      submissionId,
      deliveryCode: settings.id,
      destinationName: settings.destination,
      state: 'queued',
      attempts: 0,
      nextAttemptAt: now,
      queuedAt: now,
      deliveredAt: null,
    })
    if (!added) continue
    await recordEvent(tx, {
      organisationId,
      at: now,
      actor: 'system',
      event: 'delivery.queued',
      submissionId,
      deliveryId: id,
      details: { delivery: settings.id, destination: settings.destination },
    })
    await enqueue(tx, { name: 'deliver', deliveryId: id })
  }
}
