import { isDeepStrictEqual } from 'node:util'
import { say, type Words } from '../../../form-schemas/words.ts'

/** Prose is said by its beginning: an officer looks the rest up where it is written. */
const longest = 120

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line
}

const quoted = (text: string) => `‘${shortened(text)}’`

/** "Hint of ‘Email’: ‘old’ to ‘new’", "… added: ‘new’", "… removed: ‘old’"; in two languages, what changed in each. */
export function wordChanges(name: string, before: Words | undefined, after: Words | undefined): string[] {
  if (isDeepStrictEqual(before, after)) return []
  const said = textChange(name, say(before), say(after), quoted)
  const welsh = textChange(`Welsh: ${name}`, welshOf(before), welshOf(after), quoted)
  return [...said, ...welsh]
}

const welshOf = (words: Words | undefined) => (typeof words === 'object' ? (words.cy ?? '') : '')

/** As `wordChanges`, for what is not prose: empty text means that there is nothing. */
export function textChange(
  name: string,
  before: string,
  after: string,
  write: (text: string) => string = (text) => text,
): string[] {
  if (before === after) return []
  if (before === '') return [`${name} added: ${write(after)}`]
  if (after === '') return [`${name} removed: ${write(before)}`]
  const [was, is] = [write(before), write(after)]
  return [was === is ? `${name} changed, beyond its beginning: ${was}` : `${name}: ${was} to ${is}`]
}

/**
 * The keys that stand in another place relative to the others: the fewest that, taken out and put back, give the new order.
 * What is not in both is not looked at.
 */
export function movedKeys(before: readonly string[], after: readonly string[]): string[] {
  const was = new Map(before.map((key, index) => [key, index]))
  const kept = after.filter((key) => was.has(key))
  // The longest run of keys that are in their old order stays; found by the length of the best run that ends at each.
  const best: { length: number; from: number }[] = []
  for (let at = 0; at < kept.length; at++) {
    best[at] = { length: 1, from: -1 }
    for (let earlier = 0; earlier < at; earlier++) {
      const longer = best[earlier]!.length + 1
      if (was.get(kept[earlier]!)! < was.get(kept[at]!)! && longer > best[at]!.length)
        best[at] = { length: longer, from: earlier }
    }
  }
  let end = best.reduce((top, one, at) => (one.length > (best[top]?.length ?? 0) ? at : top), -1)
  const staying = new Set<string>()
  for (; end >= 0; end = best[end]!.from) staying.add(kept[end]!)
  return kept.filter((key) => !staying.has(key))
}
