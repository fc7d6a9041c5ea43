import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeliverySettings, FormDocument, MappingCase } from '../../form-schemas/document.ts'
import { checkDeliveries } from '../../server/delivery/check-deliveries.ts'
import { firstDifference } from '../../server/delivery/compare-output.ts'
import { createDelivery, type Delivery } from '../../server/delivery/index.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { createPricing } from '../../server/pricing/index.ts'
import { createSecrets } from '../../server/secrets.ts'
import { wasteDelivery, wasteDocument } from './setting.ts'

let expressions: Expressions
let delivery: Delivery

beforeAll(() => {
  const log = createLog('silent')
  expressions = createExpressions({ workers: 1, log })
  // What an officer tries out touches no database: a room without one shows that.
  const nowhere = new Proxy({}, { get: () => () => Promise.reject(new Error('It touched the database')) })
  delivery = createDelivery({
    db: nowhere as never,
    clock: { now: () => new Date() },
    log,
    expressions,
    pricing: createPricing({ expressions }),
    destinations: {},
    secrets: createSecrets('a secret key for tests'),
    enqueue: async () => {
      throw new Error('It queued a job')
    },
    retrySeconds: [1],
    giveUpHours: 1,
    loadSubmission: async () => {
      throw new Error('It loaded a submission')
    },
  })
})
afterAll(() => expressions.close())

const answers = { fullName: 'Ann', items: 3 }
const withMapping = (mapping: string, change: Partial<DeliverySettings> = {}): FormDocument =>
  wasteDocument({ ...wasteDelivery, schema: undefined, mapping, ...change })
const run = (document: FormDocument, sample = answers) =>
  delivery.runMapping(document.deliveries![0]!, document, sample)

