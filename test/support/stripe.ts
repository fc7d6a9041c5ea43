import { createHmac } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import {
  newStripeId,
  openSession,
  type StandInRefund,
  type StandInSession,
  showCharge,
  showRefund,
  showSession,
} from './stripe/books.ts'
import { badParameter, noSuch, stripeError } from './stripe/error.ts'
import { CreateRefund, CreateSession, ExpireSession, readForm, UpdateSession } from './stripe/form.ts'
import { idempotencyKeys } from './stripe/keys.ts'

/**
 * A stateful stand-in of Stripe's Checkout, written from its public documentation (docs.stripe.com) and the types of its package
 * (API version 2026-10-28), and never checked against the live service: form bodies, keys, idempotency, sessions that end, one
 * completed payment a session, money that comes later or not, refunds within what is left, and signed webhooks in any order.
 */
export interface StripeStandIn {
  url: string
  apiKey: string
  webhookSecret: string
  sessions: Map<string, StandInSession>
  refunds: Map<string, StandInRefund>
  /** Paths and bodies of the requests that came in, without those that another account's key sent. */
  asked: { method: string; path: string; headers: Headers; body: string }[]
  /** Seconds that its clock is ahead of ours. */
  ahead: number
  /** What the next refund becomes. */
  refundsBecome: StandInRefund['status']
  /** What the payer does at a link: `used` when there is nothing to pay any more. Only `pay` and `pay-later` use it up. */
  visit(link: string, does: PayerAction): 'done' | 'used'
  /** The bank answers, days later, about a payment with `pay-later`. */
  bankSays(sessionId: string, says: 'paid' | 'failed'): void
  /** What Stripe would send about a session, in an order and number of its choosing. */
  webhooks(sessionId: string): { type: string; body: Uint8Array<ArrayBuffer>; headers: Headers }[]
  /** Pence that went back, or are on their way. */
  refunded(sessionId: string): number
  /** Idempotency keys are kept for a day. */
  forgetKeys(): void
  close(): Promise<void>
}

/** `decline`: the card is declined, and Checkout asks for another. `back`: the link to `cancel_url`. `pay-later`: a bank debit. */
export type PayerAction = 'open' | 'pay' | 'pay-later' | 'decline' | 'back'

