import { createHash } from 'node:crypto'
import Stripe from 'stripe'
import { z } from 'zod'
import type { WebhookOutcome } from '../../gateway.ts'

/** Seconds that a signature holds. Stripe signs anew each time that it sends a message again. */
const tolerance = 300

/** What the council switches on in Stripe for its endpoint. */
export const webhookEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'refund.updated',
  'charge.dispute.created',
]

/** Reads a message that Stripe signed with one of the secrets (two while one is being changed). */
export function readWebhook(
  secrets: readonly string[],
  rawBody: Uint8Array,
  headers: Headers,
): WebhookOutcome {
  const signature = headers.get('stripe-signature') ?? ''
  for (const secret of secrets) {
    try {
      return outcomeOf(Stripe.webhooks.constructEvent(rawBody, signature, secret, tolerance), rawBody)
    } catch (error) {
      // Anything else comes after the signature was found good: Stripe sent it, but it is no event as we know them.
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError))
        return outcomeOf(undefined, rawBody)
    }
  }
  return { kind: 'forged' }
}

const Event = z.object({
  id: z.string().min(1).max(255),
  type: z.string(),
  data: z.object({
    object: z.object({ id: z.unknown(), metadata: z.record(z.string(), z.unknown()).nullish() }),
  }),
})
const SessionId = z
  .string()
  .max(255)
  .regex(/^cs_[A-Za-z0-9_]+$/)

/**
 * A message about a session names it. One about a refund names its session where the refund is ours, in the metadata that we
 * gave it; refunds and disputes that began at Stripe or at a bank name none.
 */
function outcomeOf(body: unknown, rawBody: Uint8Array): WebhookOutcome {
  const event = Event.safeParse(body).data
  if (!event) return { kind: 'ignored', messageId: createHash('sha256').update(rawBody).digest('hex') }
  const { object } = event.data
  const named = event.type.startsWith('checkout.session.')
    ? object.id
    : /^(charge|refund)\./.test(event.type) && object.metadata?.session
  const gatewayPaymentId = SessionId.safeParse(named).data
  return gatewayPaymentId
    ? { kind: 'look', messageId: event.id, gatewayPaymentId }
    : { kind: 'ignored', messageId: event.id }
}
