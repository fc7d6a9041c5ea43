import { randomBytes, randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { CreateSession } from './form.ts'

export interface StandInSession {
  id: string
  fields: z.infer<typeof CreateSession>
  metadata: Record<string, string>
  amount: number
  status: 'open' | 'complete' | 'expired'
  paid: boolean
  created: number
  expiresAt: number
  /** Behind the hash of its link: without it Checkout shows nothing. */
  secret: string
  intent?: StandInIntent
}

export interface StandInIntent {
  id: string
  status: 'requires_payment_method' | 'processing' | 'canceled' | 'succeeded'
  received: number
  error?: { code: string; decline_code?: string }
  cancellationReason?: string
  charge?: { id: string; created: number; method: 'card' | 'bacs_debit' }
}

export interface StandInRefund {
  id: string
  intent: string
  amount: number
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled'
  failureReason?: string
  reason: string | null
  metadata: Record<string, string>
  created: number
}

export function newStripeId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`
}

export function openSession(
  fields: StandInSession['fields'],
  amount: number,
  seconds: number,
  expiresAt: number,
): StandInSession {
  return {
    id: newStripeId('cs_test'),
    fields,
    metadata: { ...fields.metadata },
    amount,
    status: 'open',
    paid: false,
    created: seconds,
    expiresAt,
    secret: randomBytes(24).toString('base64url'),
  }
}

/** A session as Stripe shows it: what belongs to it is an id, unless more was asked for. */
export function showSession(session: StandInSession, url: string, expand: readonly string[] = []) {
  const { fields, intent } = session
  const whole = expand.some((path) => path.startsWith('payment_intent'))
  return {
    id: session.id,
    object: 'checkout.session',
    a_property_of_the_future: { ignored: true },
    adaptive_pricing: { enabled: fields.adaptive_pricing?.enabled !== 'false' },
    amount_subtotal: session.amount,
    amount_total: session.amount,
    cancel_url: fields.cancel_url ?? null,
    client_reference_id: fields.client_reference_id ?? null,
    created: session.created,
    currency: 'gbp',
    customer_email: fields.customer_email ?? null,
    expires_at: session.expiresAt,
    livemode: false,
    locale: fields.locale ?? null,
    metadata: session.metadata,
    mode: 'payment',
    payment_intent: intent ? (whole ? showIntent(session, intent, expand) : intent.id) : null,
    payment_status: session.paid ? 'paid' : 'unpaid',
    status: session.status,
    submit_type: fields.submit_type ?? null,
    success_url: fields.success_url,
    ui_mode: 'hosted_page',
    url: session.status === 'open' ? `${url}/c/pay/${session.id}#${session.secret}` : null,
  }
}

function showIntent(session: StandInSession, intent: StandInIntent, expand: readonly string[]) {
  const whole = expand.includes('payment_intent.latest_charge')
  return {
    id: intent.id,
    object: 'payment_intent',
    amount: session.amount,
    amount_received: intent.received,
    cancellation_reason: intent.cancellationReason ?? null,
    capture_method: 'automatic_async',
    currency: 'gbp',
    description: session.fields.payment_intent_data?.description ?? null,
    last_payment_error: intent.error ? { type: 'card_error', message: 'For people', ...intent.error } : null,
    latest_charge: intent.charge ? (whole ? showCharge(session, intent) : intent.charge.id) : null,
    livemode: false,
    metadata: session.fields.payment_intent_data?.metadata ?? {},
    status: intent.status,
  }
}

export function showCharge(session: StandInSession, { id, status, received, charge }: StandInIntent) {
  const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, authorization_code: '123456' }
  return {
    id: charge?.id,
    object: 'charge',
    amount: session.amount,
    amount_captured: received,
    captured: status === 'succeeded',
    created: charge?.created,
    currency: 'gbp',
    metadata: session.fields.payment_intent_data?.metadata ?? {},
    payment_intent: id,
    payment_method_details:
      charge?.method === 'card'
        ? { type: 'card', card }
        : { type: 'bacs_debit', bacs_debit: { last4: '2345', sort_code: '108800' } },
  }
}

export function showRefund(refund: StandInRefund) {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    created: refund.created,
    currency: 'gbp',
    ...(refund.failureReason && { failure_reason: refund.failureReason }),
    metadata: refund.metadata,
    payment_intent: refund.intent,
    reason: refund.reason,
    status: refund.status,
  }
}
