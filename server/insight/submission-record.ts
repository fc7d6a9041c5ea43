import { asc, eq } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import {
  auditEvent,
  delivery,
  deliveryAttempt,
  elsewhereClaim,
  ledgerEntry,
  message,
  payLink,
  payment,
  refund,
} from '../db/schema/index.ts'
import type { SubmissionRow } from '../submissions/index.ts'

/** Everything that happened to one submission, across rooms, in order: what an officer reads when a resident rings. */
export async function readSubmissionRecord(db: Db, submission: SubmissionRow) {
  const { id } = submission
  const [payments, refunds, claims, payLinks, messages, deliveries, attempts, ledger, events] =
    await Promise.all([
      db.select().from(payment).where(eq(payment.submissionId, id)).orderBy(asc(payment.createdAt)),
      db
        .select({ refund })
        .from(refund)
        .innerJoin(payment, eq(payment.id, refund.paymentId))
        .where(eq(payment.submissionId, id))
        .orderBy(asc(refund.requestedAt), asc(refund.id)),
      db
        .select()
        .from(elsewhereClaim)
        .where(eq(elsewhereClaim.submissionId, id))
        .orderBy(asc(elsewhereClaim.claimedAt)),
      // Named field by field: what the link or the message says never leaves its room.
      db
        .select({
          id: payLink.id,
          sentBy: payLink.sentBy,
          messageId: payLink.messageId,
          createdAt: payLink.createdAt,
          expiresAt: payLink.expiresAt,
          openedAt: payLink.openedAt,
          closedAt: payLink.closedAt,
        })
        .from(payLink)
        .where(eq(payLink.submissionId, id))
        .orderBy(asc(payLink.createdAt)),
      db
        .select({
          id: message.id,
          channel: message.channel,
          kind: message.kind,
          maskedTo: message.maskedTo,
          state: message.state,
          queuedAt: message.queuedAt,
          endedAt: message.endedAt,
          nextAttemptAt: message.nextAttemptAt,
          outcomeWords: message.outcomeWords,
        })
        .from(message)
        .where(eq(message.submissionId, id))
        .orderBy(asc(message.queuedAt), asc(message.id)),
      db.select().from(delivery).where(eq(delivery.submissionId, id)).orderBy(asc(delivery.queuedAt)),
      db
        .select({ attempt: deliveryAttempt })
        .from(deliveryAttempt)
        .innerJoin(delivery, eq(delivery.id, deliveryAttempt.deliveryId))
        .where(eq(delivery.submissionId, id))
        .orderBy(asc(deliveryAttempt.number)),
      db.select().from(ledgerEntry).where(eq(ledgerEntry.submissionId, id)).orderBy(asc(ledgerEntry.id)),
      db.select().from(auditEvent).where(eq(auditEvent.submissionId, id)).orderBy(asc(auditEvent.id)),
    ])
  return {
    submission,
    payments,
    // Found by way of their payment, which is what refunds have an index on.
    refunds: refunds.map((row) => row.refund),
    claims,
    payLinks,
    messages,
    deliveries: deliveries.map((row) => ({
      ...row,
      tries: attempts.filter(({ attempt }) => attempt.deliveryId === row.id).map(({ attempt }) => attempt),
    })),
    ledger,
    events,
  }
}

export type SubmissionRecord = Awaited<ReturnType<typeof readSubmissionRecord>>
