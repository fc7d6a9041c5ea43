import { isDeepStrictEqual } from 'node:util'
import type { DeliverySettings, FormDocument } from '../../../form-schemas/document.ts'
import { shortened, textChange } from './say-change.ts'

export function deliveryChanges(before: FormDocument, after: FormDocument): string[] {
  const was = new Map((before.deliveries ?? []).map((delivery) => [delivery.id, delivery]))
  const is = new Map((after.deliveries ?? []).map((delivery) => [delivery.id, delivery]))
  const said: string[] = []
  for (const [id, delivery] of is) {
    const old = was.get(id)
    if (!old) said.push(`Delivery ‘${id}’ to ${delivery.destination} added`)
    else said.push(...oneDelivery(`‘${id}’`, old, delivery))
  }
  for (const [id, { destination }] of was)
    if (!is.has(id)) said.push(`Delivery ‘${id}’ to ${destination} removed`)
  return said
}

function oneDelivery(name: string, old: DeliverySettings, now: DeliverySettings): string[] {
  return [
    ...textChange(`Delivery ${name} goes`, `to ${old.destination}`, `to ${now.destination}`),
    ...mappingChanges(`Mapping of ${name}`, old.mapping, now.mapping),
    ...(isDeepStrictEqual(old.schema, now.schema)
      ? []
      : [`What ${name} must look like (its schema) changed`]),
    ...(isDeepStrictEqual(old.tests, now.tests) ? [] : [`Mapping cases of ${name} changed`]),
  ]
}

/** More lines than this are counted, not listed. */
const mostLines = 8

/** Line by line, as it is written: ends of lines and indents are no change of what is sent. */
function mappingChanges(name: string, before: string, after: string): string[] {
  if (before === after) return []
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim().replace(/,$/, ''))
      .filter((line) => line !== '')
  const [was, is] = [lines(before), lines(after)]
  const without = (from: string[], other: string[]) => {
    const left = [...other]
    return from.filter((line) => {
      const at = left.indexOf(line)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
  }
  const removed = without(was, is).map((line) => `${name} no longer has: ${shortened(line)}`)
  const added = without(is, was).map((line) => `${name} now has: ${shortened(line)}`)
  const said = [...removed, ...added]
  if (said.length === 0) return [`${name} is written anew, with the same lines`]
  if (said.length <= mostLines) return said
  return [`${name} changed: ${added.length} lines are new or changed, ${removed.length} are gone or changed`]
}
