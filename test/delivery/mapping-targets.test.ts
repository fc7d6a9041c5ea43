import fc from 'fast-check'
import { expect, test } from 'vitest'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { schemaFromSample, targetTree, withTarget } from '../../server/delivery/index.ts'
import { checkOutput, schemaProblem } from '../../server/delivery/output-schema.ts'

const paths = (schema: Record<string, unknown> | undefined, mapping: string) =>
  targetTree(schema, mapping).map(({ path, source, each }) => [path.join('.'), source ?? each])

test('a sample payload becomes a schema that the sample meets, with types, formats and every field required', () => {
  const sample = {
    ref: 'A1',
    on: '2026-11-22',
    at: '2026-11-22T10:00:00Z',
    count: 2,
    weight: [1, 2.5],
    paid: true,
    gone: null,
    items: [{ code: 'a', note: 'x' }, { code: 'b' }],
    empty: [],
  }
  const schema = schemaFromSample(sample)
  expect(schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: Object.keys(sample),
    properties: {
      on: { type: 'string', format: 'date' },
      at: { type: 'string', format: 'date-time' },
      count: { type: 'integer' },
      weight: { type: 'array', items: { type: 'number' } },
      gone: {},
      // Only one of the two has a note.
      items: { items: { required: ['code'], properties: { note: { type: 'string' } } } },
      empty: { type: 'array' },
    },
  })
  expect(checkOutput(schema, sample)).toEqual([])
  expect(
    checkOutput(schema, { ...sample, ref: 1, more: 1 })
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['extra', 'wrong-type'])
})

test('any JSON object gives a schema that can be used and that it meets', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (sample) => {
      const schema = schemaFromSample(sample)
      // Names that reach into JavaScript's own objects are nobody's fields.
      fc.pre(!JSON.stringify(sample).includes('__proto__'))
      return schemaProblem(schema) === undefined && checkOutput(schema, sample).length === 0
    }),
    { numRuns: 100 },
  )
})

test('the tree is the schema with what fills each field, then what the mapping gives besides', () => {
  const schema = {
    type: 'object',
    required: ['ref'],
    properties: {
      ref: { type: 'string' },
      who: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/who' }] },
      items: { type: 'array', items: { type: 'object', properties: { code: { type: 'string' } } } },
    },
    $defs: { who: { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } } } },
  }
  const mapping =
    '{ "ref": a & ", " & b, "more": 1, "items": [things.{ "code": kind }], "who": { "name": n } }'
  expect(paths(schema, mapping)).toEqual([
    ['ref', 'a & ", " & b'],
    ['who', undefined],
    ['who.name', 'n'],
    ['who.age', undefined],
    ['items', 'things'],
    ['items.*.code', 'kind'],
    ['more', '1'],
  ])
  const [ref, who, name] = targetTree(schema, mapping)
  expect(ref).toMatchObject({ required: true, expected: true, kind: 'text' })
  expect(who).toMatchObject({ kind: 'group', nullable: true, required: false })
  expect(name).toMatchObject({ depth: 1 })
  expect(targetTree(schema, mapping).at(-1)).toMatchObject({ name: 'more', expected: false })
})

test('a mapping that is anything else than one object written out has no fields to pick', () => {
  for (const mapping of [
    'answers',
    '$merge([{}, {}])',
    '{',
    '',
    '{ key: 1 }',
    '{ "a": 1 }.a',
    '({ "a": 1 })',
    '{ "a": 1, "a": 2 }',
  ])
    expect(targetTree({ type: 'object', properties: { a: {} } }, mapping)).toEqual([])
})

test('a schema that leads back to itself, or is made of nothing, ends', () => {
  const circle = { $defs: { a: { $ref: '#/$defs/a' } }, properties: { a: { $ref: '#/$defs/a' } } }
  expect(paths(circle, '{}')).toEqual([['a', undefined]])
  const deep = { properties: { a: { $ref: '#' } } }
  expect(targetTree(deep, '{}').length).toBeLessThanOrEqual(400)
  expect(paths({ properties: { a: null, b: true, c: { type: ['x'] } } } as never, '{}')).toHaveLength(3)
})

const commented = `{
  /* what they call us, in "quotes" and {brackets} */
  "ref": $submission.reference,
  "who": { "name": fullName, "age": n / 2 },
  "text": "a, b: {c}" & $replace(x, /[,:]/, "")
}`

test('a field is filled, changed and taken out, and every other character stays as it was written', () => {
  const changed = withTarget(commented, ['who', 'name'], '$uppercase(fullName)')!
  expect(changed).toBe(commented.replace('fullName', '$uppercase(fullName)'))
  expect(withTarget(changed, ['who', 'name'], 'fullName')).toBe(commented)
  const added = withTarget(commented, ['place', 'town'], 'address.town')!
  expect(added).toContain('/[,:]/, ""),\n  "place": { "town": address.town }\n}')
  expect(withTarget(added, ['place', 'town'], undefined)).toBe(commented)
  expect(paths(undefined, withTarget(commented, ['ref'], undefined)!).map(([path]) => path)).toEqual([
    'who',
    'who.name',
    'who.age',
    'text',
  ])
  expect(withTarget('{}', ['a', 'b'], '1')).toBe('{ "a": { "b": 1 } }')
  expect(withTarget('{ "items": [rows.{}] }', ['items', '*', 'code'], 'kind')).toBe(
    '{ "items": [rows.{ "code": kind }] }',
  )
  expect(withTarget('{ "items": [rows.{ "code": kind }] }', ['items', '*', 'code'], undefined)).toBe(
    '{ "items": [rows.{}] }',
  )
})

test('what cannot be reached is not changed: inside an expression of its own, or in rows that nothing makes', () => {
  expect(withTarget('{ "a": $merge(b) }', ['a', 'c'], '1')).toBeUndefined()
  expect(withTarget('{}', ['items', '*', 'code'], '1')).toBeUndefined()
  expect(withTarget('whole', ['a'], '1')).toBeUndefined()
  expect(withTarget('{ "a": 1 }', [], '1')).toBeUndefined()
  expect(withTarget('{ "a": 1 }', ['b'], undefined)).toBe('{ "a": 1 }')
})

test('every field of the library’s mappings can be replaced by itself without changing a byte', () => {
  for (const { document } of libraryForms())
    for (const { mapping, schema } of document.deliveries ?? []) {
      const targets = targetTree(schema, mapping)
      expect(targets.length).toBeGreaterThan(5)
      for (const { path, source } of targets)
        if (source !== undefined) expect(withTarget(mapping, path, source)).toBe(mapping)
    }
})
