import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Answers } from '../../../../form-schemas/answers.ts'
import { londonDay } from '../../../clock.ts'
import { NotFound } from '../../../errors.ts'
import {
  type CompiledPage,
  canVisit,
  displayedComponents,
  hasTaskList,
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
import { savePath } from '../save/save-path.ts'
import { taskListPath } from '../task-list/task-list-path.ts'
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
  // The items of a list are kept one by one: there is nothing to keep when it is left.
  if (page.kind === 'list') return isLeaving(c) ? c.redirect(savePath(basePath(form)), 303) : 'list'
  if (isHelped(page)) {
    const open = await openAnswering(c, deps)
    if (open instanceof Response) return open
    const answer = await saveHelped(c, deps, open, page, renderer)
    return isLeaving(c) && isShownAgain(answer) ? c.redirect(unsavedPath(open.base), 303) : answer
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
    // Who leaves may not know the answer yet: that must not keep them from what they have given so far.
    if (isLeaving(c)) return c.redirect(unsavedPath(open.base), 303)
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

/**
 * On after a page; back to check-your-answers when that is where the change began, unless something new must be asked; and back to the
 * task list after the last page of a section.
 */
export function redirectOnwards(c: Context, form: ResidentForm, answers: Answers, slug: string): Response {
  if (isLeaving(c)) return answerRedirect(c, savePath(basePath(form)))
  const changing = c.req.query('change') === '1'
  const page = form.compiled.bySlug.get(slug)
  // Behind a page that ends the form there is nothing.
  if (changing || page?.exit || !canVisit(form.compiled, answers, slug))
    return redirectToNext(c, form, answers, changing ? '?change=1' : '')
  const after = pageAfter(form.compiled, answers, slug)
  return answerRedirect(c, placeBeside(form, page, after))
}

/** The page next to another (undefined: check-your-answers), or the task list where that is of another section. */
export function placeBeside(
  form: ResidentForm,
  page: CompiledPage | undefined,
  beside: CompiledPage | 'start' | 'check-your-answers',
): string {
  const base = basePath(form)
  const isElsewhere = typeof beside === 'string' || beside.section !== page?.section
  if (isElsewhere && hasTaskList(form.compiled)) return taskListPath(base)
  if (beside === 'start') return base
  return `${base}/${beside === 'check-your-answers' ? beside : beside.slug}`
}

/** "Save and come back later" was pressed. */
function isLeaving(c: Context): boolean {
  return c.req.query('next') === 'save'
}

/** The page itself: what was typed was wrong, or only the first step to an answer. */
function isShownAgain({ status }: Response): boolean {
  return status === 200 || status === 422
}

function unsavedPath(base: string): string {
  return `${savePath(base)}?unsaved=1`
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
  const { slug, title, exit: isExit } = page
  return { slug, title, displayed, language, channel, isItem: false, isExit }
}

export function backHref(c: Context, { form, journey, base }: OpenJourney, page: CompiledPage): string {
  if (c.req.query('change') === '1') return `${base}/check-your-answers`
  return placeBeside(form, page, pageBefore(form.compiled, journey.answers, page.slug))
}
