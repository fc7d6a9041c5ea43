import { and, desc, eq, gt, like, lte, ne, sql } from 'drizzle-orm'
import type { Answers } from '../../form-schemas/answers.ts'
import type { Language } from '../../form-schemas/words.ts'
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

/** What beginning a journey decides; everything else about it is empty until it is sent. */
export type Beginning = Pick<
  SubmissionRow,
  | 'id'
  | 'organisationId'
  | 'formId'
  | 'formVersionId'
  | 'mode'
  | 'channel'
  | 'assistedBy'
  | 'tokenHash'
  | 'language'
  | 'startedAt'
  | 'expiresAt'
>

/** SQL of submissions and nothing else. The statements of the resident's path are prepared once. */
export function createSubmissionStore(db: Db) {
  const begin = db
    .insert(submission)
    .values({
      id: sql.placeholder('id'),
      organisationId: sql.placeholder('organisationId'),
      formId: sql.placeholder('formId'),
      formVersionId: sql.placeholder('formVersionId'),
      mode: sql.placeholder('mode'),
      channel: sql.placeholder('channel'),
      assistedBy: sql.placeholder('assistedBy'),
      state: 'answering',
      tokenHash: sql.placeholder('tokenHash'),
      language: sql.placeholder('language'),
      answers: {},
      startedAt: sql.placeholder('startedAt'),
      updatedAt: sql.placeholder('startedAt'),
      expiresAt: sql.placeholder('expiresAt'),
    })
    .prepare('submission_begin')

  const byToken = db
    .select()
    .from(submission)
    .where(eq(submission.tokenHash, sql.placeholder('tokenHash')))
    .prepare('submission_by_token')

  /** What a page needs of its journey: a row is read for every page, and each column costs. */
  const journeyByToken = db
    .select({
      id: submission.id,
      formVersionId: submission.formVersionId,
      state: submission.state,
      channel: submission.channel,
      language: submission.language,
      answers: submission.answers,
      reference: submission.reference,
      price: submission.price,
      expiresAt: submission.expiresAt,
    })
    .from(submission)
    .where(eq(submission.tokenHash, sql.placeholder('tokenHash')))
    .prepare('submission_journey_by_token')

  const byId = db
    .select()
    .from(submission)
    .where(eq(submission.id, sql.placeholder('id')))
    .prepare('submission_by_id')

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
    /** Begins a journey: every column that beginning does not decide has its default. */
    async begin(row: Beginning): Promise<void> {
      await begin.execute(row)
    },

    async byToken(tokenHash: string): Promise<SubmissionRow | undefined> {
      return (await byToken.execute({ tokenHash }))[0]
    },

    async journeyByToken(tokenHash: string) {
      return (await journeyByToken.execute({ tokenHash }))[0]
    },

    async byId(id: string, tx?: Tx): Promise<SubmissionRow | undefined> {
      if (!tx) return (await byId.execute({ id }))[0]
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

    async setLanguage(tokenHash: string, language: Language, now: Date): Promise<{ id: string } | undefined> {
      const rows = await db
        .update(submission)
        .set({ language, updatedAt: now })
        .where(and(eq(submission.tokenHash, tokenHash), ne(submission.state, 'completed')))
        .returning({ id: submission.id })
      return rows[0]
    },

    /** Freezes a submission, only if nobody changed or froze it since it was read. With nothing to pay it is complete. */
    async freeze(
      tx: Tx,
      row: SubmissionRow,
      frozen: { reference: string; answers: Answers; price: Price; now: Date },
    ): Promise<SubmissionRow | undefined> {
      const free = frozen.price.totalPence === 0
      const rows = await tx
        .update(submission)
        .set({
          state: free ? 'completed' : 'submitted',
          reference: frozen.reference,
          answers: frozen.answers,
          price: frozen.price,
          totalPence: frozen.price.totalPence,
          submittedAt: frozen.now,
          completedAt: free ? frozen.now : null,
          updatedAt: frozen.now,
        })
        .where(
          and(
            eq(submission.id, row.id),
            eq(submission.state, 'answering'),
            sql`${submission.answers} = ${JSON.stringify(row.answers)}::jsonb`,
          ),
        )
        .returning()
      return rows[0]
    },

    /** Submitted to completed by a payment; undefined when it was completed before. */
    async complete(tx: Tx, id: string, paymentId: string, now: Date): Promise<SubmissionRow | undefined> {
      const rows = await tx
        .update(submission)
        .set({ state: 'completed', completedAt: now, paidBy: paymentId, updatedAt: now })
        .where(and(eq(submission.id, id), eq(submission.state, 'submitted')))
        .returning()
      return rows[0]
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
