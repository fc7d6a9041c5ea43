import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../db/client.ts'
import { form, formDraft, questionBlock, questionBlockVersion } from '../../db/schema/index.ts'

export type BlockRow = typeof questionBlock.$inferSelect
export type BlockVersionRow = typeof questionBlockVersion.$inferSelect

/** SQL of the question bank and nothing else. Every statement is held to one organisation. */
export function createQuestionBankStore(db: Db) {
  const newest = and(
    eq(questionBlockVersion.blockId, questionBlock.id),
    eq(questionBlockVersion.number, questionBlock.version),
  )
  return {
    async list(organisationId: string) {
      return db
        .select({ block: questionBlock, components: questionBlockVersion.components })
        .from(questionBlock)
        .innerJoin(questionBlockVersion, newest)
        .where(eq(questionBlock.organisationId, organisationId))
        .orderBy(asc(sql`lower(${questionBlock.name})`), asc(questionBlock.id))
    },

    async block(organisationId: string, id: string) {
      const rows = await db
        .select({ block: questionBlock, components: questionBlockVersion.components })
        .from(questionBlock)
        .innerJoin(questionBlockVersion, newest)
        .where(and(eq(questionBlock.id, id), eq(questionBlock.organisationId, organisationId)))
      return rows[0]
    },

    async versions(organisationId: string, wanted: readonly { block: string; version: number }[]) {
      if (wanted.length === 0) return []
      const each = wanted.map(({ block, version }) =>
        and(eq(questionBlockVersion.blockId, block), eq(questionBlockVersion.number, version)),
      )
      return db
        .select()
        .from(questionBlockVersion)
        .where(and(eq(questionBlockVersion.organisationId, organisationId), or(...each)))
    },

    /** Forms whose drafts name the block. */
    async usedBy(organisationId: string, id: string) {
      return db
        .select({ slug: form.slug, title: form.title })
        .from(form)
        .innerJoin(formDraft, eq(formDraft.formId, form.id))
        .where(
          and(
            eq(form.organisationId, organisationId),
            isNull(form.archivedAt),
            sql`position(${id} in ${formDraft.document}) > 0`,
          ),
        )
        .orderBy(asc(form.title), asc(form.slug))
    },

    /** False when another block in use has the name. */
    async insert(tx: Tx, block: BlockRow, version: BlockVersionRow): Promise<boolean> {
      const rows = await tx.insert(questionBlock).values(block).onConflictDoNothing().returning()
      if (rows.length === 0) return false
      await tx.insert(questionBlockVersion).values(version)
      return true
    },

    /** One conditional statement: of two officers who change one version exactly one gets true. */
    async addVersion(
      tx: Tx,
      version: BlockVersionRow,
      changes: Pick<BlockRow, 'kind' | 'updatedAt' | 'updatedBy'>,
    ): Promise<boolean> {
      const { blockId, organisationId, number } = version
      const rows = await tx
        .update(questionBlock)
        .set({ ...changes, version: number })
        .where(
          and(
            eq(questionBlock.id, blockId),
            eq(questionBlock.organisationId, organisationId),
            eq(questionBlock.version, number - 1),
          ),
        )
        .returning({ id: questionBlock.id })
      if (rows.length === 0) return false
      await tx.insert(questionBlockVersion).values(version)
      return true
    },

    async isNameTaken(tx: Tx, organisationId: string, name: string, except: string): Promise<boolean> {
      const rows = await tx
        .select({ id: questionBlock.id })
        .from(questionBlock)
        .where(
          and(
            eq(questionBlock.organisationId, organisationId),
            isNull(questionBlock.retiredAt),
            sql`lower(${questionBlock.name}) = lower(${name})`,
          ),
        )
      return rows.some(({ id }) => id !== except)
    },

    async update(
      tx: Tx,
      organisationId: string,
      id: string,
      changes: Partial<Pick<BlockRow, 'name' | 'updatedAt' | 'updatedBy' | 'retiredAt' | 'retiredBy'>>,
    ): Promise<void> {
      await tx
        .update(questionBlock)
        .set(changes)
        .where(and(eq(questionBlock.id, id), eq(questionBlock.organisationId, organisationId)))
    },
  }
}
