import { and, asc, eq, or } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { auditEvent, ledgerEntry, refund } from '../db/schema/index.ts'
import type { Payment } from '../payments/index.ts'

/** What followed from one payment, across rooms, each in order: its refunds, its ledger entries, everything that happened to it. */
export async function readPaymentRecord(db: Db, payment: Payment) {
  // An officer's word came before there was a payment that it could name.
  const claimed =
    payment.channel === 'elsewhere' ? eq(auditEvent.event, 'payment.claimed-elsewhere') : undefined
  const [refunds, ledger, events] = await Promise.all([
    db
      .select()
      .from(refund)
      .where(eq(refund.paymentId, payment.id))
      .orderBy(asc(refund.requestedAt), asc(refund.id)),
    db.select().from(ledgerEntry).where(eq(ledgerEntry.paymentId, payment.id)).orderBy(asc(ledgerEntry.id)),
    // By submission first, which is what the audit trail has an index on.
    db
      .select()
      .from(auditEvent)
      .where(
        and(
          eq(auditEvent.submissionId, payment.submissionId),
          or(eq(auditEvent.paymentId, payment.id), claimed),
        ),
      )
      .orderBy(asc(auditEvent.id)),
  ])
  return { refunds, ledger, events }
}

export type PaymentRecord = Awaited<ReturnType<typeof readPaymentRecord>>
