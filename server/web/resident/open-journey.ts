import type { Context } from 'hono'
import type { Answers } from '../../../form-schemas/answers.ts'
import { NotFound } from '../../errors.ts'
import { hasTaskList, nextPage } from '../../journey/index.ts'
import { basePath, forgetJourneyCookie, type JourneyCookie, readJourneyCookie } from './cookie.ts'
import type { Journey, ResidentDeps, ResidentForm } from './deps.ts'
import { renderGone } from './gone/gone.ts'
import { switchLanguage } from './switch-language.ts'
import { taskListPath } from './task-list/task-list-path.ts'

/** A journey under way: what every handler of the inner pages begins with. */
export interface OpenJourney {
  token: string
  form: ResidentForm
  journey: Journey
  /** `/exampleshire/bulky-waste` */
  base: string
}

export function address(c: Context): { base: string; organisationSlug: string; formSlug: string } {
  const [, organisationSlug = '', formSlug = ''] = c.req.path.split('/')
  return { base: `/${organisationSlug}/${formSlug}`, organisationSlug, formSlug }
}

/** @throws NotFound when the version belongs to another address. */
export async function versionAt(c: Context, deps: ResidentDeps, versionId: string): Promise<ResidentForm> {
  const form = await deps.forms.version(versionId)
  if (basePath(form) !== address(c).base) throw new NotFound('This form is somewhere else')
  return form
}

/** The cookie; without one, the start page. */
export function cookieOrStart(c: Context): JourneyCookie | Response {
  return readJourneyCookie(c) ?? c.redirect(address(c).base, 303)
}

/** Reads the journey behind the cookie: one SELECT, and the version from memory. */
export async function openJourney(c: Context, deps: ResidentDeps): Promise<OpenJourney | Response> {
  const cookie = cookieOrStart(c)
  if (cookie instanceof Response) return cookie
  const journey = await deps.submissions.read(cookie.token)
  if (!journey) return gone(c, deps)
  const form = await versionAt(c, deps, journey.formVersionId)
  const open = { token: cookie.token, form, journey, base: basePath(form) }
  return (await switchLanguage(c, deps, open)) ?? open
}

/** As `openJourney`, for pages that make sense only while questions are being answered. */
export async function openAnswering(c: Context, deps: ResidentDeps): Promise<OpenJourney | Response> {
  const open = await openJourney(c, deps)
  return open instanceof Response ? open : (sent(c, open) ?? open)
}

/** Where a resident belongs whose answers were sent already; undefined while they are being answered. */
export function sent(c: Context, { journey, base }: OpenJourney): Response | undefined {
  if (journey.state === 'completed') return c.redirect(`${base}/confirmation/${journey.id}`, 303)
  if (journey.state === 'submitted') return c.redirect(`${base}/check-your-answers`, 303)
  return undefined
}

export function redirectToNext(c: Context, form: ResidentForm, answers: Answers, query = ''): Response {
  return c.redirect(nextHref(form, answers, query), 303)
}

/**
 * Where a journey goes on: the task list where there is one; else, or when an answer is being changed, the first page that still has
 * something to ask, and check-your-answers when none has.
 */
export function nextHref(form: ResidentForm, answers: Answers, query = ''): string {
  if (query === '' && hasTaskList(form.compiled)) return taskListPath(basePath(form))
  const next = nextPage(form.compiled, answers)
  return `${basePath(form)}/${next === 'check-your-answers' ? next : `${next.slug}${query}`}`
}

/** 410: there was a journey, and its answers are deleted. The cookie goes too, so that the next visit simply begins. */
export async function gone(c: Context, deps: ResidentDeps): Promise<Response> {
  const { base, organisationSlug, formSlug } = address(c)
  const form = await deps.forms.liveVersion(organisationSlug, formSlug)
  if (!form) throw new NotFound('There is no form at this address')
  const language = readJourneyCookie(c)?.language ?? 'en'
  forgetJourneyCookie(c, base, deps.baseUrl.startsWith('https:'))
  return c.html(renderGone(deps, form, language), 410)
}
