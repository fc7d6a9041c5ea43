import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { elsewhereClaim, submission } from '../db/schema/index.ts'

/** Payments that an officer says were taken elsewhere and that another has to confirm, the oldest first. */
export async function claimsWaiting(db: Db, organisationId: string, limit: number) {
  return db
    .select({
      id: elsewhereClaim.id,
      submissionReference: submission.reference,
      mode: submission.mode,
      method: elsewhereClaim.method,
      amountPence: elsewhereClaim.amountPence,
      claimedBy: elsewhereClaim.claimedBy,
      since: elsewhereClaim.claimedAt,
    })
    .from(elsewhereClaim)
    .innerJoin(submission, eq(submission.id, elsewhereClaim.submissionId))
    .where(and(eq(elsewhereClaim.organisationId, organisationId), eq(elsewhereClaim.state, 'claimed')))
    .orderBy(asc(elsewhereClaim.claimedAt), asc(elsewhereClaim.id))
    .limit(limit)
}
