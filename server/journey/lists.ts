import type { Answers } from '../../form-schemas/answers.ts'
import { isShown, nothingKnown } from '../../form-schemas/is-shown.ts'
import type { CompiledList, CompiledPage } from './compile-form.ts'
import { count, own } from './path.ts'

/** A list and where it is: alone on its page, or inside one item of the list of that page. */
export interface ListPlace {
  page: CompiledPage
  list: CompiledList
  /** Number, from 1, of the page's item that holds the list; undefined for the list that is the page's own. */
  within: number | undefined
}

/** The list that a page consists of. */
export function pageList(page: CompiledPage): ListPlace {
  return { page, list: page.list!, within: undefined }
}

/** A list inside an item, by its address; undefined when there is none: no such item, no such list, or one that the item hides. */
export function listWithin(
  page: CompiledPage,
  within: number,
  slug: string,
  answers: Answers,
): ListPlace | undefined {
  const holder = itemsAt(pageList(page), answers)[within - 1]
  const list = holder && shownLists(page.list!, holder).find((one) => one.slug === slug)
  return list && { page, list, within }
}

/** The items of a list as they are stored; none while it is unanswered. */
export function itemsAt({ page, list, within }: ListPlace, answers: Answers): Answers[] {
  const outer = itemsIn(answers, page.list!)
  return within === undefined ? outer : itemsIn(outer[within - 1] ?? {}, list)
}

function itemsIn(answers: Answers, list: CompiledList): Answers[] {
  const answer = own(answers, list.key)
  return Array.isArray(answer)
    ? answer.filter((item): item is Answers => typeof item === 'object' && item !== null)
    : []
}

/**
 * The items of the page's list after a change to those of a place. Another tab may have removed an item before the one that holds the
 * list: `isHolder` knows it again.
 * @returns undefined when there is nothing to change, or the item that held the list is gone.
 */
export function changedAt(
  { list, within }: ListPlace,
  items: Answers[],
  change: (items: Answers[]) => Answers[] | undefined,
  isHolder: (item: Answers) => boolean = () => true,
): Answers[] | undefined {
  if (within === undefined) return change(items)
  const here = items[within - 1]
  const at = here && isHolder(here) ? within - 1 : items.findIndex(isHolder)
  const holder = items[at]
  const changed = holder && change(itemsIn(holder, list))
  return changed && items.with(at, { ...holder, [list.key]: changed })
}

/** The lists inside an item that its answers do not hide. */
export function shownLists(list: CompiledList, item: Answers): CompiledList[] {
  if (list.lists.length === 0) return []
  const known = nothingKnown()
  count(list.item, item, known)
  return list.lists.filter(({ question }) => isShown(question.conditional, known))
}

/** What an item's own screen holds, without the lists inside it: tabs that change those do not change it. */
export function ownPart({ lists }: CompiledList, item: Answers): Answers {
  const inner = new Set(lists.map(({ key }) => key))
  return Object.fromEntries(Object.entries(item).filter(([key]) => !inner.has(key)))
}

/** An item as it is to be kept: what was read from its screen, and the lists inside it as they stand, but for those hidden now. */
export function keptItem(list: CompiledList, read: Answers, stored: Answers | undefined): Answers {
  if (list.lists.length === 0) return read
  const shown = shownLists(list, read)
  const kept: Answers = { ...read }
  for (const inner of list.lists) {
    const held = own(stored ?? {}, inner.key)
    if (!shown.includes(inner)) kept[inner.key] = null
    else if (held !== undefined && held !== null) kept[inner.key] = held
  }
  return kept
}

/** Paths below the form's own address. */
export function listPath({ page, list, within }: ListPlace): string {
  return within === undefined ? page.slug : `${page.slug}/${within}/${list.slug}`
}

export function itemPath(place: ListPlace, number: number): string {
  return `${listPath(place)}/${number}`
}

/**
 * Where a resident goes when an item was saved: to the first of the lists inside it that was not asked yet, or does not have what it
 * must; when there is none, back to its own list.
 */
export function afterItem(place: ListPlace, number: number, answers: Answers): string {
  const item = itemsAt(place, answers)[number - 1] ?? {}
  const open = shownLists(place.list, item).find((list) => !isAsked(list, item) || !isRight(list, item))
  return open ? listPath({ page: place.page, list: open, within: number }) : listPath(place)
}

/** Where a resident goes from a list inside an item that is done; undefined for a page's own list, after which the journey goes on. */
export function afterList({ page, within }: ListPlace, answers: Answers): string | undefined {
  return within === undefined ? undefined : afterItem(pageList(page), within, answers)
}

/** Path of the first list inside an item that does not have what it must; undefined when the page's list may be continued from. */
export function unfinishedList(page: CompiledPage, answers: Answers): string | undefined {
  for (const [i, item] of itemsAt(pageList(page), answers).entries()) {
    for (const list of shownLists(page.list!, item)) {
      if (!isRight(list, item)) return listPath({ page, list, within: i + 1 })
    }
  }
  return undefined
}

/** A condition may have hidden it, which leaves null, and may show it again. */
function isAsked({ key }: CompiledList, item: Answers): boolean {
  return Array.isArray(own(item, key))
}

function isRight({ key, question: { component, type } }: CompiledList, item: Answers): boolean {
  // The language has no part in whether it is right.
  return type.check(component, own(item, key), 'en').length === 0
}
