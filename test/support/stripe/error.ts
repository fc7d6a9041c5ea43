import type { Context } from 'hono'
import type { z } from 'zod'

/** A refusal in Stripe's shape. */
export function stripeError(
  context: Context,
  status: 400 | 401 | 403 | 404 | 409 | 429 | 500,
  error: { type?: string; code?: string; param?: string; message: string },
) {
  return context.json({ error: { type: 'invalid_request_error', ...error } }, status)
}

export function noSuch(context: Context, what: string, id: string, param = 'id') {
  return stripeError(context, 404, {
    code: 'resource_missing',
    param,
    message: `No such ${what}: '${id}'`,
  })
}

export function badParameter(context: Context, { issues: [issue] }: z.ZodError) {
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const [head = '', ...rest] = [...(issue?.path ?? []), ...keys].map(String)
  return stripeError(context, 400, {
    code: keys.length > 0 ? 'parameter_unknown' : 'parameter_invalid',
    param: head + rest.map((part) => `[${part}]`).join(''),
    message: issue?.message ?? 'Invalid request',
  })
}
