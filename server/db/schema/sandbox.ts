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
  /** An officer types what a caller says. */
  moto: boolean('moto').notNull(),
  status: text('status').notNull(),
  statusCode: text('status_code'),
  /** Taken on top of the amount. */
  surchargePence: integer('surcharge_pence').notNull(),
  /** Single-use token of the hosted page's address. */
  pageToken: text('page_token'),
  /** A "slow" payment gets its end only at this instant. */
  settlesAt: instant('settles_at'),
  /** The end of a "slow" payment: success or failed. */
  settlesAs: text('settles_as'),
  webhookDue: boolean('webhook_due').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
})

export const sandboxRefund = pgTable('sandbox_refund', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  paymentId: text('payment_id').notNull(),
  idempotencyKey: text('idempotency_key').notNull(),
  amountPence: integer('amount_pence').notNull(),
  /** submitted, success or error. */
  status: text('status').notNull(),
  /** A submitted refund is a success from this instant. */
  settlesAt: instant('settles_at'),
  createdAt: instant('created_at').notNull(),
})
