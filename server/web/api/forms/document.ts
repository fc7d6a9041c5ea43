import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { SlugParams } from '../addresses.ts'
import type { ApiDeps } from '../api-deps.ts'
import type { ApiEnv } from '../bearer.ts'
import { sendDocumentText } from '../document-text.ts'
import { guarded, problems } from '../guarded-route.ts'
import { documentContent } from './document-content.ts'

const route = createRoute({
  method: 'get',
  path: '/forms/{slug}/document',
  operationId: 'readDocument',
  tags: ['forms'],
  summary: 'Read the published document of a form, byte for byte',
  ...guarded('forms:read'),
  request: {
    params: SlugParams,
    query: z.strictObject({
      version: z.coerce
        .number()
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .openapi({ description: 'An earlier version; without it, the live one' }),
    }),
  },
  responses: {
    200: { description: 'The document; its ETag is v and the version', content: documentContent },
    ...problems(404, 422),
  },
})

export function document(app: OpenAPIHono<ApiEnv>, { forms }: ApiDeps) {
  app.openapi(route, async (c) => {
    const { slug } = c.req.valid('param')
    const { version } = c.req.valid('query')
    const found = await forms.publishedText(c.get('token').organisationId, slug, version)
    return sendDocumentText(c, found.text, `v${found.number}`) as never
  })
}
