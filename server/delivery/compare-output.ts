/**
 * The first difference between a mapping's output and what its case expects, in plain words; undefined when they agree.
 * The order of names does not matter, the order of lists does. `partial`: names that are not expected may be there too.
 */
export function firstDifference(
  actual: unknown,
  expected: unknown,
  partial: boolean,
  at = '',
): string | undefined {
  const name = at === '' ? 'The output' : `‘${at}’`
  const differs = `${name} is ${shown(actual)} and should be ${shown(expected)}`
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return differs
    if (actual.length !== expected.length) {
      return `${name} has ${actual.length} entries and should have ${expected.length}`
    }
    return firstOf(expected.keys(), (i) => firstDifference(actual[i], expected[i], partial, inside(at, i)))
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object' || Array.isArray(actual)) return differs
    const given = actual as Record<string, unknown>
    const wanted = expected as Record<string, unknown>
    const missing = Object.keys(wanted).find((key) => !Object.hasOwn(given, key))
    if (missing !== undefined) return `‘${inside(at, missing)}’ is missing`
    const extra = partial ? undefined : Object.keys(given).find((key) => !Object.hasOwn(wanted, key))
    if (extra !== undefined) return `‘${inside(at, extra)}’ is not expected`
    return firstOf(Object.keys(wanted), (key) =>
      firstDifference(given[key], wanted[key], partial, inside(at, key)),
    )
  }
  return Object.is(actual, expected) ? undefined : differs
}

function firstOf<Key>(keys: Iterable<Key>, find: (key: Key) => string | undefined): string | undefined {
  for (const key of keys) {
    const found = find(key)
    if (found !== undefined) return found
  }
  return undefined
}

function inside(at: string, key: string | number): string {
  return at === '' ? String(key) : `${at}/${key}`
}

function shown(value: unknown): string {
  if (value === undefined) return 'not there'
  const text = JSON.stringify(value)
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}