describe('trying a mapping out', () => {
  test('shows the output for sample answers, with the price they would have', async () => {
    expect(await run(wasteDocument(wasteDelivery))).toEqual({
      kind: 'mapped',
      output: { reference: 'SAMPLE1234', name: 'Ann', count: 3, paidPence: 2500, paymentId: 'sample' },
      problems: [],
    })
  })

  test('binds the submission, the price and the payment', async () => {
    const document = withMapping('{ "s": $submission, "p": $price.lines.code, "pay": $payment }')
    expect(await run(document)).toMatchObject({
      output: {
        s: {
          reference: 'SAMPLE1234',
          form: 'bulky-waste',
          version: 1,
          mode: 'test',
          submittedAt: '2026-11-22T10:00:00.000Z',
          completedAt: '2026-11-22T10:00:00.000Z',
        },
        pay: { id: 'sample', gatewayPaymentId: 'sample', paidAt: '2026-11-22T10:00:00.000Z' },
      },
    })
  })

  test('has no payment when there is nothing to pay', async () => {
    const document = { ...withMapping('{ "free": $payment = null }'), pricing: undefined }
    expect(await run(document)).toMatchObject({ kind: 'mapped', output: { free: true } })
  })

  test('lists what is missing, extra or of the wrong type, each at its pointer', async () => {
    const mapping = '{ "reference": "short", "name": items, "colour": "red", "list": [ { "a/b": true } ] }'
    const schema = {
      ...wasteDelivery.schema,
      properties: {
        ...(wasteDelivery.schema!.properties as object),
        list: { type: 'array', items: { type: 'object', properties: { 'a/b': { type: 'string' } } } },
      },
    }
    const outcome = await run(withMapping(mapping, { schema }))
    if (outcome.kind !== 'mapped') throw new Error('It was not mapped')
    expect(outcome.problems.sort((a, b) => (a.pointer < b.pointer ? -1 : 1))).toEqual([
      { pointer: '/colour', kind: 'extra', message: '‘colour’ is not expected' },
      { pointer: '/count', kind: 'missing', message: '‘count’ is missing' },
      {
        pointer: '/list/0/a~1b',
        kind: 'wrong-type',
        message: '‘list/0/a~1b’ must be text, and is true or false',
      },
      { pointer: '/name', kind: 'wrong-type', message: '‘name’ must be text, and is a number' },
      {
        pointer: '/reference',
        kind: 'wrong-value',
        message: '‘reference’ does not have the form ^[A-Z0-9]{10}$',
      },
    ])
  })

  test('says where a mapping fails', async () => {
    const outcome = await run(withMapping('{ "n": $number(fullName) }'))
    expect(outcome.kind).toBe('failed')
  })

  test('says when a mapping gives nothing', async () => {
    expect(await run(withMapping('nothing.here'))).toMatchObject({
      kind: 'failed',
      problem: { message: 'The mapping gives nothing' },
    })
  })

  test('says when the sample cannot be priced', async () => {
    const document = withMapping('{}')
    document.pricing!.refuse = "items > 6 ? 'More than 6 items' : null"
    expect(await run(document, { fullName: 'Ann', items: 7 })).toMatchObject({
      kind: 'failed',
      problem: { message: expect.stringContaining('More than 6 items') },
    })
  })

  test('a mapping without end does not hold the server up', async () => {
    const startedAt = performance.now()
    const outcome = await run(withMapping('$sum($map([1..9000000], function($n) { $n }))'))
    expect(outcome.kind).toBe('failed')
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})

describe('mapping cases', () => {
  const cases = async (tests: MappingCase[], mapping = '{ "name": fullName, "count": items }') =>
    delivery.runMappingCases(withMapping(mapping, { tests }))

  test('pass when the output is exactly as expected, whatever the order of names', async () => {
    expect(await cases([{ name: 'three', answers, output: { count: 3, name: 'Ann' } }])).toEqual([
      {
        pointer: '/deliveries/0/tests/0',
        deliveryId: 'waste',
        name: 'three',
        passed: true,
        output: { name: 'Ann', count: 3 },
        expected: { count: 3, name: 'Ann' },
      },
    ])
  })

  test('fail with the first difference, and partial ones look only at what they name', async () => {
    const results = await cases([
      { name: 'extra', answers, output: { name: 'Ann' } },
      { name: 'partial', answers, output: { name: 'Ann' }, partial: true },
      { name: 'missing', answers, output: { name: 'Ann', count: 3, day: 'Monday' } },
      { name: 'other', answers, output: { name: 'Ann', count: 4 } },
    ])
    expect(results.map(({ passed, failure }) => [passed, failure])).toEqual([
      [false, '‘count’ is not expected'],
      [true, undefined],
      [false, '‘day’ is missing'],
      [false, '‘count’ is 3 and should be 4'],
    ])
  })

  test('fail when the output does not meet the schema, or the mapping fails, or there is no price', async () => {
    const document = withMapping('{ "name": fullName }', {
      schema: { type: 'object', required: ['count'] },
      tests: [{ name: 'schema', answers, output: { name: 'Ann' } }],
    })
    expect((await delivery.runMappingCases(document))[0]).toMatchObject({
      passed: false,
      failure: '‘count’ is missing',
    })
    expect((await cases([{ name: 'fails', answers, output: {} }], '$number(fullName)'))[0]!.passed).toBe(
      false,
    )
    const refusing = withMapping('{}', { tests: [{ name: 'refused', answers, output: {} }] })
    refusing.pricing!.refuse = "'Never'"
    expect((await delivery.runMappingCases(refusing))[0]!.failure).toContain('Never')
  })
})

describe('comparing outputs', () => {
  test.each([
    [{ a: [1, 2] }, { a: [2, 1] }, false, '‘a/0’ is 1 and should be 2'],
    [{ a: [1] }, { a: [1, 2] }, true, '‘a’ has 1 entries and should have 2'],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, true, undefined],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1 } }, false, '‘a/c’ is not expected'],
    [{ a: null }, { a: null }, false, undefined],
    [{}, { a: null }, false, '‘a’ is missing'],
    [{ a: '1' }, { a: 1 }, false, '‘a’ is "1" and should be 1'],
    [[1], { 0: 1 }, false, 'The output is [1] and should be {"0":1}'],
    [undefined, {}, false, 'The output is not there and should be {}'],
    ['text', 'text', false, undefined],
  ])('%j against %j (partial: %s)', (actual, expected, partial, difference) => {
    expect(firstDifference(actual, expected, partial)).toBe(difference)
  })
})

