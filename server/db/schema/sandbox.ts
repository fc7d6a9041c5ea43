import { boolean, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** The sandbox gateway's own books. Nothing but the sandbox app reads them: we are its client over HTTP like any other. */
export const sandboxPayment = pgTable('sandbox_payment', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** sha256 of the API key that created it. */
  keyHash: text('key_hash').notNull(),
  idempotencyKey: text('idempotency_key').notNull(),
  amountPence: integer('amount_pence').notNull(),
  reference: text('reference').notNull(),
  description: text('description').notNull(),
  returnUrl: text('return_url').notNull(),
  webhookUrl: text('webhook_url'),
  status: text('status').notNull(),
  statusCode: text('status_code'),
  /** Single-use token of the hosted page's address. */
  pageToken: text('page_token'),
  /** A "slow" payment turns to success only at this instant. */
  settlesAt: instant('settles_at'),
  webhookDue: boolean('webhook_due').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
})
