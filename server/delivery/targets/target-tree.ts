import { type MappingPart, mappingParts } from './mapping-parts.ts'
import type { JsonSchema } from './schema-from-sample.ts'

export type TargetKind =
  | 'text'
  | 'number'
  | 'whole-number'
  | 'yes-no'
  | 'list'
  | 'rows'
  | 'group'
  | 'anything'

/** A field of what is sent: what the destination says of it, and what fills it. */
export interface Target {
  /** Names from the outermost object; `*` for what each row of a list gives. */
  path: string[]
  name: string
  /** 0 = outermost. */
  depth: number
  kind: TargetKind
  required: boolean
  /** False: the mapping gives it and the schema does not name it. */
  expected: boolean
  /** May be nothing (null). */
  nullable: boolean
  description?: string
  /** Values that the schema takes, where it names them. */
  choices?: unknown[]
  /** "date", "email", …: as the schema says. */
  format?: string
  /** The expression that fills it, as it is written. A group whose fields are filled one by one has none. */
  source?: string
  /** Of rows: the list that they are made from, as it is written. */
  each?: string
}

const targetsAtMost = 400

/**
 * Every field of what a mapping sends, in the order of the schema, then what the mapping gives besides. Without a schema it is what the
 * mapping has. Empty when there is neither, or the mapping is one expression.
 */
export function targetTree(schema: JsonSchema | undefined, mapping: string): Target[] {
  const parts = mappingParts(mapping)
  if (!parts) return []
  const targets: Target[] = []
  const visit = (at: Place) => {
    if (targets.length >= targetsAtMost) return
    targets.push(targetOf(at, mapping))
    for (const inner of placesIn(at, schema)) visit(inner)
  }
  const root: Place = {
    path: [],
    schema: resolve(schema, schema),
    part: parts,
    required: true,
    expected: true,
  }
  for (const inner of placesIn(root, schema)) visit(inner)
  return targets
}

interface Place {
  path: string[]
  schema: JsonSchema | undefined
  part: MappingPart | undefined
  required: boolean
  expected: boolean
}

function placesIn(at: Place, root: JsonSchema | undefined): Place[] {
  if (at.part?.kind === 'value') return []
  const isRows = at.part?.kind === 'group' && at.part.each !== undefined
  if (!isRows && kindOf(at.schema) === 'rows') return []
  const object = isRows ? resolve(at.schema?.items, root) : at.schema
  const path = isRows ? [...at.path, '*'] : at.path
  const properties = (object?.properties ?? {}) as Record<string, unknown>
  const required = Array.isArray(object?.required) ? object.required : []
  const entries = at.part?.entries ?? []
  const names = [...new Set([...Object.keys(properties), ...entries.map(({ name }) => name)])]
  return names.map((name) => ({
    path: [...path, name],
    schema: Object.hasOwn(properties, name) ? resolve(properties[name], root) : undefined,
    part: entries.find((entry) => entry.name === name)?.value,
    required: required.includes(name),
    // Where the schema says nothing of any field, none is unexpected.
    expected: Object.hasOwn(properties, name) || object?.properties === undefined,
  }))
}

function targetOf({ path, schema, part, required, expected }: Place, mapping: string): Target {
  const source = part?.kind === 'value' ? mapping.slice(part.start, part.end) : undefined
  const each = part?.kind === 'group' ? part.each : undefined
  const known = kindOf(schema)
  const kind = part?.kind === 'group' && known === 'anything' ? (each ? 'rows' : 'group') : known
  return {
    path,
    name: path.at(-1)!,
    depth: path.filter((name) => name !== '*').length - 1,
    kind,
    required,
    expected,
    nullable: typesOf(schema).includes('null'),
    ...(typeof schema?.description === 'string' && { description: schema.description }),
    ...(Array.isArray(schema?.enum) && { choices: schema.enum }),
    ...(typeof schema?.format === 'string' && { format: schema.format }),
    ...(source !== undefined && { source }),
    ...(each !== undefined && { each }),
  }
}

function typesOf(schema: JsonSchema | undefined): string[] {
  return [schema?.type].flat().filter((type) => typeof type === 'string')
}

function kindOf(schema: JsonSchema | undefined): TargetKind {
  const [type] = typesOf(schema).filter((one) => one !== 'null')
  if (type === 'object' || (!type && schema?.properties)) return schema?.properties ? 'group' : 'anything'
  if (type === 'array') {
    const items = schema?.items as JsonSchema | undefined
    return items?.properties || items?.type === 'object' || items?.$ref ? 'rows' : 'list'
  }
  const kinds: Record<string, TargetKind> = {
    string: 'text',
    number: 'number',
    integer: 'whole-number',
    boolean: 'yes-no',
  }
  const choice = Array.isArray(schema?.enum) && schema.enum.every((one) => typeof one === 'string')
  return kinds[type ?? ''] ?? (choice ? 'text' : 'anything')
}

/** What a reference leads to; of alternatives, the one that is a group or at least not nothing. A circle ends as "anything". */
function resolve(schema: unknown, root: JsonSchema | undefined, followed = 0): JsonSchema | undefined {
  if (schema === null || typeof schema !== 'object' || followed > 10) return undefined
  const node = schema as JsonSchema
  if (typeof node.$ref === 'string' && node.$ref.startsWith('#/')) {
    let target: unknown = root
    for (const part of node.$ref.slice(2).split('/')) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
      target =
        target !== null && typeof target === 'object' && Object.hasOwn(target, key)
          ? (target as JsonSchema)[key]
          : undefined
    }
    return resolve(target, root, followed + 1)
  }
  const alternatives = (node.anyOf ?? node.oneOf) as unknown
  if (!Array.isArray(alternatives) || node.properties) return node
  const resolved = alternatives
    .map((one) => resolve(one, root, followed + 1))
    .filter((one) => one !== undefined)
  const something = resolved.filter((one) => one.type !== 'null')
  const best = something.find((one) => one.properties) ?? something[0]
  return (
    best && {
      ...node,
      ...best,
      type: [best.type, ...(something.length < resolved.length ? ['null'] : [])].flat(),
    }
  )
}
