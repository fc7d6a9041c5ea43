import { type Node, parseSource } from '../../expressions/index.ts'
import { type Token, tokensOf } from './mapping-tokens.ts'

/**
 * A mapping as far as it is an object written out: its groups, what is made from each row of a list, and below them the expressions that
 * fill one target each. Offsets are into the source, without the space around.
 */
export type MappingPart = { start: number; end: number } & (
  | { kind: 'value' }
  /** `each`: the list, as it is written, of which every row gives one such group. */
  | { kind: 'group'; entries: MappingEntry[]; each?: string; inner: { start: number; end: number } }
)

export interface MappingEntry {
  name: string
  /** Of its name. */
  start: number
  value: MappingPart
}

/** The parts of a mapping; undefined when it is anything else than one object written out, or cannot be read. */
export function mappingParts(source: string): (MappingPart & { kind: 'group' }) | undefined {
  const parsed = parseSource(source)
  const tokens = parsed.ok ? tokensOf(source) : undefined
  if (!parsed.ok || !tokens || tokens.length === 0) return undefined
  const part = partOf(source, tokens)
  // Two readings of one text: where they differ, ours is wrong and nothing is picked.
  return part.kind === 'group' && !part.each && agrees(part, parsed.tree) ? part : undefined
}

function partOf(source: string, tokens: Token[]): MappingPart {
  const [first, last] = [tokens[0]!, tokens.at(-1)!]
  const place = { start: first.start, end: last.end }
  const group = objectOf(source, tokens)
  if (group) return { kind: 'group', ...place, inner: place, entries: group }
  const rows = source[first.start] === '[' ? rowsOf(source, tokens) : undefined
  if (rows) return { kind: 'group', ...place, ...rows }
  return { kind: 'value', ...place }
}

/** `[list.{ … }]`: what is made from each row of a list that is named by a path. */
function rowsOf(source: string, tokens: Token[]) {
  if (closing(tokens, 0) !== tokens.length - 1) return undefined
  const begin = tokens.findIndex(({ start }) => source[start] === '{')
  const path = tokens.slice(1, begin - 1)
  const isPath = path.every(({ kind, start }, index) =>
    index % 2 === 0 ? kind === 'word' : source[start] === '.',
  )
  if (begin < 3 || path.length % 2 === 0 || !isPath || source[tokens[begin - 1]!.start] !== '.')
    return undefined
  const inner = tokens.slice(begin, -1)
  const entries = objectOf(source, inner)
  if (!entries) return undefined
  return {
    entries,
    each: source.slice(path[0]!.start, path.at(-1)!.end),
    inner: { start: inner[0]!.start, end: inner.at(-1)!.end },
  }
}

/** The entries of tokens that are one object and nothing beside it, with texts as names. */
function objectOf(source: string, tokens: Token[]): MappingEntry[] | undefined {
  if (tokens.length < 2 || source[tokens[0]!.start] !== '{') return undefined
  if (closing(tokens, 0) !== tokens.length - 1) return undefined
  const entries: MappingEntry[] = []
  for (let at = 1; at < tokens.length - 1; ) {
    const key = tokens[at]!
    if (key.kind !== 'quote' || source[tokens[at + 1]?.start ?? -1] !== ':') return undefined
    let end = at + 2
    while (end < tokens.length - 1 && source[tokens[end]!.start] !== ',')
      end = tokens[end]!.kind === 'open' ? closing(tokens, end) + 1 : end + 1
    const name = quoted(source.slice(key.start, key.end))
    if (name === undefined || end === at + 2) return undefined
    entries.push({ name, start: key.start, value: partOf(source, tokens.slice(at + 2, end)) })
    at = end + 1
  }
  return new Set(entries.map(({ name }) => name)).size === entries.length ? entries : undefined
}

/** Index of the token that closes the one at `at`; past the end when none does. */
function closing(tokens: Token[], at: number): number {
  let depth = 0
  for (let index = at; index < tokens.length; index++) {
    if (tokens[index]!.kind === 'open') depth++
    if (tokens[index]!.kind === 'close' && --depth === 0) return index
  }
  return tokens.length
}

function quoted(text: string): string | undefined {
  const parsed = parseSource(text)
  return parsed.ok && parsed.tree.type === 'string' ? String(parsed.tree.value) : undefined
}

function agrees(part: MappingPart, tree: Node): boolean {
  if (part.kind === 'value') return true
  let node = tree
  if (part.each) {
    const path = node.type === 'unary' && node.value === '[' ? node.expressions?.[0] : undefined
    const last = path?.type === 'path' ? path.steps?.at(-1) : undefined
    if (!last) return false
    node = last
  }
  if (node.type !== 'unary' || node.value !== '{') return false
  const pairs = node.lhs as [Node, Node][]
  return (
    pairs.length === part.entries.length &&
    pairs.every(([name, value], index) => {
      const entry = part.entries[index]!
      return name.type === 'string' && name.value === entry.name && agrees(entry.value, value)
    })
  )
}

/** The part at a path of names; `*` steps from a list to what its rows give. */
export function partAt(part: MappingPart, path: readonly string[]): MappingPart | undefined {
  const [name, ...rest] = path
  if (name === undefined) return part
  if (part.kind !== 'group') return undefined
  if (name === '*') return part.each ? partAt({ ...part, each: undefined } as MappingPart, rest) : undefined
  const entry = part.each ? undefined : part.entries.find((one) => one.name === name)
  return entry && partAt(entry.value, rest)
}
