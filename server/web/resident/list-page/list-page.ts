import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import {
  type CompiledPage,
  canVisit,
  displayedComponents,
  itemRows,
  itemsOf,
  own,
} from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { type OpenJourney, redirectToNext } from '../open-journey.ts'
import { backHref, notSaved, redirectOnwards } from '../question-page/question-page.ts'
import { viewCalls } from '../question-page/question-screen.ts'
import { wording } from '../wording.ts'

/** GET /{organisation}/{form}/{list}: what was added so far, and whether there is more. */
export function showList(c: Context, deps: ResidentDeps, open: OpenJourney, page: CompiledPage): Response {
  const { form, journey, base } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  const needsFirst = itemsOf(page, journey.answers).length === 0 && page.list!.minLength > 0
  if (needsFirst) return c.redirect(`${base}/${page.slug}/1${changeQuery(c)}`, 303)
  return c.html(renderList(c, deps, open, page))
}

/** POST: "Do you need to add another?" */
export async function continueList(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  page: CompiledPage,
): Promise<Response> {
  const { form, journey, token, base } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  const list = page.list!
  const words = wording[journey.language]
  const items = itemsOf(page, journey.answers)
  const another = new URLSearchParams(await c.req.text()).get('another')
  if (items.length < list.maxLength) {
    if (another === 'yes') return c.redirect(`${base}/${page.slug}/${items.length + 1}${changeQuery(c)}`, 303)
    if (another !== 'no') return c.html(renderList(c, deps, open, page, words.chooseYesOrNo), 422)
  }
  if (items.length < list.minLength)
    return c.html(renderList(c, deps, open, page, words.fewestNeeded(list.minLength)), 422)
  if (own(journey.answers, list.key) === undefined) {
    const saved = await deps.submissions.replaceAnswer(token, list.key, undefined, [])
    return saved ? redirectOnwards(c, form, saved.answers, page.slug) : notSaved(c, deps)
  }
  return redirectOnwards(c, form, journey.answers, page.slug)
}

export function changeQuery(c: Context): string {
  return c.req.query('change') === '1' ? '?change=1' : ''
}

function renderList(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  page: CompiledPage,
  error?: string,
): string {
  const { form, journey, base } = open
  const { language, answers, channel } = journey
  const words = wording[language]
  const list = page.list!
  const content = displayedComponents(form.compiled, page, answers).filter((one) => !one.asks)
  const screen = { title: page.title, displayed: content, language }
  const rows = itemRows(form.compiled, page, answers, language).map((row) => ({
    ...row,
    changeHref: `${base}/${row.change}${changeQuery(c)}`,
    removeHref: `${base}/${row.change}/removal${changeQuery(c)}`,
  }))
  return deps.templates.render('resident/list-page/list-page.njk', {
    ...layoutContext(form, language, channel),
    title: say(page.title, language),
    backHref: backHref(c, open, page),
    rows,
    content: viewCalls(screen, {}, []).calls,
    full: rows.length >= list.maxLength,
    most: words.mostAdded(list.maxLength),
    question: rows.length === 0 ? words.addFirst : say(list.addAnother, language) || words.addAnother,
    hasErrors: error !== undefined,
    error,
  })
}
