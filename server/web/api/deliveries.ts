import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { firstPage, IdParams, pageNumber, perPage } from './addresses.ts'
import type { ApiDeps } from './api-deps.ts'
import { type ApiEnv, actorOf } from './bearer.ts'
import {
  attemptResource,
  DeliveryResource,
  DeliveryWithPayloads,
  deliveryResource,
  deliveryStates,
} from './delivery-resource.ts'
import { guarded, jsonResponse, noBody, problems } from './guarded-route.ts'

const list = createRoute({
  method: 'get',
  path: '/deliveries',
  operationId: 'listDeliveries',
  tags: ['deliveries'],
  summary: 'List deliveries to back offices, newest first',
  ...guarded('deliveries:read'),
  request: {
    query: z.strictObject({
      state: z.enum(deliveryStates).optional(),
      destination: z
        .string()
        .regex(/^[a-z0-9-]{1,80}$/, 'is not the name of a back office')
        .optional(),
      page: pageNumber,
    }),
  },
  responses: {
    200: jsonResponse(
      'A page of deliveries',
      z.object({ deliveries: z.array(DeliveryResource), page: z.int(), more: z.boolean() }),
    ),
    ...problems(422),
  },
})

const read = createRoute({
  method: 'get',
  path: '/deliveries/{id}',
  operationId: 'readDelivery',
  tags: ['deliveries'],
  summary: 'Read one delivery with every attempt and what was sent',
  ...guarded('deliveries:read'),
  request: { params: IdParams, query: z.strictObject({}) },
  responses: { 200: jsonResponse('The delivery', DeliveryWithPayloads), ...problems(404, 422) },
})

const replayGuard = guarded('deliveries:write')
const replay = createRoute({
  method: 'post',
  path: '/deliveries/{id}/replay',
  operationId: 'replayDelivery',
  tags: ['deliveries'],
  summary: 'Send a delivery again',
  description: 'Queues it afresh with the idempotency key it always had. Takes no body.',
  security: replayGuard.security,
  middleware: [...replayGuard.middleware, noBody],
  request: { params: IdParams, query: z.strictObject({}) },
  responses: { 202: jsonResponse('Queued', DeliveryResource), ...problems(404, 413, 422) },
})

export function deliveries(app: OpenAPIHono<ApiEnv>, { delivery, submissions }: ApiDeps) {
  async function readDelivery(organisationId: string, id: string) {
    const found = await delivery.get(organisationId, id)
    // Only what was sent is delivered, so there is a submission and it has a reference.
    const { reference } = (await submissions.byId(found.submissionId))!
    return { ...found, reference: reference! }
  }

  app.openapi(list, async (c) => {
    const { page, ...filter } = c.req.valid('query')
    const found = await delivery.list(c.get('token').organisationId, {
      ...filter,
      limit: perPage + 1,
      offset: (page - 1) * perPage,
    })
    const { rows, more } = firstPage(found)
    return c.json({ deliveries: rows.map(deliveryResource), page, more }, 200)
  })

  app.openapi(read, async (c) => {
    const found = await readDelivery(c.get('token').organisationId, c.req.valid('param').id)
    const tries = found.tries.map((row) => ({ ...attemptResource(row), payload: row.payload }))
    return c.json({ ...deliveryResource(found), tries }, 200)
  })

  app.openapi(replay, async (c) => {
    const token = c.get('token')
    const { id } = c.req.valid('param')
    // One that is being sent at this moment is left to it: it is queued either way.
    await delivery.replay(token.organisationId, id, actorOf(token))
    return c.json(deliveryResource(await readDelivery(token.organisationId, id)), 202)
  })
}
