import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import {
  afterList,
  displayedComponents,
  type ItemRow,
  itemPath,
  itemsAt,
  type ListPlace,
  listPath,
  pageList,
  rowsAt,
  unfinishedList,
} from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import type { OpenJourney } from '../open-journey.ts'
import { backHref, notSaved, redirectOnwards } from '../question-page/question-page.ts'
import { viewCalls } from '../question-page/question-screen.ts'
import { savePath } from '../save/save-path.ts'
import { wording } from '../wording.ts'
import { changeList } from './change-list.ts'
import { changeQuery, holderName, isHolder, readSeen, seenText, toList } from './place.ts'

/** GET …/{list}: what was added so far, and whether there is more. */
export async function showList(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  place: ListPlace,
): Promise<Response> {
  const { journey, base } = open
  const needsFirst = itemsAt(place, journey.answers).length === 0 && place.list.minLength > 0
  if (needsFirst) return c.redirect(`${base}/${itemPath(place, 1)}${changeQuery(c)}`, 303)
  return c.html(await renderList(c, deps, open, place))
}

/** POST: "Do you need to add another?" */
export async function continueList(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  place: ListPlace,
): Promise<Response> {
  const { journey, base } = open
  // Its items are kept one by one: there is nothing to keep when it is left.
  if (c.req.query('next') === 'save') return c.redirect(savePath(base), 303)
  const { list } = place
  const words = wording[journey.language]
  const items = itemsAt(place, journey.answers)
  const posted = new URLSearchParams(await c.req.text())
  const another = posted.get('another')
  if (items.length < list.maxLength) {
    if (another === 'yes')
      return c.redirect(`${base}/${itemPath(place, items.length + 1)}${changeQuery(c)}`, 303)
    if (another !== 'no') return c.html(await renderList(c, deps, open, place, words.chooseYesOrNo), 422)
  }
  if (items.length < list.minLength)
    return c.html(await renderList(c, deps, open, place, words.fewestNeeded(list.minLength)), 422)
  // Saying that there are none is an answer, too.
  const seen = readSeen(posted.get('seen'))
  const changed = await changeList(deps, open, place, isHolder(place, seen), (now) =>
    now.length === 0 ? now : undefined,
  )
  if (changed.kind === 'gone') return notSaved(c, deps)
  if (changed.kind === 'moved') return toList(c, open, pageList(place.page))
  return afterAll(c, open, changed.place, changed.answers)
}

/** Where a list leads that is done: from one inside an item to what that item still lacks, and then back to the item's own list. */
function afterAll(
  c: Context,
  { form, base }: OpenJourney,
  place: ListPlace,
  answers: OpenJourney['journey']['answers'],
): Response {
  const { page } = place
  const outer = listPath(pageList(page))
  const next = afterList(place, answers) ?? unfinishedList(page, answers) ?? outer
  const goesOn = next === outer && (place.within === undefined || changeQuery(c) !== '')
  return goesOn
    ? redirectOnwards(c, form, answers, page.slug)
    : c.redirect(`${base}/${next}${changeQuery(c)}`, 303)
}

async function renderList(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  place: ListPlace,
  error?: string,
): Promise<string> {
  const { form, journey } = open
  const { language, answers, channel } = journey
  const words = wording[language]
  const { list, page } = place
  const rows = rowsAt(form.compiled, place, answers, language)
  return deps.templates.render('resident/list-page/list-page.njk', {
    ...layoutContext(form, language, channel),
    title: (place.within !== undefined && say(list.label, language)) || say(page.title, language),
    caption: holderName(open, place),
    backHref: backFrom(c, open, place),
    seen: seenText(place, answers, rows.length + 1),
    rows: rows.flatMap((row) => shownRows(c, open, row)),
    content: place.within === undefined ? await contentCalls(deps, open, page) : [],
    full: rows.length >= list.maxLength,
    most: words.mostAdded(list.maxLength),
    question: rows.length === 0 ? words.addFirst : say(list.addAnother, language) || words.addAnother,
    hasErrors: error !== undefined,
    error,
  })
}

function backFrom(c: Context, open: OpenJourney, { page, within }: ListPlace): string {
  return within === undefined
    ? backHref(c, open, page)
    : `${open.base}/${itemPath(pageList(page), within)}${changeQuery(c)}`
}

/** An item, and below it the lists inside it, which have pages of their own. */
function shownRows(c: Context, { base }: OpenJourney, row: ItemRow) {
  const at = (path: string) => `${base}/${path}${changeQuery(c)}`
  const own = { ...row, changeHref: at(row.change), removeHref: at(`${row.change}/removal`) }
  const inner = row.lists.map((list) => ({
    label: `${row.name}: ${list.label}`,
    lines: list.items.map(({ said }) => said.join(', ')),
    changes: list.changes,
    changeHref: at(list.change),
  }))
  return [own, ...inner]
}

/** What the page shows besides its list; worked-out values among it. */
async function contentCalls(deps: ResidentDeps, open: OpenJourney, page: ListPlace['page']) {
  const { form, journey } = open
  const displayed = displayedComponents(form.compiled, page, journey.answers).filter((one) => !one.asks)
  const computed = displayed.some(({ component }) => component.type === 'calculated')
    ? await deps.help.compute(form, page, journey)
    : {}
  const screen = { title: page.title, displayed, language: journey.language, computed }
  return viewCalls(screen, {}, []).calls
}
