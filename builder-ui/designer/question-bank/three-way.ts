/** Whether two JSON values are the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => isSame(Reflect.get(one, key), Reflect.get(other, key)))
}

/**
 * A setting that began as `was`, is `mine` here and `theirs` in the bank: what only one side changed is taken from that side, and what
 * both changed is taken from the bank. Objects are looked at key by key; lists are one thing. Undefined = not set.
 */
export function threeWay(was: unknown, mine: unknown, theirs: unknown): unknown {
  if (isSame(mine, was)) return theirs
  if (isSame(theirs, was)) return mine
  if (!isPlain(mine) || !isPlain(theirs)) return theirs
  const before = isPlain(was) ? was : {}
  const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  const merged = keys.map((key): [string, unknown] => [key, threeWay(before[key], mine[key], theirs[key])])
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
