import type { Context } from 'hono'
import type { Answers } from '../../../../form-schemas/answers.ts'
import { chosenAddress } from '../../../../form-schemas/questions/address/finding.ts'
import type { Assist, Assisted } from '../../../../form-schemas/questions/assist.ts'
import type { FieldError, Posted } from '../../../../form-schemas/questions/question-type.ts'
import {
  askingFor,
  type CompiledComponent,
  type CompiledPage,
  canVisit,
  readPage,
  shownAs,
} from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { type OpenJourney, redirectToNext } from '../open-journey.ts'
import { backHref, notSaved, redirectOnwards, screenOf } from '../question-page/question-page.ts'
import { heldFromAnswers, heldFromPost } from '../question-page/question-screen.ts'
import type { QuestionRenderer } from '../question-page/render-questions.ts'
import { lookAnswersUp } from './look-answers-up.ts'
import { type PostedForm, readPostedForm } from './posted-form.ts'
import { removeFile, takeFiles } from './take-files.ts'

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
    state: Record<string, Assisted>,
    errors: FieldError[],
  ) => {
    const assisted = { ...shownAs(screen.displayed, answers), ...state }
    const computed = await deps.help.compute(form, page, { ...journey, answers })
    const view = {
      form,
      screen: { ...screen, assisted, computed },
      held: heldFromPost(screen.displayed, from),
      backHref: backHref(c, open, page),
    }
    return c.html(renderer.render(view, errors), errors.length > 0 ? 422 : 200)
  }

  let { answers } = journey
  let given: Posted = posted
  const asking = askingFor(page, screen.displayed, posted, answers, journey.language)
  if (asking) {
    const helped = await help(deps, open, posted, asking.question, asking.assist)
    if (helped.kind === 'gone') return notSaved(c, deps)
    if (helped.kind === 'again') {
      const state = helped.state ? { [asking.question.key]: helped.state } : {}
      return again(helped.answers ?? answers, posted, state, helped.errors)
    }
    answers = helped.answers ?? answers
    given = helped.posted ?? posted
  }

  const read = readPage(form.compiled, page, given, answers, journey.language)
  if (!read.ok) {
    const typed =
      asking?.assist.kind === 'address-chosen' ? { [asking.question.key]: { kind: 'typed' as const } } : {}
    return again(answers, given, typed, read.errors)
  }
  const found = await lookAnswersUp(c, deps, open, page, read.patch, answers)
  if (found.kind === 'errors') return again(answers, given, {}, found.errors)
  const saved = await deps.submissions.savePage(open.token, journey.formVersionId, found.patch)
  return saved ? redirectOnwards(c, form, saved.answers, page.slug) : notSaved(c, deps)
}

type Helped =
  /** The page is shown again: with what was found, or with what is wrong. */
  | { kind: 'again'; state: Assisted | undefined; errors: FieldError[]; answers?: Answers }
  /** The page is read, with this in the place of what was posted or stored. */
  | { kind: 'go-on'; posted?: Posted; answers?: Answers }
  | { kind: 'gone' }

async function help(
  deps: ResidentDeps,
  open: OpenJourney,
  posted: PostedForm,
  question: CompiledComponent,
  assist: Assist,
): Promise<Helped> {
  switch (assist.kind) {
    case 'show':
      return { kind: 'again', state: assist.state, errors: assist.errors }
    case 'find-addresses': {
      const found = await deps.help.findAddresses(open.form.organisationId, assist.postcode)
      return { kind: 'again', state: found, errors: found.kind === 'addresses' ? assist.errors : [] }
    }
    case 'address-chosen': {
      const found = await deps.help.findAddresses(open.form.organisationId, assist.postcode)
      const address =
        found.kind === 'addresses' ? found.addresses.find(({ uprn }) => uprn === assist.uprn) : undefined
      return address
        ? { kind: 'go-on', posted: chosenAddress(question.component, posted, address) }
        : { kind: 'again', state: found, errors: [] }
    }
    case 'upload':
      return takeFiles(deps, open, posted.files(assist.uploadField), question, assist.goesOn)
    case 'remove-file':
      return removeFile(deps, open, question, assist.id)
  }
}

/** True for the pages that this is for. */
export function isHelped(page: CompiledPage): boolean {
  return page.components.some(
    ({ type, component }) =>
      type.remembers?.(component) || component.type === 'calculated' || component.lookup !== undefined,
  )
}
