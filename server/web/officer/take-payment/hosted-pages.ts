import type { MiddlewareHandler } from 'hono'
import type { OfferedGateway, OfficerEnv } from '../deps.ts'

/**
 * Browsers apply a page's form-action to the redirect that follows its form, too. A page whose button leads to a gateway says so
 * (`leadsToGateway`), and its policy then names the gateways' pages. Goes outside of what writes the policy.
 */
export function hostedPages(gateways: readonly OfferedGateway[]): MiddlewareHandler<OfficerEnv> {
  return async (c, next) => {
    await next()
    if (!c.get('leadsToGateway')) return
    const origins = gateways.flatMap(({ capabilities }) => capabilities.pageOrigins)
    const policy = c.res.headers.get('content-security-policy') ?? ''
    c.header(
      'content-security-policy',
      policy.replace(/form-action [^;]*/, (targets) => [targets, ...origins].join(' ')),
    )
  }
}
