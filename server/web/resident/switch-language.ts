import type { Context } from 'hono'
import { readLanguage } from './asked-language.ts'
import { writeJourneyCookie } from './cookie.ts'
import type { ResidentDeps } from './deps.ts'
import type { OpenJourney } from './open-journey.ts'

/**
 * `?language=cy` on any page of a journey goes on with it in that language, on the same page with all its answers. A link does it and
 * not a form, so that a page stays one form; but only a link of ours, as with everything that changes something.
 */
export async function switchLanguage(
  c: Context,
  deps: ResidentDeps,
  { token, form, journey }: OpenJourney,
): Promise<Response | undefined> {
  // Looked for in the address before it is parsed: every page of a journey comes by here.
  if (c.req.method !== 'GET' || !c.req.url.includes('language=')) return undefined
  const language = readLanguage(c.req.query('language'), form)
  if (!language || language === journey.language || journey.state === 'completed' || !isOurs(c))
    return undefined
  await deps.submissions.setLanguage(token, language)
  writeJourneyCookie(c, form, token, language, deps.baseUrl.startsWith('https:'))
  return c.redirect(`${c.req.path}${isChanging(c) ? '?change=1' : ''}`, 303)
}

/** Not from another site's page. Browsers that say nothing of it are too old to be tricked into more than a language. */
function isOurs(c: Context): boolean {
  return ['same-origin', 'none', undefined].includes(c.req.header('sec-fetch-site'))
}

/** The link is the same on a page whether it was come to by Change or not; where it was pressed, the browser says. */
function isChanging(c: Context): boolean {
  if (c.req.query('change') === '1') return true
  const from = c.req.header('referer') ?? ''
  if (!URL.canParse(from)) return false
  const { pathname, searchParams } = new URL(from)
  return pathname === c.req.path && searchParams.get('change') === '1'
}
