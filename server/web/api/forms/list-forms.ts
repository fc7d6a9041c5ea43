import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { ApiDeps } from '../api-deps.ts'
import type { ApiEnv } from '../bearer.ts'
import { guarded, jsonResponse, problems } from '../guarded-route.ts'

const Form = z
  .object({
    slug: z.string(),
    title: z.string(),
    liveVersion: z.int().nullable(),
    mode: z.enum(['test', 'live']).nullable(),
    draft: z.object({
      revision: z.int(),
      updatedAt: z.string(),
      updatedBy: z.string().openapi({ description: 'officer:<id>, token:<id> or system' }),
      changed: z.boolean().openapi({ description: 'The draft differs from the live version' }),
    }),
  })
  .openapi('Form')

const route = createRoute({
  method: 'get',
  path: '/forms',
  operationId: 'listForms',
  tags: ['forms'],
  summary: 'List the forms of your organisation',
  ...guarded('forms:read'),
  request: { query: z.strictObject({}) },
  responses: {
    200: jsonResponse('Every form, by title', z.object({ forms: z.array(Form) })),
    ...problems(422),
  },
})

export function listForms(app: OpenAPIHono<ApiEnv>, { forms }: ApiDeps) {
  app.openapi(route, async (c) => {
    const rows = await forms.list(c.get('token').organisationId)
    return c.json(
      {
        forms: rows.map((row) => ({
          slug: row.slug,
          title: row.title,
          liveVersion: row.liveVersionNumber,
          mode: row.liveMode,
          draft: {
            revision: row.revision,
            updatedAt: row.updatedAt.toISOString(),
            updatedBy: row.updatedBy,
            changed: row.draftChanged,
          },
        })),
      },
      200,
    )
  })
}
