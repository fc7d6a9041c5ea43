import { Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../ids.ts'
import { defaultSlowSeconds, type SandboxApi, type SandboxDeps } from './sandbox-deps.ts'
import { refundFate, shownRefund } from './sandbox-refund.ts'
import { insertRefund, refundAt } from './sandbox-refund-store.ts'
import { IdempotencyKey, ownPayment } from './sandbox-request.ts'

const Refund = z.strictObject({ amount: z.number().int().min(1).max(10_000_000) })

/** Paying back, part or all: the same idempotency key gives the same refund, so that a lost reply may be asked for again. */
export function refundRoutes(deps: SandboxDeps): Hono<SandboxApi> {
  const { db, clock, slowSeconds = defaultSlowSeconds } = deps
  const routes = new Hono<SandboxApi>()

  routes.post('/payments/:id/refunds', async (context) => {
    const key = IdempotencyKey.safeParse(context.req.header('idempotency-key'))
    if (!key.success) return context.json({ error: 'idempotency-key-missing' }, 422)
    const body = Refund.safeParse(await context.req.json().catch(() => undefined))
    if (!body.success) {
      return context.json({ error: 'field-wrong', field: body.error.issues[0]?.path.join('.') ?? '' }, 422)
    }
    const payment = await ownPayment(deps, context.req.param('id'), context.get('keyHash'))
    if (!payment) return context.json({ error: 'not-found' }, 404)
    const now = clock.now()
    const outcome = await insertRefund(db, {
      id: newId(),
      organisationId: payment.organisationId,
      paymentId: payment.id,
      idempotencyKey: key.data,
      amountPence: body.data.amount,
      createdAt: now,
      ...refundFate(body.data.amount, now, slowSeconds),
    })
    if (outcome.kind === 'not-paid' || outcome.kind === 'not-available') {
      return context.json({ error: outcome.kind }, 409)
    }
    if (outcome.kind === 'made') return context.json(shownRefund(outcome.refund), 201)
    if (outcome.refund.amountPence !== body.data.amount) {
      return context.json({ error: 'idempotency-key-used' }, 409)
    }
    const refund = await refundAt(db, now, payment.id, outcome.refund.id)
    return context.json(shownRefund(refund ?? outcome.refund), 200)
  })

  routes.get('/payments/:id/refunds/:refundId', async (context) => {
    const payment = await ownPayment(deps, context.req.param('id'), context.get('keyHash'))
    const refund = payment && (await refundAt(db, clock.now(), payment.id, context.req.param('refundId')))
    return refund ? context.json(shownRefund(refund)) : context.json({ error: 'not-found' }, 404)
  })

  return routes
}
