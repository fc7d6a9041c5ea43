export type JsonSchema = Record<string, unknown>

/**
 * A JSON Schema of everything that one sample payload has: its types, all of its fields required and no others. A beginning that the
 * officer keeps and changes: one sample cannot tell which fields may be left out.
 */
export function schemaFromSample(sample: unknown): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schemaOf([sample]) }
}

/** Of several values in one place: entries of a list. */
function schemaOf(values: unknown[]): JsonSchema {
  const kinds = [...new Set(values.map(kindOf))]
  // A number that is whole in one entry and not in another is a number.
  const types = kinds.filter((kind) => kind !== 'integer' || !kinds.includes('number'))
  if (types.length === 0) return {}
  const type = types.length === 1 ? types[0] : types
  const objects = values.filter((value): value is Record<string, unknown> => kindOf(value) === 'object')
  const lists = values.filter(Array.isArray)
  return {
    // What is nothing in the sample may be anything.
    ...(type !== 'null' && { type }),
    ...(types.includes('object') && objectSchema(objects)),
    ...(types.includes('array') && listSchema(lists)),
    ...(type === 'string' && formatOf(values as string[])),
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

function objectSchema(objects: Record<string, unknown>[]): JsonSchema {
  const names = [...new Set(objects.flatMap((one) => Object.keys(one)))]
  const properties = Object.fromEntries(
    names.map((name) => [
      name,
      schemaOf(objects.filter((one) => Object.hasOwn(one, name)).map((one) => one[name])),
    ]),
  )
  const required = names.filter((name) => objects.every((one) => Object.hasOwn(one, name)))
  return { additionalProperties: false, required, properties }
}

function listSchema(lists: unknown[][]): JsonSchema {
  const items = schemaOf(lists.flat())
  return Object.keys(items).length > 0 ? { items } : {}
}

const formats: [string, RegExp][] = [
  ['date', /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/],
  ['date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/],
]

function formatOf(texts: string[]): JsonSchema {
  const found = formats.find(([, pattern]) => texts.every((text) => pattern.test(text)))
  return found ? { format: found[0] } : {}
}
