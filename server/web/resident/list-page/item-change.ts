import type { Answers } from '../../../../form-schemas/answers.ts'
import { sha256 } from '../../../ids.ts'

/** What a page says it was showing: no item yet, or the item with this fingerprint. */
export const newItem = 'new'

export function fingerprint(item: Answers | undefined): string {
  return item === undefined ? newItem : sha256(inOrder(item)).slice(0, 16)
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
): Answers[] | undefined {
  const here = items[number - 1]
  if (here && fingerprint(here) === fingerprint(item)) return undefined
  if (seen === newItem) return [...items, item]
  const place = placeOf(items, number, seen)
  return place === -1 ? undefined : items.with(place, item)
}

/** @returns undefined when the item that was shown is not there any more. */
export function withoutItem(items: Answers[], number: number, seen: string): Answers[] | undefined {
  const place = placeOf(items, number, seen)
  return place === -1 ? undefined : items.toSpliced(place, 1)
}

function placeOf(items: Answers[], number: number, seen: string): number {
  if (items[number - 1] && fingerprint(items[number - 1]) === seen) return number - 1
  return items.findIndex((item) => fingerprint(item) === seen)
}

/** JSON with sorted keys: the database gives keys back in an order of its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
