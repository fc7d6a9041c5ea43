import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { form, previewLink } from '../db/schema/index.ts'

export type PreviewLink = typeof previewLink.$inferSelect

/** SQL of preview links and nothing else. */
export function createPreviewLinkStore(db: Db) {
  const works = (now: Date) => and(isNull(previewLink.withdrawnAt), gt(previewLink.expiresAt, now))
  return {
    async insert(tx: Tx, row: PreviewLink): Promise<void> {
      await tx.insert(previewLink).values(row)
    },

    /** Newest first: those that still work. */
    async working(formId: string, now: Date): Promise<PreviewLink[]> {
      return db
        .select()
        .from(previewLink)
        .where(and(eq(previewLink.formId, formId), works(now)))
        .orderBy(desc(previewLink.createdAt), desc(previewLink.id))
    },

    async byToken(tokenHash: string, now: Date) {
      const rows = await db
        .select({ organisationId: previewLink.organisationId, slug: form.slug })
        .from(previewLink)
        .innerJoin(form, eq(form.id, previewLink.formId))
        .where(and(eq(previewLink.tokenHash, tokenHash), works(now)))
      return rows[0]
    },

    async isOf(formId: string, id: string): Promise<boolean> {
      const rows = await db
        .select({ id: previewLink.id })
        .from(previewLink)
        .where(and(eq(previewLink.id, id), eq(previewLink.formId, formId)))
      return rows.length === 1
    },

    /** False when it had ended already. */
    async withdraw(tx: Tx, formId: string, id: string, at: Date): Promise<boolean> {
      const rows = await tx
        .update(previewLink)
        .set({ withdrawnAt: at })
        .where(and(eq(previewLink.id, id), eq(previewLink.formId, formId), works(at)))
        .returning({ id: previewLink.id })
      return rows.length === 1
    },
  }
}
