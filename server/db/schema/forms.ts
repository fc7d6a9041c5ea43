import { integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Words } from '../../../form-schemas/words.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const form = pgTable('form', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  slug: text('slug').notNull(),
  title: text('title').notNull(),
  liveVersionId: text('live_version_id'),
  createdAt: instant('created_at').notNull(),
  archivedAt: instant('archived_at'),
  /** Taken back until the next publication: residents read the message at the form's address. */
  unpublishedAt: instant('unpublished_at'),
  unpublishedBy: text('unpublished_by'),
  unpublishedMessage: jsonb('unpublished_message').$type<Words>(),
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

/** A document that is to be published later, or once a second officer has approved it. */
export const plannedPublication = pgTable('planned_publication', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  formId: text('form_id').notNull(),
  state: text('state').$type<'waiting' | 'planned' | 'published' | 'refused' | 'cancelled'>().notNull(),
  document: text('document').notNull(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  note: text('note').notNull(),
  /** The live version that it was compared with when it was read; null = none was live. */
  baseVersionId: text('base_version_id'),
  /** Null while it waits for nothing but a second officer. */
  dueAt: instant('due_at'),
  askedBy: text('asked_by').notNull(),
  askedAt: instant('asked_at').notNull(),
  approvedBy: text('approved_by'),
  endedAt: instant('ended_at'),
  endedBy: text('ended_by'),
  /** In an officer's words: why it was refused when its moment had come. */
  reason: text('reason'),
  versionId: text('version_id'),
})

export const previewLink = pgTable('preview_link', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  formId: text('form_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  withdrawnAt: instant('withdrawn_at'),
})
