import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Answers } from '../../../../form-schemas/answers.ts'
import { londonDay } from '../../../clock.ts'
import { NotFound } from '../../../errors.ts'
import {
  type CompiledPage,
  canVisit,
  displayedComponents,
  pageAfter,
  pageBefore,
  readPage,
} from '../../../journey/index.ts'
import { answerPage, answerRedirect } from '../../security.ts'
import { basePath } from '../cookie.ts'
import type { ResidentDeps, ResidentForm } from '../deps.ts'
import { isHelped, saveHelped } from '../helped-page/helped-page.ts'
import { fieldsOf, isMultipart } from '../helped-page/posted-form.ts'
import {
  cookieOrStart,
  gone,
  type OpenJourney,
  openAnswering,
  openJourney,
  redirectToNext,
  sent,
  versionAt,
} from '../open-journey.ts'
import { heldFromAnswers, heldFromPost, type QuestionScreen } from './question-screen.ts'
import type { QuestionRenderer } from './render-questions.ts'

/** GET /{organisation}/{form}/{page}: one SELECT, the version from memory, the page from its skeleton. */
export function showPage(
  c: Context,
  open: OpenJourney,
  page: CompiledPage,
  renderer: QuestionRenderer,
): Response {
  const { form, journey } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  const screen = screenOf(open, page)
  const held = heldFromAnswers(screen.displayed, journey.answers)
  return answerPage(c, renderer.fill({ form, screen, held, backHref: backHref(c, open, page) }))
}

/**
 * POST /{organisation}/{form}/{page}: one UPDATE that gives the merged answers back. Whether the page could be visited at all is
 * looked at afterwards: an answer to a page that is not on the way is kept, and counts for nothing.
 */
export async function savePage(
  c: Context,
  deps: ResidentDeps,
  slug: string,
  renderer: QuestionRenderer,
): Promise<Response | 'list'> {
  const cookie = cookieOrStart(c)
  if (cookie instanceof Response) return cookie
  const form = await versionAt(c, deps, cookie.versionId)
  const page = pageOf(form, slug)
  if (page.kind === 'list') return 'list'
  if (isHelped(page)) {
    const open = await openAnswering(c, deps)
    return open instanceof Response ? open : saveHelped(c, deps, open, page, renderer)
  }
  if (isMultipart(c)) throw new HTTPException(415)
  const posted = fieldsOf(new URLSearchParams(await c.req.text()), londonDay(deps.clock.now()))

  let answers: Answers = {}
  if (page.needsEarlierAnswers) {
    const open = await openAnswering(c, deps)
    if (open instanceof Response) return open
    answers = open.journey.answers
  }
  const read = readPage(form.compiled, page, posted, answers, cookie.language)
  if (!read.ok) {
    const open = await openAnswering(c, deps)
    if (open instanceof Response) return open
    if (!canVisit(open.form.compiled, open.journey.answers, slug))
      return redirectToNext(c, form, open.journey.answers)
    const screen = screenOf(open, page)
    const view = {
      form,
      screen,
      held: heldFromPost(screen.displayed, posted),
      backHref: backHref(c, open, page),
    }
    return c.html(renderer.render(view, read.errors), 422)
  }
  const saved = await deps.submissions.savePage(cookie.token, cookie.versionId, read.patch)
  return saved ? redirectOnwards(c, form, saved.answers, slug) : notSaved(c, deps)
}

/** @throws NotFound when the form has no such page. */
export function pageOf(form: ResidentForm, slug: string): CompiledPage {
  const page = form.compiled.bySlug.get(slug)
  if (!page) throw new NotFound('This form has no such page')
  return page
}

/** On after a page; back to check-your-answers when that is where the change began, unless something new must be asked. */
export function redirectOnwards(c: Context, form: ResidentForm, answers: Answers, slug: string): Response {
  const changing = c.req.query('change') === '1'
  if (changing || !canVisit(form.compiled, answers, slug))
    return redirectToNext(c, form, answers, changing ? '?change=1' : '')
  const after = pageAfter(form.compiled, answers, slug)
  return answerRedirect(c, `${basePath(form)}/${after === 'check-your-answers' ? after : after.slug}`)
}

/** Nothing was updated: the journey is gone, or its answers were sent already from another tab. */
export async function notSaved(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openJourney(c, deps)
  if (open instanceof Response) return open
  return sent(c, open) ?? gone(c, deps)
}

export function screenOf({ form, journey }: OpenJourney, page: CompiledPage): QuestionScreen {
  const displayed = displayedComponents(form.compiled, page, journey.answers)
  const { language, channel } = journey
  return { slug: page.slug, title: page.title, displayed, language, channel, isItem: false }
}

export function backHref(c: Context, { form, journey, base }: OpenJourney, page: CompiledPage): string {
  if (c.req.query('change') === '1') return `${base}/check-your-answers`
  const before = pageBefore(form.compiled, journey.answers, page.slug)
  return before === 'start' ? base : `${base}/${before.slug}`
}
