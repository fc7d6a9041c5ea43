import { z } from 'zod'
import type { GatewayStatus, PaymentTraces } from '../../gateway.ts'
import { intentStatuses, paymentStatuses, sessionStatuses, standingOf } from './standing.ts'

const Intent = z.object({
  id: z.string().min(1).max(255),
  status: z.enum(intentStatuses),
  amount_received: z.number().int(),
  currency: z.literal('gbp'),
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
  cancellation_reason: z.string().nullish(),
  latest_charge: z.unknown().optional(),
})
type Intent = z.infer<typeof Intent>

/** What we read of a Checkout Session. Of another currency, or with an amount that is not whole, it is no session of ours. */
const Session = z.object({
  id: z.string().min(1).max(255),
  object: z.literal('checkout.session'),
  status: z.enum(sessionStatuses),
  payment_status: z.enum(paymentStatuses),
  amount_total: z.number().int(),
  currency: z.literal('gbp'),
  url: z.url({ protocol: /^https?$/ }).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  // A bare id, where we did not ask for more, says nothing that we go by.
  payment_intent: z.union([Intent, z.string().transform(() => undefined)]).nullish(),
})
type Session = z.infer<typeof Session>

export interface StripeSession {
  id: string
  /** Our attempt, from the metadata. */
  attempt: string | undefined
  intentId: string | undefined
  status: GatewayStatus
}

/** In the metadata of a session that we ended: Stripe calls it expired, like one whose time ran out. */
export const endedByUs = { ended: 'cancelled' }

/** Undefined when the reply is not a session, or in a state we do not know: never guessed at. */
export function readSession(body: unknown): StripeSession | undefined {
  const session = Session.safeParse(body).data
  if (!session) return undefined
  const intent = session.payment_intent ?? undefined
  return {
    id: session.id,
    attempt: session.metadata?.attempt,
    intentId: intent?.id,
    status: statusOf(session, intent),
  }
}

function statusOf(session: Session, intent: Intent | undefined): GatewayStatus {
  const standing = standingOf({
    session: session.status,
    payment: session.payment_status,
    intent: intent?.status ?? 'none',
  })
  const amountPence = session.amount_total
  if (standing.state === 'success') {
    // What was taken, and not what was asked: should they differ, it is the caller's to see.
    const taken = intent?.amount_received ?? amountPence
    return { ...standing, amountPence: taken, ...(intent && { traces: tracesOf(intent) }) }
  }
  if (standing.finished) return { ...standing, amountPence, ...endOf(session, intent, standing.state) }
  const payable = session.status === 'open' && standing.state !== 'submitted'
  return { ...standing, amountPence, ...(payable && session.url && { nextUrl: session.url }) }
}

/** Why there is no money: Stripe's code of the decline, or ours. */
function endOf(
  session: Session,
  intent: Intent | undefined,
  state: GatewayStatus['state'],
): Pick<GatewayStatus, 'state' | 'code'> {
  if (session.payment_status === 'no_payment_required') return { state, code: 'no_payment_required' }
  if (session.status === 'expired') {
    const ended = session.metadata?.ended === endedByUs.ended
    return ended ? { state: 'cancelled', code: 'cancelled' } : { state, code: 'expired' }
  }
  const error = intent?.last_payment_error
  const code = state === 'cancelled' ? intent?.cancellation_reason : (error?.decline_code ?? error?.code)
  return { state, code: code ? code.slice(0, 100) : (intent?.status ?? session.payment_status) }
}

const Charge = z.object({
  captured: z.boolean(),
  /** Unix seconds, until the year 9999. */
  created: z.number().int().min(0).max(253_402_300_799),
  payment_method_details: z.object({
    card: z.object({
      brand: z.string().max(40).nullish(),
      last4: z
        .string()
        .regex(/^\d{4}$/)
        .nullish(),
      authorization_code: z.string().max(40).nullish(),
    }),
  }),
})

/** A charge that is not there, or not by card, leaves no trace but the intent: the payment stands all the same. */
function tracesOf(intent: Intent): PaymentTraces {
  const charge = Charge.safeParse(intent.latest_charge).data
  const card = charge?.payment_method_details.card
  return {
    transactionId: intent.id,
    ...(card?.brand && { cardBrand: card.brand }),
    ...(card?.last4 && { lastDigits: card.last4 }),
    ...(card?.authorization_code && { authCode: card.authorization_code }),
    ...(charge?.captured && { capturedOn: new Date(charge.created * 1000).toISOString().slice(0, 10) }),
  }
}
