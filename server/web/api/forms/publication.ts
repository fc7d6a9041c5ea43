import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { Conflict } from '../../../errors.ts'
import { SlugParams } from '../addresses.ts'
import type { ApiDeps } from '../api-deps.ts'
import { type ApiEnv, actorOf } from '../bearer.ts'
import { guarded, jsonResponse, problems } from '../guarded-route.ts'
import { PublicationRefused } from '../problems.ts'

const Publication = z
  .strictObject({
    note: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .regex(/^[^\u0000]*$/, 'has characters that cannot be kept')
      .openapi({ description: 'What changed, for colleagues and auditors' }),
    mode: z.enum(['test', 'live']).default('test'),
    revision: z
      .int()
      .min(1)
      .max(2_147_483_647)
      .optional()
      .openapi({ description: 'Publish only if the draft still is at this revision' }),
  })
  .openapi('Publication')

const route = createRoute({
  method: 'post',
  path: '/forms/{slug}/publication',
  operationId: 'publishForm',
  tags: ['forms'],
  summary: 'Publish the draft as the next version',
  description:
    'The same gate as on the publish screen: reachable pages, rules, price cases, mappings, gateway and back offices.',
  ...guarded('forms:write'),
  request: {
    params: SlugParams,
    body: { required: true, content: { 'application/json': { schema: Publication } } },
  },
  responses: {
    201: jsonResponse(
      'Published',
      z.object({
        slug: z.string(),
        version: z.int(),
        mode: z.enum(['test', 'live']),
        note: z.string(),
        publishedAt: z.string(),
      }),
    ),
    202: jsonResponse(
      'The price, fund or VAT changes: it is published once an officer has approved it',
      z.object({ slug: z.string(), waitsFor: z.literal('approval') }),
    ),
    ...problems(400, 404, 409, 413, 415, 422),
  },
})

export function publication(app: OpenAPIHono<ApiEnv>, { forms }: ApiDeps) {
  app.openapi(route, async (c) => {
    const token = c.get('token')
    const { slug } = c.req.valid('param')
    const outcome = await forms.publish(token.organisationId, slug, c.req.valid('json'), actorOf(token))
    if (outcome.kind === 'conflict') {
      throw new Conflict(`The draft is at revision ${outcome.current.revision}. Nothing was published.`)
    }
    if (outcome.kind === 'refused') {
      throw new PublicationRefused(
        'Nothing was published. Mend the problems and try again.',
        outcome.problems,
      )
    }
    if (outcome.kind === 'planned') return c.json({ slug, waitsFor: 'approval' as const }, 202)
    const { number, mode, note, publishedAt } = outcome.version
    return c.json({ slug, version: number, mode, note, publishedAt: publishedAt.toISOString() }, 201)
  })
}
