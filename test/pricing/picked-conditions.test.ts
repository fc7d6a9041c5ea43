import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answers } from '../../form-schemas/answers.ts'
import { plainSentence, sayGroup } from '../../form-schemas/condition-words.ts'
import type { Component, ConditionGroup, FormDocument } from '../../form-schemas/document.ts'
import { isShown } from '../../form-schemas/is-shown.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import {
  priceNames,
  priceSubjects,
  readAmount,
  readCondition,
  writeAmount,
  writeCondition,
} from '../../server/pricing/index.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions.close())

const required = { validate: { required: true } }
const options = (...values: string[]) => values.map((value) => ({ value, label: value.toUpperCase() }))
const questions: Component[] = [
  { type: 'number', key: 'hours', label: 'How many hours?', ...required },
  { type: 'number', key: 'extra', label: 'How many extra hours?' },
  { type: 'radio', key: 'visit', label: 'Which visit?', values: options('a', 'b') },
  { type: 'selectboxes', key: 'things', label: 'Which things?', values: options('x', 'y') },
  { type: 'textfield', key: 'name', label: 'Name' },
  { type: 'checkbox', key: 'agreed', label: 'Agreed' },
  { type: 'currency', key: 'paid', label: 'Paid so far' },
  {
    type: 'editgrid',
    key: 'rows',
    label: 'Rows',
    components: [{ type: 'number', key: 'count', label: 'How many?' }],
  },
]
const form: FormDocument = {
  format: 'counterfoil/1',
  slug: 'hall',
  title: 'Hall',
  definition: {
    display: 'wizard',
    components: [{ type: 'panel', key: 'all', title: 'Hall', components: questions }],
  },
}
const define = [
  { name: 'double', label: 'Twice the hours', value: 'hours * 2' },
  { name: 'free', value: 'visit = "a" and hours < 3' },
]
const subjects = priceSubjects(form, define)
const find = (component: string) => subjects.find((one) => one.component === component)
const spoken = (source: string) => {
  const group = readCondition(source, find)
  return group && plainSentence(sayGroup(group, priceNames(subjects)))
}

describe('a rule written by hand reads as the picks that say the same', () => {
  test.each([
    ['visit = "a"', '‘Which visit?’ is ‘A’'],
    ['"a" = visit', '‘Which visit?’ is ‘A’'],
    ['$not(visit = "a")', '‘Which visit?’ is not ‘A’'],
    ['hours > 3', '‘How many hours?’ is more than 3'],
    ['3 < hours', '‘How many hours?’ is more than 3'],
    ['hours != 3', '‘How many hours?’ is not 3'],
    ['(extra != null and extra >= -2)', '‘How many extra hours?’ is at least -2'],
    ['extra != null', '‘How many extra hours?’ is answered'],
    ['$not(extra != null)', '‘How many extra hours?’ is not answered'],
    [
      '"x" in things and $not("y" in things)',
      '‘Which things?’ includes ‘X’ and ‘Which things?’ does not include ‘Y’',
    ],
    ['paid = 1250', '‘Paid so far’ is £12.50'],
    ['$double <= 6', '‘Twice the hours’ is at most 6'],
    ['$free', '‘free’ is Yes'],
    ['$not($free)', '‘free’ is No'],
    ['$count(rows) > 1', '‘Rows: how many in the list’ is more than 1'],
    ['$sum([rows.count]) = 4', '‘Rows: How many? in all’ is 4'],
    [
      'visit = "a" and (hours > 3 or agreed = true)',
      '‘Which visit?’ is ‘A’ and (‘How many hours?’ is more than 3 or ‘Agreed’ is Yes)',
    ],
    [
      'hours > 1 or hours < 9 and $free',
      '‘How many hours?’ is more than 1 or (‘How many hours?’ is less than 9 and ‘free’ is Yes)',
    ],
  ])('%s', (source, words) => {
    expect(spoken(source)).toBe(words)
  })
})

describe('a rule that picks would change is not read as picks', () => {
  test.each([
    ['stops the price without an answer', 'extra > 3'],
    ['does not hold without an answer, where picks would', 'visit != "a"'],
    ['an answer that is none of them', 'visit = "z"'],
    ['text for a number', 'hours = "3"'],
    ['a sum', 'hours + 1 > 3'],
    ['a part of a list', 'rows[count > 1]'],
    ['another function', '$exists(extra)'],
    ['a question that is not there', 'gone = 1'],
    ['not of a group', '$not(visit = "a" and hours > 1)'],
    ['a choice between rules', 'hours > 1 ? true : false'],
    ['nothing that can be read', 'hours >'],
    ['deeper than picks go', '(hours>1 or (hours>2 and (hours>3 or (hours>4 and (hours>5 or hours<9)))))'],
    ['more than picks hold', Array.from({ length: 21 }, (_, n) => `hours > ${n}`).join(' and ')],
  ])('%s: %s', (_, source) => {
    expect(readCondition(source, find)).toBeUndefined()
  })
})

