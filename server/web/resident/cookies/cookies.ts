import type { Context } from 'hono'
import type { ResidentDeps } from '../deps.ts'
import { organisationContext } from '../layout-context.ts'
import { openOrganisation } from '../organisation-pages.ts'
import { cookiesWords } from './cookies-words.ts'

/** GET /{organisation}/cookies: the one cookie there is. It is needed, so nothing is asked for (PECR regulation 6(4)). */
export async function showCookies(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openOrganisation(c, deps)
  const words = cookiesWords[open.language]
  const context = { ...organisationContext(open), title: words.title, cookies: words }
  return c.html(deps.templates.render('resident/cookies/cookies.njk', context))
}
