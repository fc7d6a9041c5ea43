import { boolean, date, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import type { ElsewhereMethod } from '../../payments/elsewhere.ts'
import type { Payer, PaymentLine, PaymentTraces } from '../../payments/gateway.ts'
import type { PaymentChannel, PaymentState } from '../../payments/payment.ts'
import type { RefundLine, RefundState } from '../../payments/refunds/refund.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

export const gatewayAccount = pgTable('gateway_account', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** The name forms use: "card". Unique in the organisation. */
  name: text('name').notNull(),
  /** Registry name of the gateway: "sandbox", "govuk-pay". */
  gateway: text('gateway').notNull(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  /** What officers call it: "Card payments, waste". */
  label: text('label').notNull(),
  sealedSettings: text('sealed_settings').notNull(),
  /** How old the keys are. */
  settingsChangedAt: instant('settings_changed_at').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** How an account's gateway answered in one hour (UTC). */
export const gatewayHour = pgTable(
  'gateway_hour',
  {
    gatewayAccountId: text('gateway_account_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    hour: instant('hour').notNull(),
    calls: integer('calls').notNull(),
    failures: integer('failures').notNull(),
    lastSuccessAt: instant('last_success_at'),
    lastFailureAt: instant('last_failure_at'),
    /** In an officer's words, without secrets. */
    lastFailure: text('last_failure'),
  },
  (table) => [primaryKey({ columns: [table.gatewayAccountId, table.hour] })],
)

/** A payment attempt. Committed before its gateway is called. */
export const payment = pgTable('payment', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id').notNull(),
  /** Null only for a payment taken elsewhere. */
  gatewayAccountId: text('gateway_account_id'),
  gateway: text('gateway').notNull(),
  channel: text('channel').$type<PaymentChannel>().notNull().default('web'),
  /** `resident`, or `officer:<id>`. */
  startedBy: text('started_by').notNull().default('resident'),
  /** Slug of the form. */
  form: text('form').notNull().default(''),
  payer: jsonb('payer').$type<Payer>(),
  mode: text('mode').$type<'test' | 'live'>().notNull(),
  /** In the return address; says nothing about the payment. */
  returnId: text('return_id').notNull().unique(),
  gatewayPaymentId: text('gateway_payment_id'),
  state: text('state').$type<PaymentState>().notNull(),
  /** The gateway's own code or words for the last state (P0010…). */
  stateReason: text('state_reason'),
  amountPence: integer('amount_pence').notNull(),
  /** What the gateway took of `amountPence`, once it took anything; surcharges are apart. */
  takenPence: integer('taken_pence'),
  /** Taken on top by the gateway (corporate card surcharge). */
  surchargePence: integer('surcharge_pence').notNull().default(0),
  traces: jsonb('traces').$type<PaymentTraces>().notNull().default({}),
  /** The hosted page's link, sealed, for gateways that never give it again. */
  sealedLink: text('sealed_link'),
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

/** Money going back. A trigger refuses more than was taken. */
export const refund = pgTable('refund', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  paymentId: text('payment_id').notNull(),
  submissionId: text('submission_id').notNull(),
  state: text('state').$type<RefundState>().notNull(),
  /** The gateway's code, or why it was rejected. */
  stateReason: text('state_reason'),
  amountPence: integer('amount_pence').notNull(),
  lines: jsonb('lines').$type<RefundLine[]>().notNull(),
  reason: text('reason').notNull(),
  gatewayRefundId: text('gateway_refund_id'),
  /** When the gateway was first asked: from then on it may have been made, whatever we heard. */
  firstSentAt: instant('first_sent_at'),
  /** How finance paid it back where the gateway cannot: "BACS", and the number it is found by. */
  paidBy: text('paid_by'),
  paidReference: text('paid_reference'),
  requestedBy: text('requested_by').notNull(),
  requestedAt: instant('requested_at').notNull(),
  decidedBy: text('decided_by'),
  decidedAt: instant('decided_at'),
  stateAt: instant('state_at').notNull(),
  checks: integer('checks').notNull().default(0),
  nextCheckAt: instant('next_check_at'),
})

/** An officer's word that a submission was paid by other means, until a second officer confirms or rejects it. */
export const elsewhereClaim = pgTable('elsewhere_claim', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  submissionId: text('submission_id').notNull(),
  method: text('method').$type<ElsewhereMethod>().notNull(),
  receiptNumber: text('receipt_number').notNull(),
  /** Day in Europe/London, YYYY-MM-DD. */
  paidOn: date('paid_on', { mode: 'string' }).notNull(),
  amountPence: integer('amount_pence').notNull(),
  claimedBy: text('claimed_by').notNull(),
  claimedAt: instant('claimed_at').notNull(),
  state: text('state').$type<'claimed' | 'confirmed' | 'rejected'>().notNull(),
  decidedBy: text('decided_by'),
  decidedAt: instant('decided_at'),
  paymentId: text('payment_id'),
})
