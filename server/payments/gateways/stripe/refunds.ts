import { z } from 'zod'
import type {
  GatewaySettings,
  RefundOutcome,
  RefundQueryOutcome,
  RefundRequest,
  RefundState,
} from '../../gateway.ts'
import { type AskStripe, notDone, unreadable } from './client.ts'
import { readSession } from './replies.ts'

const states = {
  pending: 'submitted',
  requires_action: 'submitted',
  succeeded: 'success',
  failed: 'error',
  canceled: 'error',
} as const satisfies Record<string, RefundState>

const Refund = z.object({
  id: z.string().min(1).max(255),
  object: z.literal('refund'),
  amount: z.number().int(),
  currency: z.literal('gbp'),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  failure_reason: z.string().max(100).nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
})
const Refunds = z.object({ data: z.array(z.unknown()).max(100), has_more: z.boolean() })

/** Pays back a part or all of what a session took. */
export async function refundSession(
  ask: AskStripe,
  settings: GatewaySettings,
  request: RefundRequest,
): Promise<RefundOutcome> {
  const asked = await ask(settings, (stripe) =>
    stripe.checkout.sessions.retrieve(request.gatewayPaymentId, { expand: ['payment_intent'] }),
  )
  if (asked.kind !== 'answer') return notDone(asked)
  const session = readSession(asked.body)
  if (session?.id !== request.gatewayPaymentId) return unreadable
  if (session.status.state !== 'success' || !session.intentId) {
    return { kind: 'refused', code: 'not-paid', message: 'Stripe has no money of this payment' }
  }
  const { intentId } = session
  const earlier = request.triedSince ? await madeBefore(ask, settings, intentId, request) : undefined
  if (earlier) return earlier
  const answer = await ask(settings, (stripe) =>
    stripe.refunds.create(
      {
        payment_intent: intentId,
        amount: request.amountPence,
        reason: 'requested_by_customer',
        metadata: { refund: request.refundId, session: request.gatewayPaymentId },
      },
      { idempotencyKey: request.refundId },
    ),
  )
  if (answer.kind !== 'answer') return notDone(answer)
  return ours(answer.body, request) ?? unreadable
}

/**
 * The refund of an earlier try. The idempotency key alone does not find it for ever: Stripe forgets keys after a day, and a
 * second refund would then be made.
 */
async function madeBefore(
  ask: AskStripe,
  settings: GatewaySettings,
  intentId: string,
  request: RefundRequest,
): Promise<RefundOutcome | undefined> {
  const answer = await ask(settings, (stripe) =>
    stripe.refunds.list({ payment_intent: intentId, limit: 100 }),
  )
  if (answer.kind !== 'answer') return notDone(answer)
  const page = Refunds.safeParse(answer.body).data
  if (!page) return unreadable
  const found = page.data.map((refund) => ours(refund, request)).find(Boolean)
  // More than a hundred refunds of one payment: not seeing ours on the newest page does not prove that it was not made.
  return (
    found ??
    (page.has_more ? { kind: 'unreachable', message: 'It has too many refunds to search' } : undefined)
  )
}

/** The outcome of the refund that was asked for; undefined when this is another one, or none. */
function ours(body: unknown, request: RefundRequest): RefundOutcome | undefined {
  const refund = Refund.safeParse(body).data
  if (refund?.metadata?.refund !== request.refundId || refund.amount !== request.amountPence) return undefined
  return { kind: 'submitted', gatewayRefundId: refund.id, ...standingOf(refund) }
}

export async function askRefund(
  ask: AskStripe,
  settings: GatewaySettings,
  gatewayPaymentId: string,
  gatewayRefundId: string,
): Promise<RefundQueryOutcome> {
  const answer = await ask(settings, (stripe) => stripe.refunds.retrieve(gatewayRefundId))
  if (answer.kind === 'refused' && answer.status === 404) return { kind: 'missing' }
  if (answer.kind !== 'answer') return notDone(answer)
  const refund = Refund.safeParse(answer.body).data
  if (refund?.id !== gatewayRefundId || refund.metadata?.session !== gatewayPaymentId) return unreadable
  return { kind: 'found', amountPence: refund.amount, ...standingOf(refund) }
}

function standingOf({ status, failure_reason }: z.infer<typeof Refund>): {
  state: RefundState
  code?: string
} {
  const state = states[status]
  return { state, ...(state === 'error' && { code: failure_reason ?? status }) }
}
