import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import {
  type CompiledPage,
  canVisit,
  displayedComponents,
  itemsOf,
  readItem,
} from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { type OpenJourney, redirectToNext } from '../open-journey.ts'
import { backHref, notSaved } from '../question-page/question-page.ts'
import { heldFromAnswers, heldFromPost, type QuestionScreen } from '../question-page/question-screen.ts'
import type { QuestionRenderer, QuestionView } from '../question-page/render-questions.ts'
import type { Held } from '../skeleton.ts'
import { changeList } from './change-list.ts'
import { fingerprint, newItem, withItem } from './item-change.ts'
import { changeQuery } from './list-page.ts'

/** GET /{organisation}/{form}/{list}/{n}: item n, counted from 1; one more than there are adds one. */
export function showItem(
  c: Context,
  open: OpenJourney,
  page: CompiledPage,
  number: number,
  renderer: QuestionRenderer,
): Response {
  const { form, journey } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  const items = itemsOf(page, journey.answers)
  const most = Math.min(items.length + 1, page.list!.maxLength)
  if (number > most) return toList(c, open, page)
  const screen = itemScreen(open, page)
  const item = items[number - 1]
  const held = heldFromAnswers(screen.displayed, item ?? {})
  return c.html(renderer.fill(itemView(c, open, page, number, { screen, held, seen: fingerprint(item) })))
}

/** POST: a double click adds one item, and two tabs keep both of theirs. */
export async function saveItem(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  page: CompiledPage,
  number: number,
  renderer: QuestionRenderer,
): Promise<Response> {
  const { form, journey } = open
  if (!canVisit(form.compiled, journey.answers, page.slug)) return redirectToNext(c, form, journey.answers)
  const posted = new URLSearchParams(await c.req.text())
  const seen = posted.get('seen') ?? newItem
  const read = readItem(form.compiled, page, posted, journey.answers, journey.language)
  if (!read.ok) {
    const screen = itemScreen(open, page)
    const held = heldFromPost(screen.displayed, posted)
    return c.html(renderer.render(itemView(c, open, page, number, { screen, held, seen }), read.errors), 422)
  }
  const saved = await changeList(deps, open, page, (items) => {
    const next = withItem(items, number, seen, read.item)
    return next && next.length > page.list!.maxLength ? undefined : next
  })
  return saved ? toList(c, open, page) : notSaved(c, deps)
}

/** The number in an address. @throws NotFound when it is none. */
export function itemNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new NotFound('There is no such item')
  return Number(text)
}

export function toList(c: Context, { base }: OpenJourney, page: CompiledPage): Response {
  return c.redirect(`${base}/${page.slug}${changeQuery(c)}`, 303)
}

function itemScreen({ form, journey }: OpenJourney, page: CompiledPage): QuestionScreen {
  return {
    slug: page.slug,
    title: page.title,
    displayed: displayedComponents(form.compiled, page, journey.answers, page.list!.item),
    language: journey.language,
    channel: journey.channel,
    isItem: true,
  }
}

function itemView(
  c: Context,
  open: OpenJourney,
  page: CompiledPage,
  number: number,
  shown: { screen: QuestionScreen; held: Held; seen: string },
): QuestionView {
  const first = itemsOf(page, open.journey.answers).length === 0 && page.list!.minLength > 0
  const back = first ? backHref(c, open, page) : `${open.base}/${page.slug}${changeQuery(c)}`
  return {
    form: open.form,
    screen: shown.screen,
    held: shown.held,
    backHref: back,
    itemName: `${itemLabel(open, page)} ${number}`,
    seen: shown.seen,
  }
}

function itemLabel({ journey: { language } }: OpenJourney, page: CompiledPage): string {
  const label = say(page.list!.itemLabel, language)
  return label.charAt(0).toUpperCase() + label.slice(1)
}
