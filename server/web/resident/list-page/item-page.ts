import type { Context } from 'hono'
import type { Answers } from '../../../../form-schemas/answers.ts'
import type { Assisted } from '../../../../form-schemas/questions/assist.ts'
import type { FieldError, Posted } from '../../../../form-schemas/questions/question-type.ts'
import {
  afterItem,
  itemsAt,
  keptItem,
  type ListPlace,
  pageList,
  readItemAt,
  shownAs,
} from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { askForHelp } from '../helped-page/ask-for-help.ts'
import { lookAnswersUp } from '../helped-page/look-answers-up.ts'
import { readPostedForm } from '../helped-page/posted-form.ts'
import type { OpenJourney } from '../open-journey.ts'
import { notSaved } from '../question-page/question-page.ts'
import { heldFromAnswers, heldFromPost } from '../question-page/question-screen.ts'
import type { QuestionRenderer } from '../question-page/render-questions.ts'
import { wording } from '../wording.ts'
import { changeList } from './change-list.ts'
import { type ItemWays, placeOf, withItem } from './item-change.ts'
import { deleteDropped, heldFiles, itemFiles, shownFiles } from './item-files.ts'
import { itemScreen, itemView } from './item-screen.ts'
import { changeQuery, isHolder, isThere, itemPrint, readSeen, seenText, toList } from './place.ts'

/** GET …/{list}/{n}: item n, counted from 1; one more than there are adds one. */
export function showItem(
  c: Context,
  open: OpenJourney,
  place: ListPlace,
  number: number,
  renderer: QuestionRenderer,
): Response {
  const { answers } = open.journey
  const items = itemsAt(place, answers)
  if (number > Math.min(items.length + 1, place.list.maxLength)) return toList(c, open, place)
  const screen = itemScreen(open, place)
  const item = items[number - 1] ?? {}
  const assisted = shownAs(screen.displayed, item)
  const held = heldFromAnswers(screen.displayed, item)
  const view = itemView(c, open, place, number, {
    screen: { ...screen, assisted, keptFiles: shownFiles(screen.displayed, item) },
    held,
    seen: seenText(place, answers, number),
  })
  return c.html(Object.keys(assisted).length === 0 ? renderer.fill(view) : renderer.render(view, []))
}

/**
 * POST: does what the screen asks for and shows it again, or saves the item. A double click adds one item, and two tabs keep both of
 * theirs.
 */
export async function saveItem(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  place: ListPlace,
  number: number,
  renderer: QuestionRenderer,
): Promise<Response> {
  const { form, journey, base } = open
  const { list } = place
  const screen = itemScreen(open, place)
  const posted = await readPostedForm(c, deps.clock.now())
  const seen = readSeen(posted.get('seen'))
  if (seen.holder === undefined && !isThere(open, place)) return toList(c, open, pageList(place.page))
  const again = (
    item: Answers,
    from: Posted,
    states: Record<string, Assisted>,
    errors: FieldError[],
    seenNow = posted.get('seen') ?? '',
  ) => {
    const assisted = { ...shownAs(screen.displayed, item), ...states }
    const shown = { ...screen, assisted, keptFiles: shownFiles(screen.displayed, item) }
    const held = heldFromPost(screen.displayed, from)
    const view = itemView(c, open, place, number, { screen: shown, held, seen: seenNow })
    return c.html(renderer.render(view, errors), errors.length > 0 ? 422 : 200)
  }

  const ways: ItemWays = {
    print: (item) => itemPrint(place, item),
    keep: (item, stored) => keptItem(list, item, stored),
  }
  const before = itemsAt(place, journey.answers)
  const stored = before[placeOf(before, number, seen.item, ways.print)] ?? {}
  const helped = await askForHelp(
    deps,
    open,
    {
      set: list.item,
      displayed: screen.displayed,
      stored: { ...stored, ...(await heldFiles(deps, open, place, screen.displayed, posted)) },
      files: itemFiles(deps, open, place),
    },
    posted,
  )
  if (helped.kind === 'gone') return notSaved(c, deps)
  const { answers: item, states } = helped
  if (helped.kind === 'again') return again(item, helped.posted, states, helped.errors)

  const read = readItemAt(form.compiled, place, helped.posted, journey.answers, journey.language, item)
  if (!read.ok) return again(item, helped.posted, states, read.errors)
  const found = await lookAnswersUp(c, deps, open, list.item, read.item, journey.answers)
  if (found.kind === 'errors') return again(item, helped.posted, states, found.errors)

  const changed = await changeList(deps, open, place, isHolder(place, seen), (items) => {
    const next = withItem(items, number, seen.item, read.item, ways)
    return next && next.length > list.maxLength ? undefined : next
  })
  if (changed.kind === 'gone') return notSaved(c, deps)
  if (changed.kind === 'moved') {
    if (!isThere(open, place)) return toList(c, open, pageList(place.page))
    const message = wording[journey.language].changedElsewhere
    const errors = [{ field: screen.displayed.find(({ asks }) => asks)?.key ?? '', message }]
    return again(item, helped.posted, states, errors, seenText(place, journey.answers, number))
  }
  await deleteDropped(deps, open, changed)
  const now = itemsAt(changed.place, changed.answers)
  const at = placeOf(now, number, ways.print(read.item), ways.print)
  if (at === -1) return toList(c, open, changed.place)
  const next = afterItem(changed.place, at + 1, changed.answers)
  return c.redirect(`${base}/${next}${changeQuery(c)}`, 303)
}
