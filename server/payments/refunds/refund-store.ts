import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { refund } from '../../db/schema/payments.ts'
import type { RefundState } from './refund.ts'

export type Refund = typeof refund.$inferSelect
export type NewRefund = typeof refund.$inferInsert

export interface RefundFilter {
  state?: RefundState
  paymentId?: string
  /** At most this many, newest first. Default 50, at most 200. */
  limit?: number
  offset?: number
}

export async function insertRefund(tx: Tx, row: NewRefund): Promise<Refund> {
  return (await tx.insert(refund).values(row).returning())[0]!
}

export async function updateRefund(tx: Tx | Db, id: string, change: Partial<NewRefund>): Promise<Refund> {
  const [row] = await tx.update(refund).set(change).where(eq(refund.id, id)).returning()
  if (!row) throw new Error(`Refund ${id} is gone`)
  return row
}

export async function refundById(db: Db | Tx, id: string): Promise<Refund | undefined> {
  return (await db.select().from(refund).where(eq(refund.id, id)))[0]
}

/** Oldest first. */
export async function refundsOf(db: Db | Tx, paymentIds: string[]): Promise<Refund[]> {
  if (paymentIds.length === 0) return []
  return db
    .select()
    .from(refund)
    .where(inArray(refund.paymentId, paymentIds))
    .orderBy(asc(refund.requestedAt), asc(refund.id))
}

/** Newest first. */
export async function listRefunds(
  db: Db,
  organisationId: string,
  filter: RefundFilter = {},
): Promise<Refund[]> {
  return db
    .select()
    .from(refund)
    .where(
      and(
        eq(refund.organisationId, organisationId),
        filter.state ? eq(refund.state, filter.state) : undefined,
        filter.paymentId ? eq(refund.paymentId, filter.paymentId) : undefined,
      ),
    )
    .orderBy(desc(refund.requestedAt), desc(refund.id))
    .limit(Math.min(filter.limit ?? 50, 200))
    .offset(filter.offset ?? 0)
}

/** Takes refunds whose check has come and puts their next check off by `leaseMs`, as claimDue does for payments. */
export async function claimDueRefunds(tx: Tx, now: Date, leaseMs: number): Promise<{ id: string }[]> {
  const due = await tx
    .select({ id: refund.id })
    .from(refund)
    .where(lte(refund.nextCheckAt, now))
    .orderBy(asc(refund.nextCheckAt))
    .limit(200)
    .for('update', { skipLocked: true })
  if (due.length === 0) return []
  await tx
    .update(refund)
    .set({ nextCheckAt: new Date(now.getTime() + leaseMs) })
    .where(
      inArray(
        refund.id,
        due.map((row) => row.id),
      ),
    )
  return due
}
