import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Books } from './books.ts'
import { availability, Fields, isFinished, refundedPence, shownRefund, totalPence } from './payment.ts'

export type Fault = (
  | { kind: 'status'; status: number; code?: string }
  /** Does what was asked and drops the line before answering. */
  | { kind: 'reply-lost' }
  /** Answers only after so many milliseconds, without doing anything. */
  | { kind: 'slow'; ms: number }
  | { kind: 'html' }
) & {
  /** For the next call of this method only. */
  method?: 'GET' | 'POST'
}

const Refund = z.strictObject({
  amount: z.number().int().min(1).max(10_000_000),
  refund_amount_available: z.number().int().min(1).max(10_000_000).optional(),
})
const Search = z.object({
  display_size: z.coerce.number().int().min(1).max(500).default(500),
  page: z.coerce.number().int().min(1).default(1),
  reference: z.string().optional(),
  state: z.string().optional(),
})

/** The public API. Descriptions are left empty: nobody is to read them. */
export function payApi(books: Books, apiKey: string, faults: Fault[]): Hono {
  const app = new Hono()
  const error = (context: Context, status: number, code: string, part: object = {}) =>
    context.json({ code, description: '', ...part }, status as 400)
  let created: number[] = []

  app.use('/v1/*', async (context, next) => {
    const { method } = context.req
    const place = faults.findIndex((each) => each.method === undefined || each.method === method)
    const fault = place < 0 ? undefined : faults.splice(place, 1)[0]
    if (fault?.kind === 'status') {
      return context.json({ code: fault.code ?? null, description: 'For developers' }, fault.status as 500)
    }
    if (fault?.kind === 'html') return context.html('<h1>Bad gateway</h1>', 200)
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (context.req.header('authorization') !== `Bearer ${apiKey}`) {
      return context.json({ code: 'P0900-none', description: 'Credentials are required' }, 401)
    }
    if (method === 'POST' && isBlocked(await context.req.text())) return error(context, 403, 'P0920')
    await next()
    if (fault?.kind === 'reply-lost') {
      ;(context.env as { outgoing: { socket: { destroy(): void } } }).outgoing.socket.destroy()
    }
  })

  app.post('/v1/payments', async (context) => {
    const key = context.req.header('idempotency-key')
    if (key !== undefined && !/^[a-zA-Z0-9-]{1,255}$/.test(key)) {
      return error(context, 422, 'P0102', { header: 'Idempotency-Key' })
    }
    created = created.filter((ms) => ms > books.now.ms - 1000)
    if (created.length >= books.account.createsPerSecond) return error(context, 429, 'P0900')
    created.push(books.now.ms)
    const body = await context.req.text()
    const before = key === undefined ? undefined : books.byKey.get(key)
    if (before) {
      return before.body === body
        ? context.json(books.shown(before), 200)
        : error(context, 409, 'P0191', { header: 'Idempotency-Key' })
    }
    const fields = Fields.safeParse(JSON.parse(body))
    if (!fields.success) {
      return error(context, 422, 'P0102', { field: fields.error.issues[0]?.path.join('.') ?? '' })
    }
    if (fields.data.moto && !books.account.moto) return error(context, 422, 'P0196')
    return context.json(books.shown(books.make(fields.data, key, body)), 201)
  })

  app.get('/v1/payments', (context) => {
    const search = Search.safeParse(context.req.query())
    if (!search.success) return error(context, 422, 'P0401')
    const { display_size, page, reference, state } = search.data
    const found = [...books.payments.values()]
      .reverse()
      .filter((payment) => !reference || payment.fields.reference.toLowerCase() === reference.toLowerCase())
      .filter((payment) => !state || payment.status === state)
    const results = found.slice((page - 1) * display_size, page * display_size)
    if (results.length === 0 && page > 1) return error(context, 404, 'P0402')
    return context.json({
      total: found.length,
      count: results.length,
      page,
      results: results.map((payment) => books.shown(payment)),
      _links: {},
    })
  })

  app.get('/v1/payments/:id', (context) => {
    const payment = books.find(context.req.param('id'))
    return payment ? context.json(books.shown(payment)) : error(context, 404, 'P0200')
  })

  app.post('/v1/payments/:id/cancel', (context) => {
    const payment = books.find(context.req.param('id'))
    if (!payment) return error(context, 404, 'P0500')
    if (isFinished(payment)) return error(context, 400, 'P0501')
    books.end(payment, 'cancelled', 'P0040')
    return context.body(null, 204)
  })

  app.post('/v1/payments/:id/capture', (context) => {
    const payment = books.find(context.req.param('id'))
    if (!payment) return error(context, 404, 'P1000')
    if (payment.status === 'success') return error(context, 409, 'P1003')
    if (payment.status !== 'capturable') return error(context, 400, 'P1001')
    books.succeed(payment)
    return context.body(null, 204)
  })

  app.post('/v1/payments/:id/refunds', async (context) => {
    if (!books.account.refunds) return error(context, 403, 'P0941')
    const payment = books.find(context.req.param('id'))
    if (!payment) return error(context, 404, 'P0600')
    const asked = Refund.safeParse(await context.req.json())
    if (!asked.success) return error(context, 422, 'P0602')
    if (availability(payment) !== 'available') return error(context, 400, 'P0603')
    const available = totalPence(payment) - refundedPence(payment)
    const expected = asked.data.refund_amount_available
    if (expected !== undefined && expected !== available) return error(context, 412, 'P0604')
    if (asked.data.amount > available) return error(context, 400, 'P0603')
    return context.json(shownRefund(books.refund(payment, asked.data.amount)), 202)
  })

  app.get('/v1/payments/:id/refunds', (context) => {
    const payment = books.find(context.req.param('id'))
    if (!payment) return error(context, 404, 'P0800')
    const refunds = books.listedRefunds(payment).map(shownRefund)
    return context.json({ payment_id: payment.id, _links: {}, _embedded: { refunds } })
  })

  app.get('/v1/payments/:id/refunds/:refundId', (context) => {
    const payment = books.find(context.req.param('id'))
    const refund = payment?.refunds.find(({ id }) => id === context.req.param('refundId'))
    return refund ? context.json(shownRefund(refund)) : error(context, 404, 'P0700')
  })

  return app
}

/** The firewall: no empty body, and none of five characters in any value. */
function isBlocked(body: string): boolean {
  if (body === '') return true
  let blocked = false
  JSON.parse(body, (_key, value) => {
    if (typeof value === 'string' && /[<>"\\|]/.test(value)) blocked = true
    return value
  })
  return blocked
}
