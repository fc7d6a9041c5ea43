import type { Context, Next } from 'hono'
import { stripeError } from './error.ts'

/**
 * Stripe's idempotency: the first answer of a key is kept and given again to the letter; another body under the key, and a
 * second request while the first is worked on, are refused; what fails validation is not kept.
 */
export function idempotencyKeys() {
  const first = new Map<string, { asked: string; answer?: { status: number; body: string } }>()
  const keep = async (context: Context, next: Next) => {
    const key = context.req.header('idempotency-key')
    if (context.req.method !== 'POST' || !key) return next()
    const asked = `${context.req.path}\n${await context.req.text()}`
    const before = first.get(key)
    if (before && before.asked !== asked) {
      return stripeError(context, 400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters. Key ${key}`,
      })
    }
    if (before && !before.answer) {
      return stripeError(context, 409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: 'There is another request in progress with this key',
      })
    }
    if (before?.answer) {
      context.header('idempotent-replayed', 'true')
      context.header('content-type', 'application/json')
      return context.body(before.answer.body, before.answer.status as 200)
    }
    const entry: { asked: string; answer?: { status: number; body: string } } = { asked }
    first.set(key, entry)
    // Work takes a moment, and meanwhile the key is in use.
    await new Promise((resolve) => setTimeout(resolve, 5))
    await next()
    if (context.res.status === 400 || context.res.status === 404) first.delete(key)
    else entry.answer = { status: context.res.status, body: await context.res.clone().text() }
  }
  /** `forget`: what Stripe does with keys that are more than a day old. */
  return { keep, forget: () => first.clear() }
}
