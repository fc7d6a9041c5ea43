import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import {
  notDone,
  otherBody,
  type StripeAnswer,
  type StripeOptions,
  stripeAsker,
  unreadable,
} from './stripe/client.ts'
import { askRefund, refundSession } from './stripe/refunds.ts'
import { endedByUs, readSession } from './stripe/replies.ts'
import { nameMax, payableMinutes, possibleEnds, referenceMax, sessionParams } from './stripe/session.ts'
import { isLive, readStripeSettings, type StripeSettings, stripeSettingFields } from './stripe/settings.ts'
import { readWebhook } from './stripe/webhook.ts'

/**
 * Stripe Checkout: hosted pages of Stripe's, one Checkout Session a payment. A payment is the session, not the payment intent
 * below it: the session exists from the start, and ends. A payer who goes back from Stripe's page, or whose card is declined,
 * leaves the session open and may come again until its time is over.
 * Source: docs.stripe.com, the types of its package (API version 2026-10-28); the smallest and largest amounts are Stripe's for GBP.
 */
export function createStripe(options: StripeOptions): Gateway {
  const ask = stripeAsker(options)
  return {
    name: 'stripe',
    title: 'Stripe',
    capabilities: {
      pageOrigins: [options.url ? new URL(options.url).origin : 'https://checkout.stripe.com'],
      minPence: 30,
      maxPence: 99_999_999,
      descriptionMax: nameMax,
      referenceMax,
      welsh: false,
      webhook: 'signed',
      lines: true,
      vat: false,
      moto: false,
      refunds: 'partial',
      idempotentCreate: true,
      keepsLink: false,
      payableMinutes,
      checkSeconds: [60, 180, 600, 1800, 3600, 7200],
      thenEverySeconds: 3600,
      endings: { expired: 'expired' },
    },
    settingFields: stripeSettingFields,
    parseSettings: readStripeSettings,
    modeOf: (settings) => (isLive(settings) ? 'live' : 'test'),

    async testConnection(settings) {
      const answer = await ask(settings, (stripe) => stripe.balance.retrieve())
      if (answer.kind !== 'answer') return notDone(answer)
      if (!Balance.safeParse(answer.body).success) return unreadable
      const unheard = (settings as StripeSettings).webhookSecrets.length === 0
      const webhooks = unheard ? ' There is no webhook signing secret yet.' : ''
      return { kind: 'connected', message: `Stripe accepts this key.${webhooks}` }
    },

    async create(settings, request) {
      let answer: StripeAnswer = unreadable
      for (const endsAt of possibleEnds(Date.now())) {
        const params = sessionParams(request, endsAt)
        answer = await ask(settings, (stripe) =>
          stripe.checkout.sessions.create(params, { idempotencyKey: request.idempotencyKey }),
        )
        if (answer.kind !== 'refused' || answer.code !== otherBody) break
      }
      if (answer.kind !== 'answer') return notDone(answer)
      const session = readSession(answer.body)
      if (session?.attempt !== request.idempotencyKey) return unreadable
      // Nobody is sent to a page with another price than the one that was shown.
      if (session.status.amountPence !== request.amountPence) {
        return { kind: 'unreachable', message: 'It answered with another amount' }
      }
      return { kind: 'created', gatewayPaymentId: session.id, status: session.status }
    },

    async query(settings, gatewayPaymentId) {
      const answer = await ask(settings, (stripe) =>
        stripe.checkout.sessions.retrieve(gatewayPaymentId, { expand: ['payment_intent.latest_charge'] }),
      )
      if (answer.kind === 'refused' && answer.status === 404) return { kind: 'missing' }
      if (answer.kind !== 'answer') return notDone(answer)
      const session = readSession(answer.body)
      return session?.id === gatewayPaymentId ? { kind: 'found', status: session.status } : unreadable
    },

    async cancel(settings, gatewayPaymentId) {
      const marked = await ask(settings, (stripe) =>
        stripe.checkout.sessions.update(gatewayPaymentId, { metadata: endedByUs }),
      )
      if (marked.kind === 'unreachable') return marked
      // Refused is not the end: whether the session is still open shows in the next answer.
      const answer = await ask(settings, (stripe) => stripe.checkout.sessions.expire(gatewayPaymentId))
      if (answer.kind === 'refused' && answer.status === 400) return { kind: 'too-late' }
      if (answer.kind !== 'answer') return { kind: 'unreachable', message: answer.message }
      const session = readSession(answer.body)
      const over = session?.status.state === 'cancelled' || session?.status.state === 'failed'
      return over && session?.id === gatewayPaymentId ? { kind: 'cancelled' } : unreadable
    },

    refund: (settings, request) => refundSession(ask, settings, request),
    queryRefund: (settings, gatewayPaymentId, gatewayRefundId) =>
      askRefund(ask, settings, gatewayPaymentId, gatewayRefundId),
    webhook: (settings, rawBody, headers) =>
      readWebhook((settings as StripeSettings).webhookSecrets, rawBody, headers),
  }
}

const Balance = z.object({ object: z.literal('balance') })
