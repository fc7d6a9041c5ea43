import { createHmac, randomUUID } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'

/**
 * A stateful stand-in of GOV.UK Pay, written from its public documentation (docs.payments.service.gov.uk, OpenAPI 1.0.3) and never
 * checked against the live service: idempotent create, firewall, 90-minute expiry on a clock that tests set, single-use
 * links, cancel, signed webhooks in any order and more than once, and faults on demand.
 */
export interface GovukPayStandIn {
  url: string
  apiKey: string
  webhookSecret: string
  payments: Map<string, StandInPayment>
  /** The time there (milliseconds); tests move it. */
  now: { ms: number }
  /** Each is used up by the next call to the API. */
  faults: Fault[]
  /** What the payer does behind a link. A link works once. */
  visit(nextUrl: string, does: PayerAction): Promise<'done' | 'link-used'>
  /** What Pay would send, in an order and number of its choosing: each event up to `times` times. */
  webhooks(times?: number): { body: Uint8Array<ArrayBuffer>; headers: Headers }[]
  close(): Promise<void>
}

export type PayerAction = 'open' | 'submit' | 'pay' | 'decline' | 'cancel'
export type Fault =
  | { kind: 'status'; status: number; code?: string }
  /** Does what was asked and drops the line before answering. */
  | { kind: 'reply-lost' }
  /** Answers only after so many milliseconds, without doing anything. */
  | { kind: 'slow'; ms: number }
  | { kind: 'html' }

export interface StandInPayment {
  id: string
  key: string
  body: string
  fields: z.infer<typeof Fields>
  status: 'created' | 'started' | 'submitted' | 'success' | 'failed' | 'cancelled' | 'error'
  code?: string
  createdMs: number
  links: Set<string>
}

const Fields = z.strictObject({
  amount: z.number().int().min(1).max(10_000_000),
  reference: z.string().min(1).max(255),
  description: z.string().min(1).max(255),
  return_url: z.url().max(2000),
  language: z.enum(['en', 'cy']).optional(),
  email: z.string().max(254).optional(),
  metadata: z
    .record(z.string().min(1).max(30), z.union([z.string().max(100), z.number(), z.boolean()]))
    .refine((metadata) => Object.keys(metadata).length >= 1 && Object.keys(metadata).length <= 15)
    .optional(),
})

const finished = new Set(['success', 'failed', 'cancelled', 'error'])
const expiryMs = 90 * 60_000

