import { parseSource } from './syntax-tree.ts'

/** What an expression goes by, for finding answers worth trying. */
export interface Mentions {
  /** First names of its paths: questions, and names inside a list's items. */
  names: ReadonlySet<string>
  /** Numbers that something is compared with, and the limits of bands. */
  numbers: ReadonlySet<number>
}

const comparing = new Set<unknown>(['=', '!=', '<', '<=', '>', '>=', 'in'])

/** Nothing when it cannot be read. Names and numbers that turn out to mean nothing do no harm: they are tried in vain. */
export function mentionsIn(source: string): Mentions {
  const names = new Set<string>()
  const numbers = new Set<number>()
  const parsed = parseSource(source)
  const waiting: { part: unknown; compared: boolean }[] = parsed.ok
    ? [{ part: parsed.tree, compared: false }]
    : []
  while (waiting.length > 0) {
    const { part, compared } = waiting.pop()!
    if (part === null || typeof part !== 'object' || part instanceof RegExp) continue
    const { type, value } = part as { type?: unknown; value?: unknown }
    if (type === 'name' && typeof value === 'string') names.add(value)
    if (type === 'number' && compared && typeof value === 'number') numbers.add(value)
    const inside = compared || (type === 'binary' && comparing.has(value)) || isBand(part)
    for (const inner of Object.values(part)) waiting.push({ part: inner, compared: inside })
  }
  return { names, numbers }
}

function isBand(part: object): boolean {
  return (part as { procedure?: { value?: unknown } }).procedure?.value === 'band'
}