export async function startStripe(): Promise<StripeStandIn> {
  const apiKey = newStripeId('sk_test')
  const webhookSecret = newStripeId('whsec')
  const sessions = new Map<string, StandInSession>()
  const refunds = new Map<string, StandInRefund>()
  const events: { session: StandInSession; type: string; body: Uint8Array<ArrayBuffer> }[] = []
  const asked: StripeStandIn['asked'] = []
  const keys = idempotencyKeys()
  let url = ''

  const seconds = () => Math.floor(Date.now() / 1000) + standIn.ahead
  const tell = (session: StandInSession, type: string, object: unknown) => {
    const event = { id: newStripeId('evt'), object: 'event', api_version: '2026-10-28.endive' }
    const more = { created: seconds(), data: { object }, livemode: false, pending_webhooks: 1, type }
    events.push({ session, type, body: new TextEncoder().encode(JSON.stringify({ ...event, ...more })) })
  }
  const tellSession = (session: StandInSession, what: string) =>
    tell(session, `checkout.session.${what}`, showSession(session, url))
  const end = (session: StandInSession) => {
    session.status = 'expired'
    if (session.intent) Object.assign(session.intent, { status: 'canceled', cancellationReason: 'automatic' })
    tellSession(session, 'expired')
  }
  /** A session as it stands now: its time may be over. */
  const sessionAt = (id: string) => {
    const session = sessions.get(id)
    if (session?.status === 'open' && seconds() >= session.expiresAt) end(session)
    return session
  }
  const take = (session: StandInSession) => {
    session.paid = true
    Object.assign(session.intent ?? {}, { status: 'succeeded', received: session.amount })
  }
  const goingBack = (intent: string) =>
    [...refunds.values()]
      .filter((refund) => refund.intent === intent && !['failed', 'canceled'].includes(refund.status))
      .reduce((sum, refund) => sum + refund.amount, 0)

  const app = new Hono()
  app.use(async (context, next) => {
    if (context.req.header('authorization') !== `Bearer ${apiKey}`) {
      // Stripe hides most of the key that it repeats; here it is repeated whole, to see that it goes no further.
      const key = context.req.header('authorization')?.slice(7) ?? ''
      return stripeError(context, 401, { message: `Invalid API Key provided: ${key}` })
    }
    const { method, path, raw } = context.req
    asked.push({ method, path, headers: raw.headers, body: await context.req.text() })
    context.header('request-id', newStripeId('req'))
    await next()
  })
  app.use(keys.keep)
  app.notFound((context) => stripeError(context, 404, { message: 'Unrecognized request URL' }))
  const formOf = async (context: Context) => readForm(await context.req.text())

  app.get('/v1/balance', (context) => context.json({ object: 'balance', livemode: false, available: [] }))

  app.post('/v1/checkout/sessions', async (context) => {
    const fields = CreateSession.safeParse(await formOf(context))
    if (!fields.success) return badParameter(context, fields.error)
    const items = fields.data.line_items
    const amount = items.reduce((sum, item) => sum + item.quantity * item.price_data.unit_amount, 0)
    if (amount < 30 || amount > 99_999_999) {
      const code = amount < 30 ? 'amount_too_small' : 'amount_too_large'
      return stripeError(context, 400, { code, message: 'The total is outside the limits for GBP' })
    }
    const now = seconds()
    const expiresAt = fields.data.expires_at ?? now + 86_400
    if (expiresAt < now + 1800 || expiresAt > now + 86_400) {
      return stripeError(context, 400, { param: 'expires_at', message: 'Between 30 minutes and 24 hours' })
    }
    const session = openSession(fields.data, amount, now, expiresAt)
    sessions.set(session.id, session)
    return context.json(showSession(session, url, fields.data.expand))
  })

  app.get('/v1/checkout/sessions/:id', (context) => {
    const session = sessionAt(context.req.param('id'))
    if (!session) return noSuch(context, 'checkout.session', context.req.param('id'))
    const { expand } = readForm(new URL(context.req.url).search)
    return context.json(showSession(session, url, Array.isArray(expand) ? expand : []))
  })

  app.post('/v1/checkout/sessions/:id', async (context) => {
    const session = sessionAt(context.req.param('id'))
    if (!session) return noSuch(context, 'checkout.session', context.req.param('id'))
    const fields = UpdateSession.safeParse(await formOf(context))
    if (!fields.success) return badParameter(context, fields.error)
    Object.assign(session.metadata, fields.data.metadata)
    return context.json(showSession(session, url, fields.data.expand))
  })

  app.post('/v1/checkout/sessions/:id/expire', async (context) => {
    const session = sessionAt(context.req.param('id'))
    if (!session) return noSuch(context, 'checkout.session', context.req.param('id'))
    const fields = ExpireSession.safeParse(await formOf(context))
    if (!fields.success) return badParameter(context, fields.error)
    if (session.status !== 'open') {
      return stripeError(context, 400, {
        message: `Only open sessions can be expired, not ${session.status}`,
      })
    }
    end(session)
    return context.json(showSession(session, url, fields.data.expand))
  })

  app.post('/v1/refunds', async (context) => {
    const fields = CreateRefund.safeParse(await formOf(context))
    if (!fields.success) return badParameter(context, fields.error)
    const { payment_intent: intent, reason = null, metadata = {} } = fields.data
    const session = [...sessions.values()].find((each) => each.intent?.id === intent)
    if (!session) return noSuch(context, 'payment_intent', intent, 'payment_intent')
    const rest = (session.intent?.received ?? 0) - goingBack(intent)
    const amount = fields.data.amount ?? rest
    if (session.intent?.status !== 'succeeded') {
      return stripeError(context, 400, { message: 'This PaymentIntent has no successful charge to refund' })
    }
    if (rest === 0) return stripeError(context, 400, { code: 'charge_already_refunded', message: 'Refunded' })
    if (amount > rest) return stripeError(context, 400, { param: 'amount', message: 'More than is left' })
    const status = standIn.refundsBecome
    const refund = { id: newStripeId('re'), intent, amount, status, reason, metadata, created: seconds() }
    refunds.set(refund.id, refund)
    tell(session, 'charge.refunded', showCharge(session, session.intent))
    tell(session, 'refund.updated', showRefund(refund))
    return context.json(showRefund(refund))
  })

  app.get('/v1/refunds', (context) => {
    const { payment_intent: intent, limit = 10 } = context.req.query()
    const found = [...refunds.values()].filter((refund) => !intent || refund.intent === intent).reverse()
    const data = found.slice(0, Number(limit)).map(showRefund)
    return context.json({ object: 'list', url: '/v1/refunds', has_more: found.length > data.length, data })
  })

  app.get('/v1/refunds/:id', (context) => {
    const refund = refunds.get(context.req.param('id'))
    return refund ? context.json(showRefund(refund)) : noSuch(context, 'refund', context.req.param('id'))
  })

  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://127.0.0.1:${info.port}`
      resolve(starting)
    })
  })

  const standIn: StripeStandIn = {
    url,
    apiKey,
    webhookSecret,
    sessions,
    refunds,
    asked,
    ahead: 0,
    refundsBecome: 'succeeded',
    visit(link, does) {
      const { pathname, hash } = new URL(link)
      const session = sessionAt(pathname.slice('/c/pay/'.length))
      if (session?.status !== 'open' || hash !== `#${session.secret}`) return 'used'
      if (does === 'open' || does === 'back') return 'done'
      session.intent ??= { id: newStripeId('pi'), status: 'requires_payment_method', received: 0 }
      const method = does === 'pay-later' ? 'bacs_debit' : 'card'
      session.intent.charge = { id: newStripeId('ch'), created: seconds(), method }
      if (does === 'decline') {
        session.intent.error = { code: 'card_declined', decline_code: 'insufficient_funds' }
        return 'done'
      }
      delete session.intent.error
      session.status = 'complete'
      if (does === 'pay') take(session)
      else session.intent.status = 'processing'
      tellSession(session, 'completed')
      return 'done'
    },
    bankSays(sessionId, says) {
      const session = sessions.get(sessionId)
      if (session?.intent?.status !== 'processing') throw new Error('No money of this session is on its way')
      if (says === 'paid') take(session)
      else
        Object.assign(session.intent, {
          status: 'requires_payment_method',
          error: { code: 'debit_not_authorized' },
        })
      tellSession(session, says === 'paid' ? 'async_payment_succeeded' : 'async_payment_failed')
    },
    webhooks(sessionId) {
      return events
        .filter(({ session }) => session.id === sessionId)
        .flatMap((event) => Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => event))
        .map((event) => ({ event, order: Math.random() }))
        .sort((a, b) => a.order - b.order)
        .map(({ event: { type, body } }) => ({
          type,
          body,
          headers: new Headers({ 'Stripe-Signature': stripeSignature(webhookSecret, body) }),
        }))
    },
    forgetKeys: keys.forget,
    refunded: (sessionId) => goingBack(sessions.get(sessionId)?.intent?.id ?? ''),
    close: () =>
      new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
  return standIn
}

/** A signature as Stripe makes it: HMAC-SHA256 of the time, a full stop and the raw bytes; the time is that of sending. */
export function stripeSignature(
  secret: string,
  body: Uint8Array,
  unixSeconds = Math.floor(Date.now() / 1000),
): string {
  const hex = createHmac('sha256', secret).update(`${unixSeconds}.`).update(body).digest('hex')
  return `t=${unixSeconds},v1=${hex}`
}
