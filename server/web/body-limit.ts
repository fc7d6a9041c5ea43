import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit as whileReading } from 'hono/body-limit'

/**
 * Refuses bodies larger than `maxSize` bytes. By what the request says of its length where it says so, without touching the body:
 * Hono's own check asks for the body's stream first, which makes the server build a second request object for every page.
 * A body of unknown length is counted while it is read.
 */
export function bodyLimit(maxSize: number, onError: (c: Context) => Response): MiddlewareHandler {
  const counting = whileReading({ maxSize, onError })
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const length = c.req.header('content-length')
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counting(c, next)
    return Number.parseInt(length, 10) > maxSize ? onError(c) : next()
  }
}
