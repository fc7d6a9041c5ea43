import { newId } from '../../server/ids.ts'
import type { CreateRequest } from '../../server/payments/gateway.ts'
import type { Fetch } from '../../server/payments/gateways/ask-gateway.ts'
import { createGateways } from '../../server/payments/index.ts'
import { type StripeStandIn, startStripe } from '../support/stripe.ts'
import { lines } from './a-submission.ts'

export type StripeOptions = { fetch?: Fetch; timeoutMs?: number }

export function stripeGateway(stripeUrl: string | undefined, options: StripeOptions = {}) {
  return createGateways({ stripeUrl, sandboxUrl: 'http://nowhere.example', ...options }).stripe!
}

export function stripeRequest(change: Partial<CreateRequest> = {}): CreateRequest {
  return {
    idempotencyKey: newId(),
    amountPence: 2500,
    lines: lines(2500),
    reference: 'BW-7K2M4P6RTX',
    description: 'Bulky waste collection',
    form: 'bulky-waste',
    returnUrl: 'http://localhost:3000/exampleshire/bulky-waste/payment/1',
    language: 'en',
    channel: 'web',
    ...change,
  }
}

/** A stand-in of Stripe, our gateway on it, and the steps that most tests begin with. */
export async function aStripe() {
  const stripe = await startStripe()
  const settings = { apiKey: stripe.apiKey, webhookSecrets: [stripe.webhookSecret] }
  const gateway = stripeGateway(stripe.url)
  const create = async (change: Partial<CreateRequest> = {}) => {
    const outcome = await gateway.create(settings, stripeRequest(change))
    if (outcome.kind !== 'created') throw new Error(`${outcome.kind}: ${outcome.message}`)
    return {
      id: outcome.gatewayPaymentId,
      link: outcome.status.nextUrl!,
      session: stripe.sessions.get(outcome.gatewayPaymentId)!,
    }
  }
  const status = async (id: string) => {
    const outcome = await gateway.query(settings, id)
    if (outcome.kind !== 'found') throw new Error(outcome.kind)
    return outcome.status
  }
  const paid = async (change: Partial<CreateRequest> = {}) => {
    const made = await create(change)
    stripe.visit(made.link, 'pay')
    return made
  }
  return { stripe, settings, gateway, create, status, paid }
}

export async function withStripe(run: (it: Awaited<ReturnType<typeof aStripe>>) => Promise<void>) {
  const it = await aStripe()
  try {
    await run(it)
  } finally {
    await it.stripe.close()
  }
}

/** The stand-in's answers with something else in them: what a broken or hostile Stripe would say. */
export function twisted(stripe: StripeStandIn, change: (body: Record<string, unknown>) => unknown) {
  return stripeGateway(stripe.url, {
    fetch: async (url, init) => {
      const reply = await fetch(url, init)
      return Response.json(change((await reply.json()) as Record<string, unknown>), { status: reply.status })
    },
  })
}
