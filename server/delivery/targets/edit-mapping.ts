import { type MappingPart, mappingParts, partAt } from './mapping-parts.ts'

/**
 * Puts one expression in its place in a mapping, or takes it out, and leaves every other character as the officer wrote it.
 * @param path names from the outermost object; `*` for what is made from each row of a list
 * @param value undefined = the target is not filled
 * @returns undefined when there is no such place: something on the way is an expression of its own
 */
export function withTarget(
  source: string,
  path: readonly string[],
  value: string | undefined,
): string | undefined {
  const root = mappingParts(source)
  if (!root || path.length === 0) return undefined
  const there = partAt(root, path)
  if (there && value !== undefined) return replaced(source, there, value)
  if (there) return without(source, root, path)
  if (value === undefined) return source
  for (let known = path.length - 1; known >= 0; known--) {
    const group = partAt(root, path.slice(0, known))
    if (!group) continue
    const missing = path.slice(known)
    // What a list gives has to be made before its parts are.
    if (group.kind !== 'group' || group.each || missing.includes('*')) return undefined
    return inserted(source, group, missing[0]!, nested(missing.slice(1), value))
  }
  return undefined
}

function replaced(source: string, { start, end }: { start: number; end: number }, text: string): string {
  return source.slice(0, start) + text + source.slice(end)
}

function nested(path: readonly string[], value: string): string {
  return path.reduceRight((inner, name) => `{ ${JSON.stringify(name)}: ${inner} }`, value)
}

function inserted(
  source: string,
  group: MappingPart & { kind: 'group' },
  name: string,
  value: string,
): string {
  const entry = `${JSON.stringify(name)}: ${value}`
  const last = group.entries.at(-1)
  if (!last) return replaced(source, group.inner, `{ ${entry} }`)
  const lineStart = source.lastIndexOf('\n', last.start) + 1
  const before = source.slice(lineStart, last.start)
  const separator = lineStart > group.inner.start && before.trim() === '' ? `,\n${before}` : ', '
  return replaced(source, { start: last.value.end, end: last.value.end }, separator + entry)
}

/** Without the entry, and without the groups that have nothing in them then. */
function without(source: string, root: MappingPart, path: readonly string[]): string | undefined {
  const parent = partAt(root, path.slice(0, -1))
  if (parent?.kind !== 'group') return undefined
  const index = parent.entries.findIndex(({ name }) => name === path.at(-1))
  const entry = parent.entries[index]
  if (!entry) return undefined
  if (parent.entries.length === 1)
    return path.length > 1 && path.at(-2) !== '*'
      ? without(source, root, path.slice(0, -1))
      : replaced(source, parent.inner, '{}')
  const next = parent.entries[index + 1]
  return next
    ? replaced(source, { start: entry.start, end: next.start }, '')
    : replaced(source, { start: parent.entries[index - 1]!.value.end, end: entry.value.end }, '')
}
