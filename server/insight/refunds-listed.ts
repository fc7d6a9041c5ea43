import { and, asc, desc, eq, gt, gte, inArray, notExists, notInArray, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../db/client.ts'
import { payment, refund } from '../db/schema/index.ts'
import type { RefundState } from '../payments/index.ts'

const columns = {
  id: refund.id,
  paymentId: refund.paymentId,
  reference: payment.reference,
  mode: payment.mode,
  state: refund.state,
  amountPence: refund.amountPence,
  reason: refund.reason,
  requestedBy: refund.requestedBy,
  requestedAt: refund.requestedAt,
  stateAt: refund.stateAt,
}

export type ListedRefund = Awaited<ReturnType<typeof refundsListed>>[number]

/** Refunds with the reference of their payment, the newest first. */
export async function refundsListed(
  db: Db,
  organisationId: string,
  { state, limit, offset }: { state?: RefundState; limit: number; offset: number },
) {
  return db
    .select(columns)
    .from(refund)
    .innerJoin(payment, eq(payment.id, refund.paymentId))
    .where(
      and(
        eq(refund.organisationId, organisationId),
        state === undefined ? undefined : eq(refund.state, state),
      ),
    )
    .orderBy(desc(refund.requestedAt), desc(refund.id))
    .limit(limit)
    .offset(offset)
}

/**
 * Refunds that wait for somebody, the longest waiting first: for a second officer, for finance to pay them by other means, or, when
 * the gateway could not pay one back, for somebody to ask again. Asking for as much again takes a failed one off the list.
 */
export async function refundsWaiting(db: Db, organisationId: string, limit: number) {
  const later = alias(refund, 'later')
  const askedAgain = db
    .select({ id: later.id })
    .from(later)
    .where(
      and(
        eq(later.paymentId, refund.paymentId),
        gt(later.requestedAt, refund.requestedAt),
        gte(later.amountPence, refund.amountPence),
        notInArray(later.state, ['error', 'rejected']),
      ),
    )
  return db
    .select(columns)
    .from(refund)
    .innerJoin(payment, eq(payment.id, refund.paymentId))
    .where(
      and(
        eq(refund.organisationId, organisationId),
        or(
          inArray(refund.state, ['requested', 'owed']),
          and(eq(refund.state, 'error'), notExists(askedAgain)),
        ),
      ),
    )
    .orderBy(asc(refund.stateAt), asc(refund.id))
    .limit(limit)
}
