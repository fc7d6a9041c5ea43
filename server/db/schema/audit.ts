import { bigint, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** Append-only (a trigger refuses updates and deletes). One row a state change. */
export const auditEvent = pgTable('audit_event', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  organisationId: text('organisation_id').notNull(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  /** `resident`, `system`, `officer:<id>`, `token:<id>`, `gateway:<name>`. */
  actor: text('actor').notNull(),
  /** Past tense: `payment.succeeded`. */
  event: text('event').notNull(),
  formId: text('form_id'),
  submissionId: text('submission_id'),
  paymentId: text('payment_id'),
  deliveryId: text('delivery_id'),
  /** No answers, no personal data, no secrets. */
  details: jsonb('details').$type<Record<string, unknown>>().notNull(),
})
