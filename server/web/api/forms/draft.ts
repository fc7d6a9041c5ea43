import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { BadInput, Conflict, NotFound } from '../../../errors.ts'
import type { Draft } from '../../../forms/index.ts'
import { SlugParams } from '../addresses.ts'
import type { ApiDeps } from '../api-deps.ts'
import { type ApiEnv, actorOf } from '../bearer.ts'
import { documentBytes, readDocumentText, sendDocumentText } from '../document-text.ts'
import { guarded, jsonResponse, problems } from '../guarded-route.ts'
import { documentContent } from './document-content.ts'

const ifMatch = z
  .string()
  .regex(/^(\*|"\d{1,9}")$/, 'must be a revision in quotes, such as "3", or *')
  .optional()
  .openapi({ description: 'The revision you changed, as its ETag: "3". Without it the draft is replaced.' })

const put = createRoute({
  method: 'put',
  path: '/forms/{slug}/draft',
  operationId: 'replaceDraft',
  tags: ['forms'],
  summary: 'Replace the draft of a form, or create the form',
  description: 'The document is kept byte for byte. Its slug must be the one in the address.',
  ...guarded('forms:write', documentBytes),
  request: {
    params: SlugParams,
    headers: z.object({ 'if-match': ifMatch }),
    body: { required: true, content: documentContent },
  },
  responses: {
    200: jsonResponse('Kept', z.object({ slug: z.string(), revision: z.int() })),
    ...problems(400, 404, 409, 413, 415, 422),
  },
})

const get = createRoute({
  method: 'get',
  path: '/forms/{slug}/draft',
  operationId: 'readDraft',
  tags: ['forms'],
  summary: 'Read the draft of a form, byte for byte',
  ...guarded('forms:read'),
  request: { params: SlugParams, query: z.strictObject({}) },
  responses: {
    200: { description: 'The document; its ETag is the revision', content: documentContent },
    ...problems(404, 422),
  },
})

export function draft(app: OpenAPIHono<ApiEnv>, deps: ApiDeps) {
  app.openapi(put, async (c) => {
    const { slug } = c.req.valid('param')
    const text = await readDocumentText(c)
    const revision = await saveDocument(deps, c, slug, text, c.req.valid('header')['if-match'])
    c.header('etag', `"${revision}"`)
    return c.json({ slug, revision }, 200)
  })

  app.openapi(get, async (c) => {
    const found = await deps.forms.draft(c.get('token').organisationId, c.req.valid('param').slug)
    // The text is sent as it is kept, which the typed answers of the framework have no word for.
    return sendDocumentText(c, found.text, String(found.revision)) as never
  })
}

/** The new revision. @throws BadInput with the document's problems @throws Conflict when `match` is not the draft's revision */
async function saveDocument(
  { forms }: ApiDeps,
  c: Context<ApiEnv>,
  slug: string,
  text: string,
  match: string | undefined,
): Promise<number> {
  const token = c.get('token')
  const actor = actorOf(token)
  // Without If-Match the newest draft is replaced, so an officer's save in the same moment is taken in turn.
  for (let attempt = 0; attempt < 5; attempt++) {
    const current = await draftOrNone(() => forms.draft(token.organisationId, slug))
    if (!current) {
      if (match !== undefined) throw new NotFound('There is no draft to replace at this address')
      return createForm({ forms }, token.organisationId, slug, text, actor)
    }
    const revision = match === undefined || match === '*' ? current.revision : Number(match.slice(1, -1))
    const outcome = await forms.saveDraft(token.organisationId, slug, { revision, text }, actor)
    if (outcome.kind === 'saved') return outcome.revision
    if (outcome.kind === 'refused') throw new BadInput('The document has problems', outcome.problems)
    if (match !== undefined && match !== '*') {
      throw new Conflict(`The draft is at revision ${outcome.current.revision}, not ${revision}`)
    }
  }
  throw new Conflict('The draft was being changed by others at the same time. Try again.')
}

async function createForm(
  { forms }: Pick<ApiDeps, 'forms'>,
  organisationId: string,
  slug: string,
  text: string,
  actor: string,
): Promise<number> {
  const named = slugOf(text)
  if (named !== undefined && named !== slug) {
    const message = `The document’s short name is ‘${named.slice(0, 80)}’, and the address says ‘${slug}’`
    throw new BadInput('The document has problems', [{ pointer: '/slug', message }])
  }
  const outcome = await forms.create(organisationId, text, actor, { exactSlug: true })
  if (outcome.kind === 'refused') throw new BadInput('The document has problems', outcome.problems)
  return 1
}

/** The slug as far as the text has one; whatever else is wrong with it is the parser's to say. */
function slugOf(text: string): string | undefined {
  try {
    const json: unknown = JSON.parse(text)
    const slug = typeof json === 'object' && json !== null && 'slug' in json ? json.slug : undefined
    return typeof slug === 'string' ? slug : undefined
  } catch {
    return undefined
  }
}

async function draftOrNone(read: () => Promise<Draft>): Promise<Draft | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}
