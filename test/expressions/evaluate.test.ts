import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '../../form-schemas/answers.ts'
import { createExpressions, type Expressions, type Step } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'

const log = createLog('silent')
const on = '2026-11-22'
const fees = {
  upTo3: [
    { from: '2026-04-01', pence: 2500 },
    { from: '2026-11-22', pence: 2600 },
    { from: '2027-04-01', pence: 2650 },
  ],
  later: [{ from: '2027-04-01', pence: 100 }],
}
const answers: Answers = {
  name: 'Ada',
  skipped: null,
  items: [
    { item: 'sofa', quantity: 2 },
    { item: 'bed', quantity: 1 },
  ],
}

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 2, log })
})
afterAll(() => expressions.close())

async function run(source: string, given: Answers = answers) {
  return (await expressions.evaluate({ steps: [{ key: 'it', source }] }, { answers: given, on, fees })).it
}

describe('a program', () => {
  it('binds values for later steps and skips what does not apply', async () => {
    const steps: Step[] = [
      { key: 'count', source: '$sum(items.quantity)', bindAs: 'count' },
      { key: 'few', source: '$count <= 3' },
      { key: 'many', source: '$count > 3' },
      { key: 'amount', source: "$fee('upTo3')", onlyIf: 'few' },
      { key: 'more', source: "$fee('nothing like it')", onlyIf: 'many' },
      { key: 'never', source: '1', onlyIf: 'more' },
    ]
    expect(await expressions.evaluate({ steps }, { answers, on, fees })).toEqual({
      count: { kind: 'value', value: 3, fees: [] },
      few: { kind: 'value', value: true, fees: [] },
      many: { kind: 'value', value: false, fees: [] },
      amount: { kind: 'value', value: 2600, fees: [{ code: 'upTo3', pence: 2600, from: '2026-11-22' }] },
      more: { kind: 'skipped' },
      never: { kind: 'skipped' },
    })
  })

  it('keeps what one program bound from the next', async () => {
    await expressions.evaluate({ steps: [{ key: 'a', source: '1', bindAs: 'secret' }] }, { answers, on })
    for (let again = 0; again < 6; again++) expect(await run('$secret')).toEqual({ kind: 'value', fees: [] })
  })

  it('sees the bindings handed in', async () => {
    const steps = [{ key: 'it', source: '$submission.reference & " " & name' }]
    const input = { answers, on, bindings: { submission: { reference: 'ABC' } } }
    expect(await expressions.evaluate({ steps }, input)).toMatchObject({ it: { value: 'ABC Ada' } })
  })
})

describe('the day is the one that was given', () => {
  it.each([
    ['$today()', '2026-11-22'],
    ['$now()', '2026-11-22T00:00:00.000Z'],
    ['$millis()', Date.UTC(2026, 10, 22)],
    ["$age('2008-11-22')", 18],
    ["$daysUntil('2026-12-01')", 9],
    ["$workingDaysBetween('2026-12-24', '2026-12-29')", 1],
    ['$percent(1262, 17.5)', 221],
    ["$map(items, function($i) { $band($i.quantity, [{'upTo': 1, 'pence': 5}, {'pence': 9}]) })", [9, 5]],
    ['$pad("7", -3, "0")', '007'],
    ['$pad("7", 3)', '7  '],
  ])('%s', async (source, value) => expect(await run(source)).toMatchObject({ kind: 'value', value }))
})

describe('a missing answer is an error, not a vanished price', () => {
  it.each([
    [
      'nowhere * 2',
      8,
      '‘nowhere’ has no answer, so ‘*’ cannot be worked out. Say what holds then, as in ‘(answer ?: 0)’.',
    ],
    [
      'nowhere > 3 ? 5000 : 2500',
      8,
      '‘nowhere’ has no answer, so ‘>’ cannot be worked out. Say what holds then, as in ‘(answer ?: 0)’.',
    ],
    [
      '$sum(nowhere.quantity) + 1',
      23,
      '‘$sum(…)’ has no answer, so ‘+’ cannot be worked out. Say what holds then, as in ‘(answer ?: 0)’.',
    ],
    [
      '-nowhere',
      0,
      '‘nowhere’ has no answer, so ‘-’ cannot be worked out. Say what holds then, as in ‘(answer ?: 0)’.',
    ],
    ['skipped * 2', 8, 'What stands before ‘*’ must be a number, and is a missing answer.'],
    [
      'items[height > 2]',
      13,
      '‘height’ has no answer, so ‘>’ cannot be worked out. Say what holds then, as in ‘(answer ?: 0)’.',
    ],
  ])('%s', async (source, position, message) => {
    expect(await run(source)).toMatchObject({ kind: 'error', message, position })
  })

  it('may be given a value, tested, compared and joined', async () => {
    expect(await run('(nowhere ?: 0) * 2')).toMatchObject({ value: 0 })
    expect(await run('(skipped ?: 1) * 2')).toMatchObject({ value: 2 })
    expect(await run('$exists(nowhere) ? 1 : 2')).toMatchObject({ value: 2 })
    expect(await run('nowhere = "x"')).toMatchObject({ value: false })
    expect(await run('name & nowhere')).toMatchObject({ value: 'Ada' })
    expect(await run('$count([1..0])')).toMatchObject({ value: 0 })
  })
})

describe('an error is in plain words and says where', () => {
  it.each([
    ['name * 2', 5, 'What stands before ‘*’ must be a number, and is ‘Ada’.'],
    ['2 + name', 2, 'What stands after ‘+’ must be a number, and is ‘Ada’.'],
    ['name > 2', 5, '‘Ada’ and 2 cannot be compared: one is a text, the other a number.'],
    ["1 + $fee('upTo4')", 4, 'There is no fee called ‘upTo4’. Did you mean ‘upTo3’?'],
    ["$fee('later')", 0, 'The fee ‘later’ has no amount yet on 2026-11-22.'],
    ['$sum(name)', 0, '‘$sum’ cannot work on ‘Ada’.'],
    ['1 + $error("Not today.")', 4, 'Not today.'],
  ])('%s', async (source, position, message) => {
    expect(await run(source)).toMatchObject({ kind: 'error', message, position })
  })
})

describe('what comes out is only JSON', () => {
  it('objects are ordinary, lists are ordinary, and nothing inside is undefined', async () => {
    const { value } = (await run('{ "a": items.item, "b": nowhere, "c": [1, null, "x"] }')) as {
      value: Record<string, unknown>
    }
    expect(value).toStrictEqual({ a: ['sofa', 'bed'], c: [1, null, 'x'] })
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })

  it('hostile names in the answers reach nothing', async () => {
    const hostile = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": {"name": "x"}, "name": "Ada"}',
    ) as Answers
    expect(await run('name', hostile)).toMatchObject({ kind: 'value', value: 'Ada' })
    expect(await run('polluted', hostile)).toEqual({ kind: 'value', fees: [] })
    expect(await run('$$', hostile)).toMatchObject({ kind: 'error', code: 'inner-name' })
    expect({}).not.toHaveProperty('polluted')
  })

  it('is at most 64 kB for a whole program', async () => {
    const source = '$join([1..1000].("0123456789012345678901234567890"))'
    const steps = ['a', 'b', 'c'].map((key) => ({ key, source }))
    const results = await expressions.evaluate({ steps }, { answers, on })
    expect(Object.values(results).map((result) => result.kind)).toEqual(['value', 'value', 'error'])
    expect(results.c).toMatchObject({ code: 'too-large', message: 'The result is too large.' })
  })
})
