import { and, asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Words } from '../../form-schemas/words.ts'
import type { Db, Tx } from '../db/client.ts'
import { auditEvent, form, formDraft, formVersion, organisation } from '../db/schema/index.ts'

export type DraftRow = typeof formDraft.$inferSelect
export type VersionRow = typeof formVersion.$inferSelect

/** SQL of forms, drafts and versions and nothing else. Every statement is held to one organisation. */
export function createFormStore(db: Db) {
  return {
    async list(organisationId: string) {
      return db
        .select({
          id: form.id,
          slug: form.slug,
          title: form.title,
          createdAt: form.createdAt,
          archivedAt: form.archivedAt,
          liveVersionNumber: formVersion.number,
          liveMode: formVersion.mode,
          revision: formDraft.revision,
          updatedAt: formDraft.updatedAt,
          updatedBy: formDraft.updatedBy,
          unpublishedAt: form.unpublishedAt,
          draftChanged: sql<boolean>`${formVersion.document} is distinct from ${formDraft.document}`,
        })
        .from(form)
        .innerJoin(formDraft, eq(formDraft.formId, form.id))
        .leftJoin(formVersion, eq(formVersion.id, form.liveVersionId))
        .where(eq(form.organisationId, organisationId))
        .orderBy(asc(form.title), asc(form.slug))
    },

    async slugs(organisationId: string): Promise<Set<string>> {
      const rows = await db
        .select({ slug: form.slug })
        .from(form)
        .where(eq(form.organisationId, organisationId))
      return new Set(rows.map((row) => row.slug))
    },

    /** False when the organisation has a form of this slug already. */
    async insert(tx: Tx, row: typeof form.$inferInsert, draft: DraftRow): Promise<boolean> {
      const inserted = await tx
        .insert(form)
        .values(row)
        .onConflictDoNothing({ target: [form.organisationId, form.slug] })
        .returning({ id: form.id })
      if (inserted.length === 0) return false
      await tx.insert(formDraft).values(draft)
      return true
    },

    async draft(organisationId: string, slug: string, tx: Tx | Db = db) {
      const rows = await tx
        .select({ form, draft: formDraft })
        .from(form)
        .innerJoin(formDraft, eq(formDraft.formId, form.id))
        .where(and(eq(form.organisationId, organisationId), eq(form.slug, slug)))
      return rows[0]
    },

    /** One conditional statement: of two officers saving on one revision exactly one gets true. */
    async saveDraft(
      tx: Tx,
      formId: string,
      revision: number,
      changes: Pick<DraftRow, 'document' | 'updatedAt' | 'updatedBy'>,
    ) {
      const rows = await tx
        .update(formDraft)
        .set({ ...changes, revision: revision + 1 })
        .where(and(eq(formDraft.formId, formId), eq(formDraft.revision, revision)))
        .returning({ revision: formDraft.revision })
      return rows.length === 1
    },

    /** The last line of the audit trail that is about this form. */
    async lastEvent(tx: Tx, formId: string) {
      const rows = await tx
        .select({ at: auditEvent.at, actor: auditEvent.actor, event: auditEvent.event })
        .from(auditEvent)
        .where(eq(auditEvent.formId, formId))
        .orderBy(desc(auditEvent.id))
        .limit(1)
      return rows[0]
    },

    async setTitle(tx: Tx, formId: string, title: string): Promise<void> {
      await tx.update(form).set({ title }).where(eq(form.id, formId))
    },

    /** The draft's revision, held against changes until the transaction ends. */
    async lockRevision(tx: Tx, formId: string): Promise<number | undefined> {
      const rows = await tx
        .select({ revision: formDraft.revision })
        .from(formDraft)
        .where(eq(formDraft.formId, formId))
        .for('update')
      return rows[0]?.revision
    },

    async lastNumber(tx: Tx, formId: string): Promise<number> {
      const rows = await tx
        .select({ number: formVersion.number })
        .from(formVersion)
        .where(eq(formVersion.formId, formId))
        .orderBy(desc(formVersion.number))
        .limit(1)
      return rows[0]?.number ?? 0
    },

    async publish(tx: Tx, version: VersionRow): Promise<void> {
      await tx.insert(formVersion).values(version)
      await tx
        .update(form)
        .set({
          liveVersionId: version.id,
          unpublishedAt: null,
          unpublishedBy: null,
          unpublishedMessage: null,
        })
        .where(eq(form.id, version.formId))
    },

    /** False when nothing is published, or it was taken back already. */
    async unpublish(
      tx: Tx,
      formId: string,
      by: { unpublishedAt: Date; unpublishedBy: string; unpublishedMessage: Words },
    ): Promise<boolean> {
      const rows = await tx
        .update(form)
        .set(by)
        .where(and(eq(form.id, formId), isNotNull(form.liveVersionId), isNull(form.unpublishedAt)))
        .returning({ id: form.id })
      return rows.length === 1
    },

    async liveVersionOf(tx: Tx | Db, formId: string): Promise<VersionRow | undefined> {
      const rows = await tx
        .select({ version: formVersion })
        .from(form)
        .innerJoin(formVersion, eq(formVersion.id, form.liveVersionId))
        .where(eq(form.id, formId))
      return rows[0]?.version
    },

    /** The newest version that takes real money, live or not any more. */
    async lastForRealUse(tx: Tx, formId: string): Promise<VersionRow | undefined> {
      const rows = await tx
        .select()
        .from(formVersion)
        .where(and(eq(formVersion.formId, formId), eq(formVersion.mode, 'live')))
        .orderBy(desc(formVersion.number))
        .limit(1)
      return rows[0]
    },

    async versions(formId: string) {
      const { id, number, mode, note, publishedAt, publishedBy } = formVersion
      return db
        .select({ id, number, mode, note, publishedAt, publishedBy })
        .from(formVersion)
        .where(eq(formVersion.formId, formId))
        .orderBy(desc(formVersion.number))
    },

    async version(id: string, tx: Tx | Db = db) {
      const rows = await tx
        .select({
          version: formVersion,
          slug: form.slug,
          organisationSlug: organisation.slug,
          organisationName: organisation.name,
        })
        .from(formVersion)
        .innerJoin(form, eq(form.id, formVersion.formId))
        .innerJoin(organisation, eq(organisation.id, formVersion.organisationId))
        .where(eq(formVersion.id, id))
      return rows[0]
    },

    /** Which version residents get, or the message that they read instead. */
    async livePointer(organisationSlug: string, formSlug: string) {
      const rows = await db
        .select({
          id: form.liveVersionId,
          unpublishedAt: form.unpublishedAt,
          message: form.unpublishedMessage,
        })
        .from(form)
        .innerJoin(organisation, eq(organisation.id, form.organisationId))
        .where(and(eq(organisation.slug, organisationSlug), eq(form.slug, formSlug), isNull(form.archivedAt)))
      return rows[0]
    },

    async published(organisationSlug: string) {
      return db
        .select({ slug: form.slug, document: formVersion.document, mode: formVersion.mode })
        .from(form)
        .innerJoin(organisation, eq(organisation.id, form.organisationId))
        .innerJoin(formVersion, eq(formVersion.id, form.liveVersionId))
        .where(
          and(
            eq(organisation.slug, organisationSlug),
            isNotNull(form.liveVersionId),
            isNull(form.unpublishedAt),
            isNull(form.archivedAt),
          ),
        )
        .orderBy(asc(form.title), asc(form.slug))
    },
  }
}

export type FormStore = ReturnType<typeof createFormStore>
