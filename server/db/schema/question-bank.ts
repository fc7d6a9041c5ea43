import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const questionBlock = pgTable('question_block', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<'question' | 'group' | 'page'>().notNull(),
  /** The newest version. */
  version: integer('version').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
  retiredAt: instant('retired_at'),
  retiredBy: text('retired_by'),
})

/** Immutable (a trigger refuses updates). */
export const questionBlockVersion = pgTable('question_block_version', {
  blockId: text('block_id').notNull(),
  organisationId: text('organisation_id').notNull(),
  number: integer('number').notNull(),
  /** JSON: a list of components. */
  components: text('components').notNull(),
  madeAt: instant('made_at').notNull(),
  madeBy: text('made_by').notNull(),
})
