import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'

/**
 * The address a request came from, for counting wrong tries. Behind proxies of the council's own (setting PROXIES) it is the one that
 * the outermost of them saw: what stands further left in x-forwarded-for is the caller's own word, and not believed.
 */
export function callerAddress(c: Context, proxies: number): string {
  if (proxies > 0) {
    const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
    const seen = hops.at(-proxies)
    if (seen) return seen
  }
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    // Asked without a connection (app.request): there is no address to count by.
    return 'unknown'
  }
}
