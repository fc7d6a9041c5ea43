import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { DeliveryOutcomeKind } from '../../delivery/destination.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const destination = pgTable('destination', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** The name documents use: "waste-api". Unique in the organisation. */
  name: text('name').notNull(),
  /** Registry name: "http", "file". */
  kind: text('kind').notNull(),
  sealedSettings: text('sealed_settings').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** One per submission and delivery of its document. */
export const delivery = pgTable('delivery', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id').notNull(),
  deliveryCode: text('delivery_code').notNull(),
  destinationName: text('destination_name').notNull(),
  state: text('state').$type<'queued' | 'delivered' | 'dead-letter'>().notNull(),
  attempts: integer('attempts').notNull(),
  /** Set while queued: when the next attempt is due. */
  nextAttemptAt: instant('next_attempt_at'),
  queuedAt: instant('queued_at').notNull(),
  deliveredAt: instant('delivered_at'),
})

export const deliveryAttempt = pgTable('delivery_attempt', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  deliveryId: text('delivery_id').notNull(),
  number: integer('number').notNull(),
  at: instant('at').notNull(),
  outcome: text('outcome').$type<DeliveryOutcomeKind>().notNull(),
  statusCode: integer('status_code'),
  /** In an officer's words; the first 2 kB of the reply where there was one. */
  message: text('message').notNull(),
  /** The payload sent (JSON), or null when mapping failed before there was one. */
  payload: text('payload'),
  milliseconds: integer('milliseconds').notNull(),
})
