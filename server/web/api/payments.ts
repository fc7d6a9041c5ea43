import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type Payment, paymentStates } from '../../payments/index.ts'
import { recordEvent } from '../../people/audit.ts'
import { firstPage, IdParams, pageNumber, paymentReference, perPage } from './addresses.ts'
import type { ApiDeps } from './api-deps.ts'
import { type ApiEnv, actorOf } from './bearer.ts'
import { guarded, jsonResponse, noBody, problems } from './guarded-route.ts'
import { PaymentResource, paymentResource } from './payment-resource.ts'

const list = createRoute({
  method: 'get',
  path: '/payments',
  operationId: 'listPayments',
  tags: ['payments'],
  summary: 'List payments, newest first',
  ...guarded('payments:read'),
  request: {
    query: z.strictObject({
      state: z.enum(paymentStates as [(typeof paymentStates)[number], ...typeof paymentStates]).optional(),
      reference: paymentReference.optional().openapi({ description: 'The payment’s whole reference' }),
      page: pageNumber,
    }),
  },
  responses: {
    200: jsonResponse(
      'A page of payments',
      z.object({ payments: z.array(PaymentResource), page: z.int(), more: z.boolean() }),
    ),
    ...problems(422),
  },
})

const read = createRoute({
  method: 'get',
  path: '/payments/{id}',
  operationId: 'readPayment',
  tags: ['payments'],
  summary: 'Read one payment',
  ...guarded('payments:read'),
  request: { params: IdParams, query: z.strictObject({}) },
  responses: { 200: jsonResponse('The payment', PaymentResource), ...problems(404, 422) },
})

const checkGuard = guarded('payments:write')
const check = createRoute({
  method: 'post',
  path: '/payments/{id}/check',
  operationId: 'checkPayment',
  tags: ['payments'],
  summary: 'Ask the gateway now what became of a payment',
  description: 'Takes no body: only the gateway says what was paid.',
  security: checkGuard.security,
  middleware: [...checkGuard.middleware, noBody],
  request: { params: IdParams, query: z.strictObject({}) },
  responses: { 200: jsonResponse('The payment as it is now', PaymentResource), ...problems(404, 413, 422) },
})

export function payments(app: OpenAPIHono<ApiEnv>, deps: ApiDeps) {
  const resourceOf = async (payment: Payment) =>
    paymentResource(payment, await deps.payments.refunds.of([payment]))

  app.openapi(list, async (c) => {
    const { page, ...filter } = c.req.valid('query')
    const found = await deps.payments.list(c.get('token').organisationId, {
      ...filter,
      limit: perPage + 1,
      offset: (page - 1) * perPage,
    })
    const { rows, more } = firstPage(found)
    const refunds = await deps.payments.refunds.of(rows)
    return c.json({ payments: rows.map((row) => paymentResource(row, refunds)), page, more }, 200)
  })

  app.openapi(read, async (c) => {
    const payment = await deps.payments.get(c.get('token').organisationId, c.req.valid('param').id)
    return c.json(await resourceOf(payment), 200)
  })

  app.openapi(check, async (c) => {
    const token = c.get('token')
    const payment = await deps.payments.get(token.organisationId, c.req.valid('param').id)
    // That somebody asked is kept even when the gateway has nothing new to say.
    await deps.db.transaction((tx) =>
      recordEvent(tx, {
        organisationId: token.organisationId,
        at: deps.clock.now(),
        actor: actorOf(token),
        event: 'payment.check-requested',
        submissionId: payment.submissionId,
        paymentId: payment.id,
      }),
    )
    return c.json(await resourceOf(await deps.payments.settle(payment.id, actorOf(token))), 200)
  })
}
