import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { newId, sha256 } from '../ids.ts'
import { refundRoutes } from './refund-routes.ts'
import type { SandboxApi, SandboxDeps } from './sandbox-deps.ts'
import { isPayable, type SandboxRow, shownPayment } from './sandbox-payment.ts'
import { IdempotencyKey, ownPayment } from './sandbox-request.ts'
import {
  byId,
  byIdempotencyKey,
  endPayment,
  insertPayment,
  mintLink,
  organisationExists,
} from './sandbox-store.ts'

/** A payment can be paid for 90 minutes, like GOV.UK Pay's. */
const payableMs = 90 * 60_000

const Create = z.strictObject({
  amount: z.number().int().min(1).max(10_000_000),
  reference: z.string().min(1).max(255),
  description: z.string().min(1).max(255),
  return_url: z.url().max(2000),
  webhook_url: z.url().max(2000).optional(),
  moto: z.boolean().optional(),
})

/** The sandbox's API: create, read, cancel and pay back, with the key as bearer. Each key sees its own payments only. */
export function sandboxApi(deps: SandboxDeps): Hono<SandboxApi> {
  const { db, clock, baseUrl } = deps
  const api = new Hono<SandboxApi>()
  const { origin } = new URL(baseUrl)

  api.use('*', bodyLimit({ maxSize: 16 * 1024, onError: (c) => c.json({ error: 'body-too-large' }, 413) }))
  api.use('*', async (context, next) => {
    const given = /^Bearer (sandbox_([A-Za-z0-9-]{1,64})_[A-Za-z0-9-]{16,128})$/.exec(
      context.req.header('authorization') ?? '',
    )
    const [, key, organisationId] = given ?? []
    if (!key || !organisationId || !(await organisationExists(db, organisationId))) {
      return context.json({ error: 'unknown-key' }, 401)
    }
    context.set('organisationId', organisationId)
    context.set('keyHash', sha256(key))
    return next()
  })

  api.get('/account', (context) => context.json({ mode: 'test' }))

  api.post('/payments', async (context) => {
    const key = IdempotencyKey.safeParse(context.req.header('idempotency-key'))
    if (!key.success) return context.json({ error: 'idempotency-key-missing' }, 422)
    const body = Create.safeParse(await context.req.json().catch(() => undefined))
    if (!body.success) {
      return context.json({ error: 'field-wrong', field: body.error.issues[0]?.path.join('.') ?? '' }, 422)
    }
    const foreign = [body.data.return_url, body.data.webhook_url].some(
      (url) => url !== undefined && new URL(url).origin !== origin,
    )
    if (foreign) return context.json({ error: 'address-not-allowed' }, 422)
    const now = clock.now()
    const wanted: SandboxRow = {
      id: newId(),
      organisationId: context.get('organisationId'),
      keyHash: context.get('keyHash'),
      idempotencyKey: key.data,
      amountPence: body.data.amount,
      reference: body.data.reference,
      description: body.data.description,
      returnUrl: body.data.return_url,
      webhookUrl: body.data.webhook_url ?? null,
      moto: body.data.moto ?? false,
      status: 'created',
      statusCode: null,
      surchargePence: 0,
      pageToken: newId(),
      settlesAt: null,
      settlesAs: null,
      webhookDue: false,
      createdAt: now,
      expiresAt: new Date(now.getTime() + payableMs),
      endedAt: null,
    }
    const made = await insertPayment(db, wanted)
    if (made) return context.json(await shown(made), 201)
    const before = await byIdempotencyKey(db, wanted.keyHash, key.data)
    if (!before) throw new Error('A sandbox payment is neither new nor there')
    if (!isSameRequest(before, wanted)) return context.json({ error: 'idempotency-key-used' }, 409)
    return context.json(await shown(before), 200)
  })

  api.get('/payments/:id', async (context) => {
    const row = await ownPayment(deps, context.req.param('id'), context.get('keyHash'))
    return row ? context.json(await shown(row)) : context.json({ error: 'not-found' }, 404)
  })

  api.post('/payments/:id/cancel', async (context) => {
    const row = await ownPayment(deps, context.req.param('id'), context.get('keyHash'))
    if (!row) return context.json({ error: 'not-found' }, 404)
    const ending = { status: 'cancelled', statusCode: 'cancelled-by-service', endedAt: clock.now() }
    if (await endPayment(db, row.id, ending)) return context.body(null, 204)
    return context.json({ error: 'too-late' }, 409)
  })

  api.route('/', refundRoutes(deps))

  /** With a link while it can be paid: the unused one where there is one, so that being asked never breaks a link in use. */
  async function shown(row: SandboxRow) {
    if (!isPayable(row)) return shownPayment(row, undefined)
    if (!row.pageToken) await mintLink(db, row.id, newId())
    const current = await byId(db, row.id)
    if (!current) throw new Error('A sandbox payment is gone')
    const link = current.pageToken ? `${baseUrl}/sandbox/pay/${current.pageToken}` : undefined
    return shownPayment(current, link)
  }

  return api
}

function isSameRequest(a: SandboxRow, b: SandboxRow): boolean {
  const fields = ['amountPence', 'reference', 'description', 'returnUrl', 'webhookUrl', 'moto'] as const
  return fields.every((field) => a[field] === b[field])
}
