import { integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Answers } from '../../../form-schemas/answers.ts'
import type { Price } from '../../pricing/price.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** One row from the first question to the last event. `answering` until check-your-answers is committed; frozen after. */
export const submission = pgTable('submission', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  formId: text('form_id').notNull(),
  formVersionId: text('form_version_id').notNull(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  /** How it was filled in: by the resident, or by an officer for a caller or somebody at a counter. */
  channel: text('channel').$type<'online' | 'telephone' | 'counter'>().notNull().default('online'),
  /** `officer:<id>` for the last two. */
  assistedBy: text('assisted_by'),
  /** The payment by which it was completed; stays, whatever becomes of the payment. */
  paidBy: text('paid_by'),
  state: text('state').$type<'answering' | 'submitted' | 'completed'>().notNull(),
  /** sha256 of the resident's journey token. */
  tokenHash: text('token_hash').notNull().unique(),
  language: text('language').$type<'en' | 'cy'>().notNull(),
  answers: jsonb('answers').$type<Answers>().notNull(),
  /** Unique in the organisation; set when submitted. */
  reference: text('reference'),
  /** Frozen when submitted: lines, total and explanation as shown. */
  price: jsonb('price').$type<Price>(),
  totalPence: integer('total_pence'),
  startedAt: instant('started_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  submittedAt: instant('submitted_at'),
  completedAt: instant('completed_at'),
})

/** A link that lets somebody pay for a submission: one alive at a time, good for one payment. */
export const payLink = pgTable('pay_link', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id').notNull(),
  /** sha256 of the link's token: the token itself is only in the message. */
  tokenHash: text('token_hash').notNull().unique(),
  /** `resident`, or `officer:<id>`. */
  sentBy: text('sent_by').notNull(),
  messageId: text('message_id'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  openedAt: instant('opened_at'),
  /** Paid by, replaced or withdrawn. */
  closedAt: instant('closed_at'),
})
