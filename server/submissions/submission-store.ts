import { and, desc, eq, gt, like, lte, sql } from 'drizzle-orm'
import type { Answers } from '../../form-schemas/answers.ts'
import type { Db, Tx } from '../db/client.ts'
import { form, formVersion, submission } from '../db/schema/index.ts'
import type { Price } from '../pricing/price.ts'

export type SubmissionRow = typeof submission.$inferSelect

export interface SearchFilter {
  reference?: string
  formId?: string
  state?: SubmissionRow['state']
  page?: number
}

/** SQL of submissions and nothing else. The two statements of the resident's page path are prepared once. */
export function createSubmissionStore(db: Db) {
  const byToken = db
    .select()
    .from(submission)
    .where(eq(submission.tokenHash, sql.placeholder('tokenHash')))
    .prepare('submission_by_token')

  const savePage = db
    .update(submission)
    .set({
      answers: sql`${submission.answers} || ${sql.placeholder('patch')}::jsonb`,
      updatedAt: sql`${sql.placeholder('now')}::timestamptz`,
    })
    .where(
      and(
        eq(submission.tokenHash, sql.placeholder('tokenHash')),
        eq(submission.formVersionId, sql.placeholder('versionId')),
        eq(submission.state, 'answering'),
        gt(submission.expiresAt, sql`${sql.placeholder('now')}::timestamptz`),
      ),
    )
    .returning({ id: submission.id, answers: submission.answers, language: submission.language })
    .prepare('submission_save_page')

  return {
    async insert(tx: Tx | Db, row: SubmissionRow): Promise<void> {
      await tx.insert(submission).values(row)
    },

    async byToken(tokenHash: string): Promise<SubmissionRow | undefined> {
      return (await byToken.execute({ tokenHash }))[0]
    },

    async byId(id: string, tx: Tx | Db = db): Promise<SubmissionRow | undefined> {
      return (await tx.select().from(submission).where(eq(submission.id, id)))[0]
    },

    /** One statement: merges the page's answers into what is there, and gives all of them back. */
    async savePage(tokenHash: string, versionId: string, patch: Answers, now: Date) {
      return (
        await savePage.execute({ tokenHash, versionId, patch: JSON.stringify(patch), now: now.toISOString() })
      )[0]
    },

    /** As savePage for one key, only when that key still holds what the caller saw: two tabs cannot undo each other's items. */
    async replaceAnswer(tokenHash: string, key: string, seen: unknown, value: unknown, now: Date) {
      const rows = await db
        .update(submission)
        .set({
          answers: sql`${submission.answers} || ${JSON.stringify({ [key]: value })}::jsonb`,
          updatedAt: now,
        })
        .where(
          and(
            eq(submission.tokenHash, tokenHash),
            eq(submission.state, 'answering'),
            gt(submission.expiresAt, now),
            sql`coalesce(${submission.answers} -> ${key}::text, 'null'::jsonb) = ${JSON.stringify(seen ?? null)}::jsonb`,
          ),
        )
        .returning({ id: submission.id, answers: submission.answers, language: submission.language })
      return rows[0]
    },

    /** Freezes a submission, only if nobody changed or froze it since it was read. */
    async freeze(
      tx: Tx,
      row: SubmissionRow,
      frozen: { reference: string; answers: Answers; price: Price; now: Date },
    ): Promise<boolean> {
      const rows = await tx
        .update(submission)
        .set({
          state: 'submitted',
          reference: frozen.reference,
          answers: frozen.answers,
          price: frozen.price,
          totalPence: frozen.price.totalPence,
          submittedAt: frozen.now,
          updatedAt: frozen.now,
        })
        .where(
          and(
            eq(submission.id, row.id),
            eq(submission.state, 'answering'),
            sql`${submission.answers} = ${JSON.stringify(row.answers)}::jsonb`,
          ),
        )
        .returning({ id: submission.id })
      return rows.length === 1
    },

    /** Submitted to completed; false when it was completed before. */
    async complete(tx: Tx, id: string, paymentId: string | null, now: Date): Promise<boolean> {
      const rows = await tx
        .update(submission)
        .set({ state: 'completed', completedAt: now, paidBy: paymentId, updatedAt: now })
        .where(and(eq(submission.id, id), eq(submission.state, 'submitted')))
        .returning({ id: submission.id })
      return rows.length === 1
    },

    /** Journeys that were never sent, with all their answers. Nothing refers to them: a reference comes with being sent. */
    async deleteUnsent(now: Date): Promise<number> {
      const rows = await db
        .delete(submission)
        .where(and(eq(submission.state, 'answering'), lte(submission.expiresAt, now)))
        .returning({ id: submission.id })
      return rows.length
    },

    async byReference(organisationId: string, reference: string): Promise<SubmissionRow | undefined> {
      return (
        await db
          .select()
          .from(submission)
          .where(and(eq(submission.organisationId, organisationId), eq(submission.reference, reference)))
      )[0]
    },

    /** Sent submissions, newest first, 50 a page. Answers are not among them: a list has no need of personal data. */
    async search(organisationId: string, filter: SearchFilter) {
      const page = Math.max(1, filter.page ?? 1)
      return db
        .select({
          id: submission.id,
          reference: submission.reference,
          state: submission.state,
          mode: submission.mode,
          totalPence: submission.totalPence,
          submittedAt: submission.submittedAt,
          completedAt: submission.completedAt,
          formId: form.id,
          formSlug: form.slug,
          formTitle: form.title,
          versionNumber: formVersion.number,
        })
        .from(submission)
        .innerJoin(form, eq(form.id, submission.formId))
        .innerJoin(formVersion, eq(formVersion.id, submission.formVersionId))
        .where(
          and(
            eq(submission.organisationId, organisationId),
            sql`${submission.reference} is not null`,
            filter.reference
              ? like(submission.reference, `${filter.reference.replace(/[^A-Z0-9]/g, '')}%`)
              : undefined,
            filter.formId ? eq(submission.formId, filter.formId) : undefined,
            filter.state ? eq(submission.state, filter.state) : undefined,
          ),
        )
        .orderBy(desc(submission.submittedAt))
        .limit(51)
        .offset((page - 1) * 50)
    },
  }
}

export type SubmissionStore = ReturnType<typeof createSubmissionStore>
