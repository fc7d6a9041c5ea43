import { and, eq, exists, gt, isNull, lte, notExists, notInArray, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { payLink, payment, refund, submission, usage } from '../db/schema/index.ts'

export type UnpaidSubmission = Pick<
  typeof submission.$inferSelect,
  'id' | 'organisationId' | 'formId' | 'reference'
>

/**
 * Submissions that hold a use of a limit and that nobody is paying for: sent before a moment, no attempt that may still take money,
 * no link alive. With an `id`, that one only, locked, if it still is so.
 */
export async function unpaidHolders(
  db: Db | Tx,
  sentBefore: Date,
  now: Date,
  id?: string,
): Promise<UnpaidSubmission[]> {
  const mayBePaid = db
    .select({ one: sql`1` })
    .from(payment)
    .where(
      and(
        eq(payment.submissionId, submission.id),
        // An attempt that its gateway still holds open may turn out paid.
        or(notInArray(payment.state, ['failed', 'cancelled', 'error']), eq(payment.finished, false)),
      ),
    )
  const linkAlive = db
    .select({ one: sql`1` })
    .from(payLink)
    .where(and(eq(payLink.submissionId, submission.id), isNull(payLink.closedAt), gt(payLink.expiresAt, now)))
  const holds = db.select({ one: sql`1` }).from(usage).where(eq(usage.submissionId, submission.id))
  const query = db
    .select({
      id: submission.id,
      organisationId: submission.organisationId,
      formId: submission.formId,
      reference: submission.reference,
    })
    .from(submission)
    .where(
      and(
        id === undefined ? undefined : eq(submission.id, id),
        eq(submission.state, 'submitted'),
        lte(submission.submittedAt, sentBefore),
        exists(holds),
        notExists(mayBePaid),
        notExists(linkAlive),
      ),
    )
    .limit(100)
  return id === undefined ? query : query.for('update')
}

/** Pence of a payment that went back so far. */
export async function refundedPence(tx: Tx, paymentId: string): Promise<number> {
  const [row] = await tx
    .select({ pence: sql<number>`coalesce(sum(${refund.amountPence}), 0)::int` })
    .from(refund)
    .where(and(eq(refund.paymentId, paymentId), eq(refund.state, 'success')))
  return row!.pence
}
