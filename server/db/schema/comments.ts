import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const formComment = pgTable('form_comment', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  formId: text('form_id').notNull(),
  questionKey: text('question_key').notNull(),
  /** The comment that it replies to. */
  replyTo: text('reply_to'),
  text: text('text').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  resolvedAt: instant('resolved_at'),
  resolvedBy: text('resolved_by'),
})
