import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, lte, type SQL } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { delivery, deliveryAttempt, submission } from '../db/schema/index.ts'
import type { DeliveryState } from './delivery.ts'
import type { DeliveryOutcomeKind } from './destination.ts'

export type DeliveryRow = typeof delivery.$inferSelect
export type DeliveryAttemptRow = typeof deliveryAttempt.$inferSelect

export interface DeliveryFilter {
  state?: DeliveryState | undefined
  destination?: string | undefined
  /** At most this many, 50 by default, 200 at most. */
  limit?: number | undefined
  offset?: number | undefined
}

/** False when the submission has this delivery already. */
export async function insertDelivery(tx: Tx, row: DeliveryRow): Promise<boolean> {
  const added = await tx.insert(delivery).values(row).onConflictDoNothing().returning({ id: delivery.id })
  return added.length > 0
}

/**
 * Takes a due delivery for one attempt: counts the attempt and moves its due time past the lease, in one conditional update, so
 * that of many workers exactly one gets it. Committed before anything is sent. Undefined = not due, or somebody else has it.
 */
export async function claimDelivery(
  db: Db,
  id: string,
  now: Date,
  leasedUntil: Date,
): Promise<DeliveryRow | undefined> {
  return db.transaction(async (tx) => {
    const found = await tx.select().from(delivery).where(eq(delivery.id, id)).for('update')
    const row = found[0]
    if (row?.state !== 'queued' || row.nextAttemptAt === null || row.nextAttemptAt > now) return undefined
    const claimed = await tx
      .update(delivery)
      .set({ nextAttemptAt: leasedUntil, attempts: row.attempts + 1 })
      .where(eq(delivery.id, id))
      .returning()
    return claimed[0]
  })
}

export async function insertAttempt(tx: Tx, row: DeliveryAttemptRow): Promise<void> {
  await tx.insert(deliveryAttempt).values(row)
}

/** Moves a delivery on after attempt `number`; false when a later attempt or a replay has taken it over meanwhile. */
export async function moveDelivery(
  tx: Tx,
  id: string,
  number: number,
  change: Pick<DeliveryRow, 'state' | 'nextAttemptAt'> & Partial<Pick<DeliveryRow, 'deliveredAt'>>,
): Promise<boolean> {
  const moved = await tx
    .update(delivery)
    .set(change)
    .where(and(eq(delivery.id, id), eq(delivery.state, 'queued'), eq(delivery.attempts, number)))
    .returning({ id: delivery.id })
  return moved.length > 0
}

/** Outcomes since the delivery was queued or replayed, oldest first. */
export async function outcomesSince(tx: Tx, id: string, queuedAt: Date): Promise<DeliveryOutcomeKind[]> {
  const rows = await tx
    .select({ outcome: deliveryAttempt.outcome })
    .from(deliveryAttempt)
    .where(and(eq(deliveryAttempt.deliveryId, id), gte(deliveryAttempt.at, queuedAt)))
    .orderBy(asc(deliveryAttempt.number))
  return rows.map((row) => row.outcome)
}

/** Queues a finished delivery afresh, or brings a waiting one forward. False when it is due, or at work, already. */
export async function requeueDelivery(tx: Tx, id: string, now: Date, leaseEnd: Date): Promise<boolean> {
  const found = await tx.select().from(delivery).where(eq(delivery.id, id)).for('update')
  const row = found[0]
  if (!row || (row.nextAttemptAt !== null && row.nextAttemptAt <= leaseEnd)) return false
  await tx
    .update(delivery)
    .set({ state: 'queued', nextAttemptAt: now, queuedAt: now })
    .where(eq(delivery.id, id))
  return true
}

export async function deliveryOf(
  db: Db | Tx,
  organisationId: string,
  id: string,
): Promise<DeliveryRow | undefined> {
  const rows = await db
    .select()
    .from(delivery)
    .where(and(eq(delivery.id, id), eq(delivery.organisationId, organisationId)))
  return rows[0]
}

/** Ids of queued deliveries whose time has come, the longest waiting first. */
export async function dueDeliveries(db: Db, now: Date, atMost: number): Promise<string[]> {
  const rows = await db
    .select({ id: delivery.id })
    .from(delivery)
    .where(and(isNotNull(delivery.nextAttemptAt), lte(delivery.nextAttemptAt, now)))
    .orderBy(asc(delivery.nextAttemptAt))
    .limit(atMost)
  return rows.map((row) => row.id)
}

/**
 * Some deliveries to a destination that wait until after `dueAfter` because it could not be reached when last tried. One that was tried
 * since `triedBefore` is left out: whatever fails by itself must not be tried at every success of another.
 */
export async function waitingFor(
  tx: Tx,
  { organisationId, destinationName }: DeliveryRow,
  { dueAfter, triedBefore, atMost }: { dueAfter: Date; triedBefore: Date; atMost: number },
): Promise<DeliveryRow[]> {
  const rows = await tx
    .select({ row: delivery })
    .from(delivery)
    .innerJoin(
      deliveryAttempt,
      and(eq(deliveryAttempt.deliveryId, delivery.id), eq(deliveryAttempt.number, delivery.attempts)),
    )
    .where(
      and(
        eq(delivery.organisationId, organisationId),
        eq(delivery.destinationName, destinationName),
        eq(delivery.state, 'queued'),
        gt(delivery.nextAttemptAt, dueAfter),
        lt(deliveryAttempt.at, triedBefore),
        inArray(deliveryAttempt.outcome, ['connection-failed', 'timed-out', 'server-error']),
      ),
    )
    .orderBy(asc(delivery.queuedAt))
    .limit(atMost)
    .for('update', { of: delivery, skipLocked: true })
  return rows.map(({ row }) => row)
}

export async function setNextAttempt(tx: Tx, id: string, nextAttemptAt: Date): Promise<void> {
  await tx.update(delivery).set({ nextAttemptAt }).where(eq(delivery.id, id))
}

export async function listDeliveries(db: Db, organisationId: string, filter: DeliveryFilter) {
  const where: SQL[] = [eq(delivery.organisationId, organisationId)]
  if (filter.state) where.push(eq(delivery.state, filter.state))
  if (filter.destination) where.push(eq(delivery.destinationName, filter.destination))
  const rows = await db
    .select({ row: delivery, reference: submission.reference, formId: submission.formId })
    .from(delivery)
    .innerJoin(submission, eq(submission.id, delivery.submissionId))
    .where(and(...where))
    .orderBy(desc(delivery.queuedAt), desc(delivery.id))
    .limit(Math.min(filter.limit ?? 50, 200))
    .offset(filter.offset ?? 0)
  return rows.map(({ row, reference, formId }) => ({ ...row, reference: reference ?? '', formId }))
}

export async function deliveriesOf(db: Db, submissionId: string): Promise<DeliveryRow[]> {
  return db
    .select()
    .from(delivery)
    .where(eq(delivery.submissionId, submissionId))
    .orderBy(asc(delivery.queuedAt), asc(delivery.deliveryCode))
}

export async function attemptsOf(db: Db, deliveryIds: string[]): Promise<DeliveryAttemptRow[]> {
  if (deliveryIds.length === 0) return []
  return db
    .select()
    .from(deliveryAttempt)
    .where(inArray(deliveryAttempt.deliveryId, deliveryIds))
    .orderBy(asc(deliveryAttempt.number))
}
