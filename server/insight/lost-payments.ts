import { and, asc, eq, gt, inArray, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../db/client.ts'
import { ledgerEntry, payment } from '../db/schema/index.ts'
import { paidStates } from '../payments/index.ts'

/**
 * Payments that were posted as paid and whose money then was not there, while nothing else has paid for their submission since.
 * Line 0 is money that was held: losing that costs nobody anything. The oldest first.
 */
export async function lostPayments(db: Db, organisationId: string, limit: number) {
  const other = alias(payment, 'other')
  const paidSince = db
    .select({ id: other.id })
    .from(other)
    .where(and(eq(other.submissionId, payment.submissionId), inArray(other.state, [...paidStates])))
  return db
    .select({
      id: payment.id,
      reference: payment.reference,
      mode: payment.mode,
      since: sql<Date>`min(${ledgerEntry.postedAt})`.mapWith(ledgerEntry.postedAt),
      lostPence: sql<number>`(-sum(${ledgerEntry.grossPence}))::integer`,
    })
    .from(ledgerEntry)
    .innerJoin(payment, eq(payment.id, ledgerEntry.paymentId))
    .where(
      and(
        eq(ledgerEntry.organisationId, organisationId),
        eq(ledgerEntry.kind, 'reversal'),
        gt(ledgerEntry.lineNumber, 0),
        notExists(paidSince),
      ),
    )
    .groupBy(payment.id)
    .orderBy(asc(sql`min(${ledgerEntry.postedAt})`), asc(payment.id))
    .limit(limit)
}