export async function startGovukPay(): Promise<GovukPayStandIn> {
  const apiKey = `api_test_${randomUUID().replaceAll('-', '')}`
  const webhookSecret = `whsec-${randomUUID()}`
  const payments = new Map<string, StandInPayment>()
  const byKey = new Map<string, StandInPayment>()
  const faults: Fault[] = []
  const events: { payment: StandInPayment; type: string; resource: unknown }[] = []
  const now = { ms: Date.now() }
  let url = ''

  const shown = (payment: StandInPayment) => {
    const open = !finished.has(payment.status)
    if (open && now.ms - payment.createdMs >= expiryMs) {
      end(payment, 'failed', 'P0020')
      return shownAsIs(payment, false)
    }
    return shownAsIs(payment, open)
  }
  const shownAsIs = (payment: StandInPayment, open: boolean) => {
    const token = randomUUID()
    if (open) payment.links.add(token)
    return {
      payment_id: payment.id,
      ...payment.fields,
      state: {
        status: payment.status,
        finished: finished.has(payment.status),
        ...(payment.code && { code: payment.code, message: 'For developers' }),
      },
      created_date: new Date(payment.createdMs).toISOString(),
      payment_provider: 'sandbox',
      a_property_of_the_future: { ignored: true },
      _links: {
        self: { href: `${url}/v1/payments/${payment.id}`, method: 'GET' },
        next_url: open ? { href: `${url}/secure/${token}`, method: 'GET' } : null,
        cancel: open ? { href: `${url}/v1/payments/${payment.id}/cancel`, method: 'POST' } : null,
      },
    }
  }
  const end = (payment: StandInPayment, status: StandInPayment['status'], code?: string) => {
    payment.status = status
    if (code) payment.code = code
    const type = { success: 'succeeded', failed: code === 'P0020' ? 'expired' : 'failed' }[status as string]
    if (type) events.push({ payment, type: `card_payment_${type}`, resource: shownAsIs(payment, false) })
  }

  const app = new Hono()
  app.use('/v1/*', async (context, next) => {
    const fault = faults.shift()
    if (fault?.kind === 'status') {
      return context.json({ code: fault.code ?? null, description: 'For developers' }, fault.status as 500)
    }
    if (fault?.kind === 'html') return context.html('<h1>Bad gateway</h1>', 200)
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (context.req.header('authorization') !== `Bearer ${apiKey}`) {
      return context.json({ code: 'P0900-none', description: 'Credentials are required' }, 401)
    }
    await next()
    if (fault?.kind === 'reply-lost') {
      ;(context.env as { outgoing: { socket: { destroy(): void } } }).outgoing.socket.destroy()
    }
  })

  app.post('/v1/payments', async (context) => {
    const key = context.req.header('idempotency-key')
    if (key !== undefined && !/^[a-zA-Z0-9-]{1,255}$/.test(key)) {
      return context.json({ code: 'P0102', header: 'Idempotency-Key', description: '' }, 422)
    }
    const body = await context.req.text()
    if (body === '') return context.json({ code: 'P0920', description: '' }, 403)
    const before = key === undefined ? undefined : byKey.get(key)
    if (before) {
      return before.body === body
        ? context.json(shown(before), 200)
        : context.json({ code: 'P0191', header: 'Idempotency-Key', description: '' }, 409)
    }
    const json = JSON.parse(body) as Record<string, unknown>
    if (Object.values(json).some((value) => typeof value === 'string' && /[<>"\\|]/.test(value))) {
      return context.json({ code: 'P0920', description: 'Blocked by the firewall' }, 403)
    }
    const fields = Fields.safeParse(json)
    if (!fields.success) {
      const field = fields.error.issues[0]?.path.join('.') ?? ''
      return context.json({ code: 'P0102', field, description: '' }, 422)
    }
    const payment: StandInPayment = {
      id: `pay${randomUUID().replaceAll('-', '').slice(0, 23)}`,
      key: key ?? '',
      body,
      fields: fields.data,
      status: 'created',
      createdMs: now.ms,
      links: new Set(),
    }
    payments.set(payment.id, payment)
    if (key !== undefined) byKey.set(key, payment)
    return context.json(shown(payment), 201)
  })

  app.get('/v1/payments/:id', (context) => {
    const payment = payments.get(context.req.param('id'))
    return payment ? context.json(shown(payment)) : context.json({ code: 'P0200', description: '' }, 404)
  })

  app.post('/v1/payments/:id/cancel', (context) => {
    const payment = payments.get(context.req.param('id'))
    if (!payment) return context.json({ code: 'P0500', description: '' }, 404)
    shown(payment)
    if (finished.has(payment.status)) return context.json({ code: 'P0501', description: '' }, 400)
    end(payment, 'cancelled', 'P0040')
    return context.body(null, 204)
  })

  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://127.0.0.1:${info.port}`
      resolve(starting)
    })
  })

  return {
    get url() {
      return url
    },
    apiKey,
    webhookSecret,
    payments,
    now,
    faults,
    async visit(nextUrl, does) {
      const token = nextUrl.slice(nextUrl.lastIndexOf('/') + 1)
      const payment = [...payments.values()].find((each) => each.links.has(token))
      payment?.links.delete(token)
      if (!payment || finished.has(payment.status)) return 'link-used'
      payment.status = does === 'open' ? 'started' : 'submitted'
      if (does === 'pay') end(payment, 'success')
      if (does === 'decline') end(payment, 'failed', 'P0010')
      if (does === 'cancel') end(payment, 'failed', 'P0030')
      return 'done'
    },
    webhooks(times = 3) {
      return events
        .flatMap((event) => {
          const body = encode({
            webhook_message_id: `${event.payment.id}-${event.type}`,
            api_version: 1,
            created_date: new Date(now.ms).toISOString(),
            resource_id: event.payment.id,
            resource_type: 'payment',
            event_type: event.type,
            resource: event.resource,
          })
          return Array.from({ length: 1 + Math.floor(Math.random() * times) }, () => body)
        })
        .map((body) => ({ body, order: Math.random() }))
        .sort((a, b) => a.order - b.order)
        .map(({ body }) => ({
          body,
          headers: new Headers({ 'Pay-Signature': paySignature(webhookSecret, body) }),
        }))
    },
    close: () =>
      new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
}

/** Lower-case hex HMAC-SHA256 of the raw bytes, as Pay signs. */
export function paySignature(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}
