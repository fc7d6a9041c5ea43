import { asc, eq } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { auditEvent, delivery, deliveryAttempt, ledgerEntry, payment } from '../db/schema/index.ts'
import type { SubmissionRow } from '../submissions/index.ts'

/** Everything that happened to one submission, across rooms, in order: what an officer reads when a resident rings. */
export async function readSubmissionRecord(db: Db, submission: SubmissionRow) {
  const [payments, deliveries, attempts, ledger, events] = await Promise.all([
    db.select().from(payment).where(eq(payment.submissionId, submission.id)).orderBy(asc(payment.createdAt)),
    db
      .select()
      .from(delivery)
      .where(eq(delivery.submissionId, submission.id))
      .orderBy(asc(delivery.queuedAt)),
    db
      .select({ attempt: deliveryAttempt })
      .from(deliveryAttempt)
      .innerJoin(delivery, eq(delivery.id, deliveryAttempt.deliveryId))
      .where(eq(delivery.submissionId, submission.id))
      .orderBy(asc(deliveryAttempt.number)),
    db
      .select()
      .from(ledgerEntry)
      .where(eq(ledgerEntry.submissionId, submission.id))
      .orderBy(asc(ledgerEntry.id)),
    db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.submissionId, submission.id))
      .orderBy(asc(auditEvent.id)),
  ])
  return {
    submission,
    payments,
    deliveries: deliveries.map((row) => ({
      ...row,
      tries: attempts.filter(({ attempt }) => attempt.deliveryId === row.id).map(({ attempt }) => attempt),
    })),
    ledger,
    events,
  }
}

export type SubmissionRecord = Awaited<ReturnType<typeof readSubmissionRecord>>
