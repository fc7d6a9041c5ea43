import type { Context } from 'hono'

/** Without JavaScript a page can be read again by itself; whoever finds that in the way turns it off (WCAG 2.2.2). */
export const refreshOff = 'refresh=off'

/**
 * Seconds after which a page that waits for news asks again. Each time asks the gateway, and pages are left open over night:
 * so every 5 seconds in the first minute, every 15 in the first ten, then every minute.
 */
export function refreshSeconds(waitedMs: number): number {
  if (waitedMs < 60_000) return 5
  return waitedMs < 600_000 ? 15 : 60
}

/** Lets the browser ask again, unless its user said no. True when it will. */
export function refreshPage(c: Context, waitedMs: number): boolean {
  if (c.req.query('refresh') === 'off') return false
  c.header('refresh', String(refreshSeconds(waitedMs)))
  return true
}