describe('checking deliveries when a form is published', () => {
  test('finds nothing wrong with a good one', () => {
    expect(checkDeliveries(wasteDocument(wasteDelivery))).toEqual([])
    expect(checkDeliveries(wasteDocument())).toEqual([])
  })

  test('finds a question that does not exist, with its position', () => {
    const document = withMapping('{ "name": fulName }')
    expect(checkDeliveries(document)).toMatchObject([
      {
        pointer: '/deliveries/0/mapping',
        position: 10,
        length: 7,
        message: expect.stringContaining('fulName'),
      },
    ])
  })

  test('finds a variable that is not bound', () => {
    expect(checkDeliveries(withMapping('{ "n": $organisation.name }'))).toMatchObject([
      { pointer: '/deliveries/0/mapping', message: expect.stringContaining('organisation') },
    ])
  })

  test('finds an id used twice', () => {
    const document = wasteDocument(wasteDelivery, wasteDelivery)
    expect(checkDeliveries(document)).toEqual([
      { pointer: '/deliveries/1/id', message: 'There are two deliveries called ‘waste’' },
    ])
  })

  const doubling = Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [
      `d${n}`,
      { allOf: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }] },
    ]),
  )
  test.each<[string, Record<string, unknown>]>([
    ['an unknown type', { type: 'text' }],
    ['a reference to elsewhere', { $ref: 'https://example.com/schema.json' }],
    ['a reference to a file', { $ref: 'file:///etc/passwd' }],
    ['a reference to nowhere', { $ref: '#/$defs/none' }],
    ['a reference that cannot be read', { $ref: '#/%E0%A4%A' }],
    ['a reference to itself', { $ref: '#' }],
    ['references in a circle', { $ref: '#/$defs/a', $defs: { a: { items: { $ref: '#/$defs/a' } } } }],
    ['references that multiply', { $ref: '#/$defs/d0', $defs: { ...doubling, d30: { type: 'string' } } }],
    [
      'references that multiply under a property named $defs',
      { properties: { $defs: { properties: doubling } }, $ref: '#/properties/$defs/properties/d0' },
    ],
    ['dynamic references', { $dynamicRef: '#node' }],
    ['comparing every pair of a long list', { type: 'array', uniqueItems: true }],
    ['a pattern that looks behind', { type: 'string', pattern: '(?<=a)b' }],
    ['a pattern that is not one', { type: 'string', pattern: '(' }],
    ['deep nesting', JSON.parse(`${'{"not":'.repeat(300)}{}${'}'.repeat(300)}`)],
    ['more than 64 kB', { enum: ['x'.repeat(70_000)] }],
    ['another dialect', { $schema: 'https://example.com/other' }],
  ])('refuses a schema with %s, in words, quickly', (_what, schema) => {
    const startedAt = performance.now()
    const problems = checkDeliveries(wasteDocument({ ...wasteDelivery, schema }))
    expect(problems).toMatchObject([
      {
        pointer: '/deliveries/0/schema',
        message: expect.stringMatching(/^This is not a JSON Schema that we can use: ./),
      },
    ])
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  test('a pattern that would take for ever elsewhere takes no time', async () => {
    const schema = { type: 'object', properties: { t: { type: 'string', pattern: '^(a+)+$' } } }
    const mapping = `{ "t": "${'a'.repeat(40)}!" }`
    const startedAt = performance.now()
    expect(await run(withMapping(mapping, { schema }))).toMatchObject({ problems: [{ pointer: '/t' }] })
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  test('keeps several patterns apart', async () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string', pattern: '^x' }, b: { type: 'string', pattern: '^y' } },
      patternProperties: { '^n_': { type: 'number' } },
    }
    const outcome = await run(withMapping('{ "a": "x1", "b": "x1", "n_1": "x1", "m_1": "x1" }', { schema }))
    if (outcome.kind !== 'mapped') throw new Error('It was not mapped')
    expect(outcome.problems.map(({ pointer }) => pointer).sort()).toEqual(['/b', '/n_1'])
  })

  test('uses formats, and references within the schema', async () => {
    const schema = {
      type: 'object',
      properties: { on: { $ref: '#/$defs/day' }, mail: { type: 'string', format: 'email' } },
      $defs: { day: { type: 'string', format: 'date' } },
    }
    const outcome = await run(withMapping('{ "on": "2026-13-01", "mail": "nobody" }', { schema }))
    if (outcome.kind !== 'mapped') throw new Error('It was not mapped')
    expect(outcome.problems.map(({ message }) => message)).toEqual([
      '‘on’ is not written as date',
      '‘mail’ is not written as email',
    ])
  })
})
