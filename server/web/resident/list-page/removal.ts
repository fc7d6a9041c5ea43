import type { Context } from 'hono'
import { itemsAt, type ListPlace, listPath, rowsAt } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import type { OpenJourney } from '../open-journey.ts'
import { notSaved } from '../question-page/question-page.ts'
import { wording } from '../wording.ts'
import { changeList } from './change-list.ts'
import { withoutItem } from './item-change.ts'
import { deleteDropped } from './item-files.ts'
import { changeQuery, holderName, isHolder, itemPrint, readSeen, seenText, toList } from './place.ts'

/** GET …/{list}/{n}/removal */
export function showRemoval(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  place: ListPlace,
  number: number,
): Response {
  if (!itemsAt(place, open.journey.answers)[number - 1]) return toList(c, open, place)
  return c.html(renderRemoval(c, deps, open, place, number))
}

/** POST: removes the item that was shown, wherever it stands by now; nothing when it is gone already. */
export async function removeItem(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  place: ListPlace,
  number: number,
): Promise<Response> {
  if (!itemsAt(place, open.journey.answers)[number - 1]) return toList(c, open, place)
  const posted = new URLSearchParams(await c.req.text())
  const answer = posted.get('remove')
  if (answer === 'no') return toList(c, open, place)
  if (answer !== 'yes') return c.html(renderRemoval(c, deps, open, place, number, true), 422)
  const seen = readSeen(posted.get('seen'))
  const print = (item: Parameters<typeof itemPrint>[1]) => itemPrint(place, item)
  const changed = await changeList(deps, open, place, isHolder(place, seen), (items) =>
    withoutItem(items, number, seen.item, print),
  )
  if (changed.kind === 'gone') return notSaved(c, deps)
  if (changed.kind === 'moved') return toList(c, open, place)
  await deleteDropped(deps, open, changed)
  return toList(c, open, changed.place)
}

function renderRemoval(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  place: ListPlace,
  number: number,
  wrong = false,
): string {
  const { form, journey, base } = open
  const { language, answers, channel } = journey
  const row = rowsAt(form.compiled, place, answers, language)[number - 1]
  const holder = holderName(open, place)
  const name = `${row?.changes ?? number}${holder ? ` (${holder})` : ''}`
  const words = wording[language]
  return deps.templates.render('resident/list-page/removal.njk', {
    ...layoutContext(form, language, channel),
    title: words.removeQuestion(name),
    backHref: `${base}/${listPath(place)}${changeQuery(c)}`,
    seen: seenText(place, answers, number),
    hasErrors: wrong,
    error: wrong ? words.removeChoose(name) : undefined,
  })
}
