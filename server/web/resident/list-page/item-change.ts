import type { Answers } from '../../../../form-schemas/answers.ts'
import { sha256 } from '../../../ids.ts'

/** What a page says it was showing: no item yet, or the item with this fingerprint. */
export const newItem = 'new'

export function fingerprint(item: Answers): string {
  return sha256(inOrder(item)).slice(0, 16)
}

/** How items of a list are compared, and how one is put in the place of what is stored. */
export interface ItemWays {
  print(item: Answers): string
  keep(item: Answers, stored: Answers | undefined): Answers
}

/**
 * The list after an item was saved at a place, given what the page was showing there. Another tab may have added, changed or
 * removed items since: a new item is then added after them, a changed one is followed to its new place, and sending the same
 * item twice adds it once.
 * @returns undefined when there is nothing to save: it is there already, or the item was removed meanwhile.
 */
export function withItem(
  items: Answers[],
  number: number,
  seen: string,
  item: Answers,
  { print, keep }: ItemWays,
): Answers[] | undefined {
  const here = items[number - 1]
  if (here && print(here) === print(item)) return undefined
  if (seen === newItem) return [...items, keep(item, undefined)]
  const at = placeOf(items, number, seen, print)
  return at === -1 ? undefined : items.with(at, keep(item, items[at]))
}

/** @returns undefined when the item that was shown is not there any more. */
export function withoutItem(
  items: Answers[],
  number: number,
  seen: string,
  print: ItemWays['print'],
): Answers[] | undefined {
  const at = placeOf(items, number, seen, print)
  return at === -1 ? undefined : items.toSpliced(at, 1)
}

/** Index of the item with a fingerprint: where it was if it still is there, else wherever it went; -1 when it is gone. */
export function placeOf(items: Answers[], number: number, seen: string, print: ItemWays['print']): number {
  const here = items[number - 1]
  if (here && print(here) === seen) return number - 1
  return items.findIndex((item) => print(item) === seen)
}

/** JSON with sorted keys: the database gives keys back in an order of its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
