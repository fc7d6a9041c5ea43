import type { Context } from 'hono'
import type { Answers } from '../../../../form-schemas/answers.ts'
import { NotFound } from '../../../errors.ts'
import {
  type CompiledPage,
  itemsAt,
  type ListPlace,
  listPath,
  listWithin,
  ownPart,
  pageList,
  rowsAt,
} from '../../../journey/index.ts'
import type { OpenJourney } from '../open-journey.ts'
import { fingerprint, newItem } from './item-change.ts'

/**
 * The list that an address names: the page's own, or one inside one of its items.
 * @throws NotFound when the page is no list, or its items have no such list.
 */
export function placeAt(c: Context, page: CompiledPage): ListPlace {
  const nested = c.req.param('nested')
  if (page.list === undefined) throw new NotFound('This page is not a list')
  if (nested === undefined) return pageList(page)
  const list = page.list.lists.find(({ slug }) => slug === nested)
  if (!list) throw new NotFound('There is no such list')
  return { page, list, within: itemNumber(c.req.param('item') ?? '') }
}

/** False when the item is not there, or hides the list: another tab may have removed it since the link to it was shown. */
export function isThere({ journey }: OpenJourney, { page, list, within }: ListPlace): boolean {
  return within === undefined || listWithin(page, within, list.slug, journey.answers) !== undefined
}

/** The number in an address. @throws NotFound when it is none. */
export function itemNumber(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new NotFound('There is no such item')
  return Number(text)
}

export function changeQuery(c: Context): string {
  return c.req.query('change') === '1' ? '?change=1' : ''
}

export function toList(c: Context, { base }: OpenJourney, place: ListPlace): Response {
  return c.redirect(`${base}/${listPath(place)}${changeQuery(c)}`, 303)
}

/** "Child 1, Ada": the item that holds the list; undefined for a page's own list. */
export function holderName({ form, journey }: OpenJourney, { page, within }: ListPlace): string | undefined {
  if (within === undefined) return undefined
  const row = rowsAt(form.compiled, pageList(page), journey.answers, journey.language)[within - 1]
  return row && sentenceCase(row.changes)
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What a page was showing when it was posted: an item, and the one that holds its list. Each by its fingerprint. */
export interface Seen {
  item: string
  holder: string | undefined
}

/** As the page carries it. */
export function seenText(place: ListPlace, answers: Answers, number: number): string {
  const item = itemsAt(place, answers)[number - 1]
  const shown = item ? itemPrint(place, item) : newItem
  const holder = holderOf(place, answers)
  return holder ? `${shown}.${holderPrint(place, holder)}` : shown
}

export function readSeen(text: string | null): Seen {
  const [item = '', holder] = (text ?? '').split('.')
  return { item: item === '' ? newItem : item, holder }
}

/** Lists inside an item are on pages of their own: changing those does not change what the item's page shows. */
export function itemPrint({ list }: ListPlace, item: Answers): string {
  return fingerprint(ownPart(list, item))
}

function holderOf({ page, within }: ListPlace, answers: Answers): Answers | undefined {
  return within === undefined ? undefined : itemsAt(pageList(page), answers)[within - 1]
}

function holderPrint({ page }: ListPlace, holder: Answers): string {
  return itemPrint(pageList(page), holder)
}

/** Knows the item that holds the list again, wherever it stands by now; any will do for a post that does not say which it was. */
export function isHolder(place: ListPlace, { holder }: Seen): (item: Answers) => boolean {
  return (item) => holder === undefined || holderPrint(place, item) === holder
}
