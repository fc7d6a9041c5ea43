import { pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A link by which a resident comes back to a journey: one alive at a time. Deleted with the journey. */
export const savedJourney = pgTable('saved_journey', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id').notNull(),
  /** sha256 of the link's token: the token itself is only in the message. */
  tokenHash: text('token_hash').notNull().unique(),
  channel: text('channel').$type<'email' | 'text'>().notNull(),
  /** Where the message went, sealed, so that a reminder can follow; null once the link is dead. */
  sealedTo: text('sealed_to'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** When it was made or last opened. */
  renewedAt: instant('renewed_at').notNull(),
  remindedAt: instant('reminded_at'),
  /** Replaced by a newer link, or the journey was sent. */
  closedAt: instant('closed_at'),
})
