import { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { BadInput } from '../../errors.ts'
import type { Scope } from '../../people/index.ts'
import { type ApiEnv, requireScope } from './bearer.ts'
import { limitBody, smallBodyBytes } from './document-text.ts'

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: 'Stable: what programs should look at' }),
    detail: z.string(),
    problems: z
      .array(
        z.object({
          pointer: z.string().openapi({ description: 'JSON pointer (RFC 6901); ?name is a query parameter' }),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .openapi('Problem')

const descriptions = {
  400: 'The body is not JSON',
  401: 'No token, or one that is not known',
  403: 'The token does not have the scope',
  404: 'Not found, or another organisation’s',
  409: 'Somebody else changed it first',
  413: 'The body is too large',
  415: 'The body is not declared as JSON',
  422: 'What was sent cannot be used; problems say where and why',
  500: 'A fault of the service; it has been recorded',
} as const
type Status = keyof typeof descriptions

function problemResponse(status: Status) {
  return {
    description: descriptions[status],
    content: { 'application/problem+json': { schema: Problem } },
  }
}

/** The responses that say no; 401, 403 and 500 are every route's. */
export function problems<S extends Status>(...statuses: S[]) {
  const all = [401, 403, ...statuses, 500] as const
  return Object.fromEntries(all.map((status) => [status, problemResponse(status)])) as Record<
    401 | 403 | 500 | S,
    ReturnType<typeof problemResponse>
  >
}

export function jsonResponse<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } }
}

/** Declares and enforces the scope at once, so that the OpenAPI document cannot say another than the one that is asked for. */
export function guarded(scope: Scope, maxBytes = smallBodyBytes) {
  const middleware: MiddlewareHandler<ApiEnv>[] = [requireScope(scope), limitBody(maxBytes)]
  return { security: [{ bearerToken: [scope] }], middleware }
}

/** For what takes no body at all: an amount sent along must not look as if it had been heard. */
export const noBody: MiddlewareHandler = async (c, next) => {
  const text = (await c.req.text()).trim()
  if (text !== '' && text !== '{}') {
    throw new BadInput('This address takes no body', [{ pointer: '', message: 'Send no body, or {}' }])
  }
  await next()
}
