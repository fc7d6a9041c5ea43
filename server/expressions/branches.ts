import { type Node, tokenOf } from './syntax-tree.ts'

/*
 * The ways that an expression can go: each side of `condition ? a : b`, each entry of `$lookup({…}, name)`, each band of
 * `$band(number, […])`. A default (`answer ?: 0`) is no way of its own. The server lists them, and the sandbox says which were taken.
 */

/** One way. A chain `a ? 1 : b ? 2 : 3` has three, side by side. */
export interface Branch {
  /** The same in the server and the sandbox; stable as long as the expression is. */
  id: string
  /** What had to be true and what not, outermost first. Empty for an entry or a band. */
  path: { tree: Node; source: string; holds: boolean }[]
  /** Of an entry or a band: "a", "up to 3". */
  entry?: string
  /** Where it is decided, as offsets in the source. */
  position: number
  length: number
}

/** Which way was taken, told from what a part of the expression gave. */
type Watch = (result: unknown) => string | undefined

export interface Branches {
  branches: Branch[]
  watched: ReadonlyMap<Node, Watch>
}

export function branchesOf(tree: Node, source: string): Branches {
  const branches: Branch[] = []
  const watched = new Map<Node, Watch>()
  const seen = new Set<unknown>()
  /** Where the choice begins that a branch belongs to: its sides stay together. */
  const begins = new Map<Branch, number>()
  const waiting: unknown[] = [tree]
  while (waiting.length > 0) {
    const part = waiting.pop()
    if (part === null || typeof part !== 'object' || seen.has(part)) continue
    seen.add(part)
    const node = part as Node
    if (node.type === 'condition' && !isDefault(node, source)) {
      for (const one of leavesOf(node, source, seen)) {
        if (branches.some(({ id }) => id === one.branch.id)) continue
        branches.push(one.branch)
        begins.set(one.branch, node.position ?? 0)
        watched.set(one.node, () => one.branch.id)
      }
    } else if (node.type === 'function') addEntries(node, source, branches, watched)
    waiting.push(...Object.values(part))
  }
  const begin = (branch: Branch) => begins.get(branch) ?? branch.position
  branches.sort((a, b) => begin(a) - begin(b))
  return { branches, watched }
}

/** `answer ?: 0` and `answer ?? 0` stand in the tree as conditions too. */
function isDefault({ position = 0 }: Node, source: string): boolean {
  const token = source.slice(position - 2, position)
  return token === '?:' || token === '??'
}

interface Leaf {
  branch: Branch
  node: Node
}

function leavesOf(node: Node, source: string, seen: Set<unknown>, before: Branch['path'] = []): Leaf[] {
  const place = tokenAt(node, source)
  const condition = { tree: node.condition!, source: conditionText(node, source) }
  return (
    [
      ['then', node.then, true],
      ['else', node.else, false],
    ] as const
  ).flatMap(([side, taken, holds]): Leaf[] => {
    const path = [...before, { ...condition, holds }]
    // Without an else nothing is evaluated there, so that nothing could say it was taken.
    if (!taken) return []
    const inside = withoutBrackets(taken)
    if (inside.type === 'condition' && !isDefault(inside, source)) {
      seen.add(inside)
      return leavesOf(inside, source, seen, path)
    }
    return [{ node: inside, branch: { id: `${side}@${node.position}`, path, ...place } }]
  })
}

function withoutBrackets(node: Node): Node {
  return node.type === 'block' && node.expressions?.length === 1
    ? withoutBrackets(node.expressions[0]!)
    : node
}

function addEntries(node: Node, source: string, branches: Branch[], watched: Map<Node, Watch>): void {
  const [first, second] = node.arguments ?? []
  const place = tokenOf(source, node.procedure ?? node)
  const add = (entries: string[]) =>
    branches.push(
      ...entries.map((entry, index) => ({ id: `${index}@${node.position}`, path: [], entry, ...place })),
    )
  if (node.procedure?.value === 'lookup' && first?.value === '{' && second) {
    const names = (first.lhs as [Node, Node][]).map(([name]) => name)
    if (!names.every(({ type }) => type === 'string')) return
    const entries = names.map(({ value }) => String(value))
    add(entries.map((entry) => `‘${entry}’`))
    watched.set(second, (result) => idOf(entries.indexOf(String(result)), node))
  } else if (node.procedure?.value === 'band' && first && second?.value === '[') {
    const limits = (second.expressions ?? []).map(upToOf)
    if (limits.length < 2 || limits.includes(undefined)) return
    const ends = limits as number[]
    add(ends.map((end, i) => (Number.isFinite(end) ? `up to ${end}` : `above ${ends[i - 1]}`)))
    watched.set(first, (result) =>
      idOf(
        ends.findIndex((end) => Number(result) <= end),
        node,
      ),
    )
  }
}

function idOf(index: number, node: Node): string | undefined {
  return index < 0 ? undefined : `${index}@${node.position}`
}

/** The limit of a band that is written as a number; a band without one has no end. */
function upToOf(entry: Node): number | undefined {
  if (entry.type !== 'unary' || entry.value !== '{') return undefined
  const limit = (entry.lhs as [Node, Node][]).find(([name]) => name.value === 'upTo')?.[1]
  if (!limit) return Number.POSITIVE_INFINITY
  return limit.type === 'number' ? Number(limit.value) : undefined
}

function tokenAt({ position = 1 }: Node, source: string): { position: number; length: number } {
  return { position: Math.max(0, Math.min(position, source.length) - 1), length: 1 }
}

/** The text before the question mark, from where the condition begins. */
function conditionText(node: Node, source: string): string {
  const end = (node.position ?? 1) - 1
  let start = end
  const waiting: unknown[] = [node.condition]
  while (waiting.length > 0) {
    const part = waiting.pop()
    if (part === null || typeof part !== 'object' || part instanceof RegExp) continue
    const { type, position } = part as Node
    if (typeof type === 'string' && typeof position === 'number')
      start = Math.min(start, tokenOf(source, part as Node).position)
    waiting.push(...Object.values(part))
  }
  // Brackets are in no token: those that are closed here are opened just before.
  for (let open = unopened(source.slice(start, end)); open > 0; ) {
    const before = source.slice(0, start).trimEnd()
    if (!before.endsWith('(')) break
    start = before.length - 1
    open--
  }
  return source.slice(start, end).trim()
}

function unopened(text: string): number {
  let open = 0
  let missing = 0
  for (const character of text) {
    if (character === '(') open++
    else if (character === ')' && --open < 0) {
      missing++
      open = 0
    }
  }
  return missing
}
