import { boolean, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { PaymentLine } from '../../payments/gateway.ts'
import type { PaymentState } from '../../payments/payment.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const gatewayAccount = pgTable('gateway_account', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** The name forms use: "card". Unique in the organisation. */
  name: text('name').notNull(),
  /** Registry name of the gateway: "sandbox", "govuk-pay". */
  gateway: text('gateway').notNull(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  sealedSettings: text('sealed_settings').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** A payment attempt. Committed before its gateway is called. */
export const payment = pgTable('payment', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id').notNull(),
  gatewayAccountId: text('gateway_account_id').notNull(),
  gateway: text('gateway').notNull(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  /** In the return address; says nothing about the payment. */
  returnId: text('return_id').notNull().unique(),
  gatewayPaymentId: text('gateway_payment_id'),
  state: text('state').$type<PaymentState>().notNull(),
  /** The gateway's own code or words for the last state (P0010…). */
  stateReason: text('state_reason'),
  amountPence: integer('amount_pence').notNull(),
  lines: jsonb('lines').$type<PaymentLine[]>().notNull(),
  reference: text('reference').notNull(),
  description: text('description').notNull(),
  returnUrl: text('return_url').notNull(),
  language: text('language').$type<'en' | 'cy'>().notNull(),
  finished: boolean('finished').notNull(),
  checks: integer('checks').notNull(),
  nextCheckAt: instant('next_check_at'),
  createdAt: instant('created_at').notNull(),
  stateAt: instant('state_at').notNull(),
})

export const webhookMessage = pgTable('webhook_message', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  gatewayAccountId: text('gateway_account_id').notNull(),
  /** The gateway's own message id: unique in the account. */
  messageId: text('message_id').notNull(),
  gatewayPaymentId: text('gateway_payment_id'),
  receivedAt: instant('received_at').notNull(),
})
