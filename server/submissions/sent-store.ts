import { and, count, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { form, payLink, submission } from '../db/schema/index.ts'

/**
 * Submissions of a form that take a place: completed ones, and those that were sent and may still be paid, because they were sent
 * after `sentSince` or have a link to pay by. One that nobody paid gives its place back.
 */
export async function countSent(
  db: Db | Tx,
  about: { organisationId: string; formId: string; mode: 'test' | 'live'; now: Date; sentSince: Date },
): Promise<number> {
  const { organisationId, formId, mode, now, sentSince } = about
  const payable = sql`exists (select 1 from ${payLink} where ${and(
    eq(payLink.submissionId, submission.id),
    isNull(payLink.closedAt),
    gt(payLink.expiresAt, now),
  )})`
  const [row] = await db
    .select({ sent: count() })
    .from(submission)
    .where(
      and(
        eq(submission.organisationId, organisationId),
        eq(submission.formId, formId),
        eq(submission.mode, mode),
        or(
          eq(submission.state, 'completed'),
          and(eq(submission.state, 'submitted'), or(gt(submission.submittedAt, sentSince), payable)),
        ),
      ),
    )
  return row?.sent ?? 0
}

/** Whoever sends a form next waits until this transaction has ended, so that two cannot take the same last place. */
export async function holdPlaces(tx: Tx, formId: string): Promise<void> {
  await tx.select({ id: form.id }).from(form).where(eq(form.id, formId)).for('no key update')
}
