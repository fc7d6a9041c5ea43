import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'

const route = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'describeApi',
  tags: ['description'],
  summary: 'This description',
  security: [],
  responses: {
    200: {
      description: 'OpenAPI 3.1, made from the routes themselves',
      content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } },
    },
  },
})

/** Serves the description to anybody: it says nothing of any organisation. Made once, from what was registered before. */
export function openapiDocument(api: OpenAPIHono): void {
  let document: ReturnType<OpenAPIHono['getOpenAPI31Document']> | undefined
  api.openapi(route, (c) => {
    document ??= api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Counterfoil API',
        version: '1',
        description:
          'Forms, prices, submissions, payments, refunds and deliveries of one organisation. Money is whole pence; times are UTC; days are Europe/London.',
        license: { name: 'MIT' },
      },
      servers: [{ url: '/api', description: 'This server' }],
      tags: ['forms', 'submissions', 'payments', 'refunds', 'deliveries', 'description'].map((name) => ({
        name,
      })),
    })
    return c.json(document as { openapi: string }, 200)
  })
}
