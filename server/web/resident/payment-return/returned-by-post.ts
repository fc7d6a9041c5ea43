import type { MiddlewareHandler } from 'hono'

/**
 * A gateway may send its payer back by a post from its own site. What it posts is not read, and nothing is done: the page is shown
 * by GET, and asks the gateway itself. Our own button goes on. Stands before the refusal of other sites' posts.
 */
export function returnedByPost(baseUrl: string): MiddlewareHandler {
  const { origin } = new URL(baseUrl)
  return async (c, next) => {
    const from = c.req.header('sec-fetch-site')
    const ours = from === undefined ? c.req.header('origin') === origin : from === 'same-origin'
    return ours ? next() : c.redirect(c.req.path, 303)
  }
}
