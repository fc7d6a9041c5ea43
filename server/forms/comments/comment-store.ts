import { and, asc, count, eq, isNotNull, isNull } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { form, formComment } from '../../db/schema/index.ts'

export type CommentRow = typeof formComment.$inferSelect

/** SQL of comments and nothing else. */
export function createCommentStore(db: Db) {
  return {
    /** Comments and replies of a form, oldest first. */
    async of(formId: string): Promise<CommentRow[]> {
      return db
        .select()
        .from(formComment)
        .where(eq(formComment.formId, formId))
        .orderBy(asc(formComment.createdAt), asc(formComment.id))
    },

    /** How many are open at each question. */
    async open(organisationId: string, slug: string) {
      return db
        .select({ question: formComment.questionKey, count: count() })
        .from(formComment)
        .innerJoin(form, eq(form.id, formComment.formId))
        .where(
          and(
            eq(form.organisationId, organisationId),
            eq(form.slug, slug),
            isNull(formComment.replyTo),
            isNull(formComment.resolvedAt),
          ),
        )
        .groupBy(formComment.questionKey)
        .orderBy(asc(formComment.questionKey))
    },

    async insert(tx: Tx, row: CommentRow): Promise<void> {
      await tx.insert(formComment).values(row)
    },

    /** A comment that began a conversation on the form. */
    async comment(formId: string, id: string): Promise<CommentRow | undefined> {
      const rows = await db
        .select()
        .from(formComment)
        .where(and(eq(formComment.id, id), eq(formComment.formId, formId), isNull(formComment.replyTo)))
      return rows[0]
    },

    /** False when it was resolved, or open, already. */
    async setResolved(tx: Tx, id: string, by: { at: Date; actor: string } | undefined): Promise<boolean> {
      const before = by ? isNull(formComment.resolvedAt) : isNotNull(formComment.resolvedAt)
      const rows = await tx
        .update(formComment)
        .set({ resolvedAt: by?.at ?? null, resolvedBy: by?.actor ?? null })
        .where(and(eq(formComment.id, id), before))
        .returning({ id: formComment.id })
      return rows.length === 1
    },
  }
}
