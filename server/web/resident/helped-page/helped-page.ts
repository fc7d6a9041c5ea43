import type { Context } from 'hono'
import type { Answers } from '../../../../form-schemas/answers.ts'
import type { Assisted } from '../../../../form-schemas/questions/assist.ts'
import type { FieldError, Posted } from '../../../../form-schemas/questions/question-type.ts'
import { type CompiledPage, canVisit, readPage, shownAs } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { type OpenJourney, redirectToNext } from '../open-journey.ts'
import { backHref, notSaved, redirectOnwards, screenOf } from '../question-page/question-page.ts'
import { heldFromAnswers, heldFromPost } from '../question-page/question-screen.ts'
import type { QuestionRenderer } from '../question-page/render-questions.ts'
import { askForHelp } from './ask-for-help.ts'
import { lookAnswersUp } from './look-answers-up.ts'
import { pageFiles } from './page-files.ts'
import { readPostedForm } from './posted-form.ts'

export { isHelped } from './ask-for-help.ts'

/*
 * Pages with a question that needs something from outside while it is answered: an address by its postcode, a file, a look-up; or
 * with something worked out. They cost more than the page path's one statement, and only they do.
 */

/** GET: as any page, once the states of its questions and what it works out are known. */
export async function showHelped(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  page: CompiledPage,
  renderer: QuestionRenderer,
): Promise<Response> {
  const { form, journey } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  const screen = screenOf(open, page)
  const assisted = shownAs(screen.displayed, journey.answers)
  const computed = await deps.help.compute(form, page, journey)
  const view = {
    form,
    screen: { ...screen, assisted, computed },
    held: heldFromAnswers(screen.displayed, journey.answers),
    backHref: backHref(c, open, page),
  }
  const isPlain = Object.keys(assisted).length === 0 && Object.keys(computed).length === 0
  return c.html(isPlain ? renderer.fill(view) : renderer.render(view, []))
}

/** POST: does what the page asks for, and shows it again with what was found; or reads it, as Continue was pressed. */
export async function saveHelped(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  page: CompiledPage,
  renderer: QuestionRenderer,
): Promise<Response> {
  const { form, journey } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  const screen = screenOf(open, page)
  const posted = await readPostedForm(c, deps.clock.now())
  const again = async (
    answers: Answers,
    from: Posted,
    states: Record<string, Assisted>,
    errors: FieldError[],
  ) => {
    const assisted = { ...shownAs(screen.displayed, answers), ...states }
    const computed = await deps.help.compute(form, page, { ...journey, answers })
    const view = {
      form,
      screen: { ...screen, assisted, computed },
      held: heldFromPost(screen.displayed, from),
      backHref: backHref(c, open, page),
    }
    return c.html(renderer.render(view, errors), errors.length > 0 ? 422 : 200)
  }

  const on = {
    set: page,
    displayed: screen.displayed,
    stored: journey.answers,
    files: pageFiles(deps, open),
  }
  const helped = await askForHelp(deps, open, on, posted)
  if (helped.kind === 'gone') return notSaved(c, deps)
  const { answers, states } = helped
  if (helped.kind === 'again') return again(answers, helped.posted, states, helped.errors)

  const read = readPage(form.compiled, page, helped.posted, answers, journey.language)
  if (!read.ok) return again(answers, helped.posted, states, read.errors)
  const found = await lookAnswersUp(c, deps, open, page, read.patch, answers)
  if (found.kind === 'errors') return again(answers, helped.posted, states, found.errors)
  const patch = found.lookups ? { ...read.patch, lookup: found.lookups } : read.patch
  const saved = await deps.submissions.savePage(open.token, journey.formVersionId, patch)
  return saved ? redirectOnwards(c, form, saved.answers, page.slug) : notSaved(c, deps)
}