const conditions = fc
  .constantFrom(...subjects.filter(({ component }) => !component.startsWith('$')))
  .chain(({ component, operators, compareWith }) =>
    fc.record({
      component: fc.constant(component),
      operator: fc.constantFrom(...operators),
      value: Array.isArray(compareWith)
        ? fc.constantFrom(...compareWith.map(({ value }) => value))
        : compareWith === 'text'
          ? fc.constantFrom('Ann', 'A "quoted" \\ name', 'nn')
          : fc.integer({ min: -2, max: 4 }),
    }),
  )
const bare = conditions.map(({ value, ...rest }) =>
  rest.operator === 'isEmpty' || rest.operator === 'isNotEmpty' ? rest : { ...rest, value },
)
const conjunction = fc.constantFrom('all' as const, 'any' as const)
const groups: fc.Arbitrary<ConditionGroup> = fc.record({
  conjunction,
  conditions: fc.array(bare, { minLength: 1, maxLength: 3 }),
  groups: fc.array(fc.record({ conjunction, conditions: fc.array(bare, { minLength: 2, maxLength: 3 }) }), {
    maxLength: 2,
  }),
})
const maybe = <T>(answer: fc.Arbitrary<T>) => fc.option(answer, { nil: undefined })
const answers = fc
  .record({
    hours: fc.integer({ min: -2, max: 4 }),
    extra: maybe(fc.option(fc.integer({ min: -2, max: 4 }))),
    visit: maybe(fc.constantFrom('a', 'b')),
    things: maybe(fc.subarray(['x', 'y'])),
    name: maybe(fc.constantFrom('Ann', 'A "quoted" \\ name')),
    agreed: maybe(fc.boolean()),
    paid: maybe(fc.integer({ min: -2, max: 4 })),
    rows: maybe(fc.array(fc.record({ count: fc.integer({ min: 0, max: 3 }) }), { maxLength: 3 })),
  })
  .map((given) => JSON.parse(JSON.stringify(given)) as Answers)

test('what is picked means what the same condition of a question means, with and without answers, and reads back as picked', async () => {
  const samples = fc.sample(fc.tuple(groups, answers), { numRuns: 400, seed: 20261125 })
  for (const [group, given] of samples) {
    const source = writeCondition(group, find)
    const results = await expressions.evaluate(
      { steps: [{ key: 'when', source }] },
      { answers: given, on: '2026-11-22' },
    )
    const expected = isShown({ ...group, show: true }, given)
    expect({ source, given, result: results.when }).toMatchObject({ result: { value: expected } })
    const again = readCondition(source, find)
    expect(again && writeCondition(again, find)).toBeDefined()
    const sentence = (one: ConditionGroup) => plainSentence(sayGroup(one, priceNames(subjects)))
    // Groups of the same kind inside one another are read as one.
    if (
      group.groups?.every((inner) => inner.conjunction !== group.conjunction) &&
      group.conditions.length > 1
    )
      expect(sentence(again!)).toBe(sentence(group))
  }
})

test.each(libraryForms().filter(({ document }) => document.pricing))(
  'every condition of $slug that can be picked is written again with the same sentence',
  ({ document }) => {
    const own = priceSubjects(document, document.pricing!.define)
    const ownFind = (component: string) => own.find((one) => one.component === component)
    const conditional = document.pricing!.lines.filter(({ when }) => when !== undefined)
    const read = conditional.map(({ when }) => readCondition(when!, ownFind))
    expect(read.every((group) => group !== undefined)).toBe(true)
    for (const group of read) expect(readCondition(writeCondition(group!, ownFind), ownFind)).toEqual(group)
  },
)

describe('an amount is picked as', () => {
  const fees = { base: [{ from: '2026-04-01', pence: 2500 }] }
  test.each([
    ['2500', { kind: 'fixed', value: 2500 }],
    ['$fee("base")', { kind: 'fee', code: 'base', off: false }],
    ["$fee('base')", { kind: 'fee', code: 'base', off: false }],
    ['0 - $fee("base")', { kind: 'fee', code: 'base', off: true }],
    ['-$fee("base")', { kind: 'fee', code: 'base', off: true }],
    ['hours', { kind: 'subject', component: 'hours' }],
    ['(extra ?: 0)', { kind: 'subject', component: 'extra' }],
    ['$double', { kind: 'subject', component: '$double' }],
    ['$sum([rows.count])', { kind: 'subject', component: '$sum([rows.count])' }],
  ])('%s', (source, pick) => {
    expect(readAmount(source, { fees, find })).toEqual(pick)
    const again = writeAmount(readAmount(source, { fees, find })!, find)
    expect(readAmount(again, { fees, find })).toEqual(pick)
  })

  test.each([
    '25.5',
    '$fee("gone")',
    '$fee("base") * 2',
    'visit',
    '$free',
    'extra ?: 1',
    'hours ?: extra',
    '1 - $fee("base")',
    ')',
  ])('nothing that %s says: it stays a rule of its own', (source) => {
    expect(readAmount(source, { fees, find })).toBeUndefined()
  })

  test('a number that need not be answered as 0 without an answer', async () => {
    const source = writeAmount({ kind: 'subject', component: 'extra' }, find)
    for (const given of [{}, { extra: null }]) {
      const { amount } = await expressions.evaluate(
        { steps: [{ key: 'amount', source }] },
        { answers: given as Answers, on: '2026-11-22' },
      )
      expect(amount).toMatchObject({ value: 0 })
    }
  })
})
