import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { BadInput, Conflict } from '../../errors.ts'
import { formatPence } from '../../money.ts'
import { IdParams } from './addresses.ts'
import type { ApiDeps } from './api-deps.ts'
import { type ApiEnv, actorOf } from './bearer.ts'
import { guarded, jsonResponse, problems } from './guarded-route.ts'
import { RefundResource, refundResource } from './refund-resource.ts'

const Lines = z
  .array(z.strictObject({ line: z.int().min(0).max(10_000), pence: z.int().min(1).max(1_000_000_000) }))
  .min(1)
  .max(1000)

const NewRefund = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .regex(/^[^\u0000]*$/, 'has characters that cannot be kept')
      .openapi({ description: 'For colleagues and auditors; some gateways show it to the payer' }),
    lines: Lines.optional().openapi({ description: 'Parts of lines of the payment' }),
    everything: z.literal(true).optional().openapi({ description: 'All that is left' }),
    leftPence: z.int().min(0).max(1_000_000_000).optional().openapi({
      description: 'Refund only if this is what is left: so a repeated call cannot refund twice',
    }),
  })
  .refine(
    ({ lines, everything }) => (lines === undefined) !== (everything === undefined),
    'must have either ‘lines’ or ‘everything’',
  )
  .openapi('NewRefund')

const ask = createRoute({
  method: 'post',
  path: '/payments/{id}/refunds',
  operationId: 'refundPayment',
  tags: ['refunds'],
  summary: 'Pay back all or part of a payment, line by line',
  description:
    'Never more than is left. Where the organisation wants a second person, the refund waits for an officer to approve it; where the gateway cannot pay back, for finance to do it.',
  ...guarded('payments:write'),
  request: {
    params: IdParams,
    query: z.strictObject({}),
    body: { required: true, content: { 'application/json': { schema: NewRefund } } },
  },
  responses: {
    201: jsonResponse('The refund', RefundResource),
    ...problems(400, 404, 409, 413, 415, 422),
  },
})

const list = createRoute({
  method: 'get',
  path: '/payments/{id}/refunds',
  operationId: 'listRefunds',
  tags: ['refunds'],
  summary: 'List the refunds of a payment, the oldest first, and what is left to refund',
  ...guarded('payments:read'),
  request: { params: IdParams, query: z.strictObject({}) },
  responses: {
    200: jsonResponse(
      'The refunds',
      z.object({
        leftPence: z.int(),
        lines: z.array(
          z.object({
            line: z.int(),
            code: z.string(),
            label: z.string(),
            takenPence: z.int(),
            leftPence: z.int(),
          }),
        ),
        refunds: z.array(RefundResource),
      }),
    ),
    ...problems(404, 422),
  },
})

const read = createRoute({
  method: 'get',
  path: '/refunds/{id}',
  operationId: 'readRefund',
  tags: ['refunds'],
  summary: 'Read one refund',
  ...guarded('payments:read'),
  request: { params: IdParams, query: z.strictObject({}) },
  responses: { 200: jsonResponse('The refund', RefundResource), ...problems(404, 422) },
})

export function refunds(app: OpenAPIHono<ApiEnv>, { payments, people }: ApiDeps) {
  app.openapi(ask, async (c) => {
    const token = c.get('token')
    const { reason, lines, leftPence } = c.req.valid('json')
    const payment = await payments.get(token.organisationId, c.req.valid('param').id)
    const left = await payments.refunds.left(payment)
    if (leftPence !== undefined && leftPence !== left.leftPence) {
      throw new Conflict(
        `${formatPence(left.leftPence)} is left to refund of this payment, not ${formatPence(leftPence)}`,
      )
    }
    const organisation = await people.organisations.byId(token.organisationId)
    if (!organisation) throw new Error(`Token ${token.id} has no organisation`)
    try {
      const refund = await payments.refunds.request({
        organisationId: token.organisationId,
        paymentId: payment.id,
        lines: lines ?? 'everything',
        reason,
        actor: actorOf(token),
        needsSecondPerson: organisation.refundsNeedSecondPerson,
      })
      return c.json(refundResource(refund), 201)
    } catch (error) {
      throw error instanceof BadInput ? inBody(error, lines ?? []) : error
    }
  })

  app.openapi(list, async (c) => {
    const payment = await payments.get(c.get('token').organisationId, c.req.valid('param').id)
    const [left, all] = await Promise.all([payments.refunds.left(payment), payments.refunds.of([payment])])
    return c.json({ ...left, refunds: all.map(refundResource) }, 200)
  })

  app.openapi(read, async (c) => {
    const refund = await payments.refunds.get(c.get('token').organisationId, c.req.valid('param').id)
    return c.json(refundResource(refund), 200)
  })
}

/** The payments room points at lines by their number; a program sent them by place. */
function inBody(error: BadInput, lines: readonly { line: number }[]): BadInput {
  const problems = error.problems.map(({ pointer, message }) => {
    const number = /^\/lines\/(\d+)$/.exec(pointer)?.[1]
    const place = lines.findIndex(({ line }) => String(line) === number)
    return { pointer: place < 0 ? pointer : `/lines/${place}`, message }
  })
  return new BadInput(error.message, problems)
}
