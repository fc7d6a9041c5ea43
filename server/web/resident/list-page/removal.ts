import type { Context } from 'hono'
import { type CompiledPage, canVisit, itemRows, itemsOf } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { type OpenJourney, redirectToNext } from '../open-journey.ts'
import { notSaved } from '../question-page/question-page.ts'
import { wording } from '../wording.ts'
import { changeList } from './change-list.ts'
import { fingerprint, withoutItem } from './item-change.ts'
import { toList } from './item-page.ts'
import { changeQuery } from './list-page.ts'

/** GET /{organisation}/{form}/{list}/{n}/removal */
export function showRemoval(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  page: CompiledPage,
  number: number,
): Response {
  const { form, journey } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  if (!itemsOf(page, journey.answers)[number - 1]) return toList(c, open, page)
  return c.html(renderRemoval(c, deps, open, page, number))
}

/** POST: removes the item that was shown, wherever it stands by now; nothing when it is gone already. */
export async function removeItem(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  page: CompiledPage,
  number: number,
): Promise<Response> {
  const { form, journey } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  if (!itemsOf(page, journey.answers)[number - 1]) return toList(c, open, page)
  const posted = new URLSearchParams(await c.req.text())
  const answer = posted.get('remove')
  if (answer === 'no') return toList(c, open, page)
  if (answer !== 'yes') return c.html(renderRemoval(c, deps, open, page, number, true), 422)
  const seen = posted.get('seen') ?? ''
  const saved = await changeList(deps, open, page, (items) => withoutItem(items, number, seen))
  return saved ? toList(c, open, page) : notSaved(c, deps)
}

function renderRemoval(
  c: Context,
  deps: ResidentDeps,
  { form, journey, base }: OpenJourney,
  page: CompiledPage,
  number: number,
  wrong = false,
): string {
  const { language, answers, channel } = journey
  const row = itemRows(form.compiled, page, answers, language)[number - 1]
  const name = row?.changes ?? String(number)
  const words = wording[language]
  return deps.templates.render('resident/list-page/removal.njk', {
    ...layoutContext(form, language, channel),
    title: words.removeQuestion(name),
    backHref: `${base}/${page.slug}${changeQuery(c)}`,
    seen: fingerprint(itemsOf(page, answers)[number - 1]),
    hasErrors: wrong,
    error: wrong ? words.removeChoose(name) : undefined,
  })
}
