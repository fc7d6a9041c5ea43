import { and, eq, lte } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { sandboxPayment, sandboxRefund } from '../db/schema/index.ts'
import { sumPence } from '../money.ts'
import type { SandboxRefundRow } from './sandbox-refund.ts'

export type RefundInsert =
  | { kind: 'made' | 'before'; refund: SandboxRefundRow }
  | { kind: 'not-paid' }
  | { kind: 'not-available' }

/**
 * Pays back at most what was taken, surcharge included, however many ask at once: the payment's row is locked. Refunds that
 * ended in error gave their money back.
 */
export async function insertRefund(db: Db, wanted: SandboxRefundRow): Promise<RefundInsert> {
  return db.transaction(async (tx) => {
    const [payment] = await tx
      .select()
      .from(sandboxPayment)
      .where(eq(sandboxPayment.id, wanted.paymentId))
      .for('update')
    const all = await tx.select().from(sandboxRefund).where(eq(sandboxRefund.paymentId, wanted.paymentId))
    const before = all.find((refund) => refund.idempotencyKey === wanted.idempotencyKey)
    if (before) return { kind: 'before', refund: before }
    if (payment?.status !== 'success') return { kind: 'not-paid' }
    const gone = sumPence(all.filter(({ status }) => status !== 'error').map((refund) => refund.amountPence))
    if (wanted.amountPence > payment.amountPence + payment.surchargePence - gone) {
      return { kind: 'not-available' }
    }
    const [refund] = await tx.insert(sandboxRefund).values(wanted).returning()
    if (!refund) throw new Error('A sandbox refund was not written')
    return { kind: 'made', refund }
  })
}

/** The refund of the payment as it is by now. */
export async function refundAt(
  db: Db,
  now: Date,
  paymentId: string,
  id: string,
): Promise<SandboxRefundRow | undefined> {
  const theOne = and(eq(sandboxRefund.paymentId, paymentId), eq(sandboxRefund.id, id))
  await db
    .update(sandboxRefund)
    .set({ status: 'success', settlesAt: null })
    .where(and(theOne, eq(sandboxRefund.status, 'submitted'), lte(sandboxRefund.settlesAt, now)))
  return (await db.select().from(sandboxRefund).where(theOne))[0]
}
