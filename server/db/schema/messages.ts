import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { MessageState } from '../../messages/message.ts'
import type { Channel } from '../../messages/sender.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** What carries an organisation's e-mail, and what carries its text messages. */
export const messageSender = pgTable('message_sender', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  channel: text('channel').$type<Channel>().notNull(),
  /** Registry name: "smtp", "govuk-notify". */
  sender: text('sender').notNull(),
  sealedSettings: text('sealed_settings').notNull(),
  /** Since when these settings are in use. */
  changedAt: instant('changed_at').notNull(),
})

export const message = pgTable('message', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id'),
  channel: text('channel').$type<Channel>().notNull(),
  /** What it is about: "payment-link", "refund", "receipt". */
  kind: text('kind').notNull(),
  language: text('language').$type<'en' | 'cy'>().notNull(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  /** Enough to tell two people apart, not enough to reach either: "j…@example.com". */
  maskedTo: text('masked_to').notNull(),
  /** Address, subject and text; null once forgotten. */
  sealedContent: text('sealed_content'),
  state: text('state').$type<MessageState>().notNull(),
  /** Counts how often it was meant to go out: 1, and one more for each time a sent message is sent again. */
  sending: integer('sending').notNull(),
  attempts: integer('attempts').notNull(),
  /** Since it was queued or replayed. */
  failures: integer('failures').notNull(),
  /** Set while queued: when the next attempt is due, or when the lease of the present one ends. */
  nextAttemptAt: instant('next_attempt_at'),
  queuedAt: instant('queued_at').notNull(),
  /** When it was sent or given up. */
  endedAt: instant('ended_at'),
  /** Registry name of the sender that was tried last. */
  sender: text('sender'),
  /** What the sender calls it, to find it there. */
  senderMessageId: text('sender_message_id'),
  /** How the last attempt ended, as a code, and in an officer's words. Neither holds personal data. */
  outcome: text('outcome'),
  outcomeWords: text('outcome_words'),
})
