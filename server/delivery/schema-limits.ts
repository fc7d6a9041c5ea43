/**
 * A JSON Schema comes from outside and is evaluated in the server's own process, so what it can cost is bounded beforehand:
 * references that multiply (ten definitions that each name the next one twice are a thousand checks) are counted as if written
 * out, references in a circle are refused, and so is comparing every pair of a long list.
 */
const partsAtMost = 5_000
const charactersAtMost = 65_536
const uniqueItemsAtMost = 1_000

const refusedKeywords = [
  '$dynamicRef',
  '$dynamicAnchor',
  '$recursiveRef',
  '$recursiveAnchor',
  '$anchor',
  '$id',
  '$async',
]

type Node = Record<string, unknown>

/** Why a schema is refused, in plain words, or undefined when its cost is bounded. */
export function refuseCostlySchema(schema: unknown): string | undefined {
  if (JSON.stringify(schema).length > charactersAtMost) return 'it is longer than 64 kB'
  try {
    count(schema, schema as Node, [])
    return undefined
  } catch (error) {
    if (error instanceof Costly) return error.message
    throw error
  }
}

class Costly extends Error {}

function count(part: unknown, root: Node, within: string[], known = new Map<string, number>()): number {
  if (part === null || typeof part !== 'object') return 0
  if (within.length > 100) throw new Costly('it is nested too deep')
  let parts = 1
  if (!Array.isArray(part)) {
    const node = part as Node
    const refused = refusedKeywords.find(
      (keyword) => typeof node[keyword] === 'string' || node[keyword] === true,
    )
    if (refused) throw new Costly(`it uses ${refused}, which is not supported`)
    if (node.uniqueItems === true && !(Number(node.maxItems) <= uniqueItemsAtMost)) {
      throw new Costly(`uniqueItems needs maxItems of ${uniqueItemsAtMost} or fewer beside it`)
    }
    if (typeof node.$ref === 'string') parts += countReference(node.$ref, root, within, known)
  }
  for (const child of Object.values(part)) {
    parts += count(child, root, [...within, ''], known)
    if (parts > partsAtMost) throw new Costly('it is too large when its references are written out')
  }
  return parts
}

function countReference(reference: string, root: Node, within: string[], known: Map<string, number>): number {
  if (!reference.startsWith('#/')) throw new Costly(`the reference ${reference} does not begin with #/`)
  if (within.includes(reference)) throw new Costly(`the reference ${reference} leads back to itself`)
  const counted = known.get(reference)
  if (counted !== undefined) return counted
  let target: unknown = root
  for (const name of decodeURIComponent(reference.slice(2)).split('/')) {
    const key = name.replaceAll('~1', '/').replaceAll('~0', '~')
    target =
      target !== null && typeof target === 'object' && Object.hasOwn(target, key)
        ? (target as Node)[key]
        : undefined
  }
  if (target === undefined) throw new Costly(`the reference ${reference} leads nowhere`)
  const parts = count(target, root, [...within, reference], known)
  known.set(reference, parts)
  return parts
}
