import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const form = pgTable('form', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  slug: text('slug').notNull(),
  title: text('title').notNull(),
  liveVersionId: text('live_version_id'),
  createdAt: instant('created_at').notNull(),
  archivedAt: instant('archived_at'),
})

/** The document is kept as text, byte for byte as it was imported until an officer edits it. */
export const formDraft = pgTable('form_draft', {
  formId: text('form_id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  document: text('document').notNull(),
  revision: integer('revision').notNull(),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
})

/** Immutable (a trigger refuses updates). */
export const formVersion = pgTable('form_version', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  formId: text('form_id').notNull(),
  number: integer('number').notNull(),
  document: text('document').notNull(),
  /** `test` or `live`. */
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  note: text('note').notNull(),
  publishedAt: instant('published_at').notNull(),
  publishedBy: text('published_by').notNull(),
})
