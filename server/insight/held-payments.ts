import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { payment, refund } from '../db/schema/index.ts'
import { heldStates } from '../payments/index.ts'

/** Money that nobody owed and that is still here: paid twice, or another amount than asked for. The oldest first. */
export async function heldPayments(db: Db, organisationId: string, limit: number) {
  // What a refund claims is gone or about to go; one that failed or was rejected claims nothing.
  const claimed = sql`coalesce(sum(${refund.amountPence}) filter (where ${refund.state} not in ('error', 'rejected')), 0)`
  const taken = sql`coalesce(${payment.takenPence}, 0) + ${payment.surchargePence}`
  return db
    .select({
      id: payment.id,
      reference: payment.reference,
      mode: payment.mode,
      state: payment.state,
      since: payment.stateAt,
      leftPence: sql<number>`(${taken} - ${claimed})::integer`,
    })
    .from(payment)
    .leftJoin(refund, eq(refund.paymentId, payment.id))
    .where(and(eq(payment.organisationId, organisationId), inArray(payment.state, [...heldStates])))
    .groupBy(payment.id)
    .having(sql`${taken} > ${claimed}`)
    .orderBy(asc(payment.stateAt), asc(payment.id))
    .limit(limit)
}
