import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Component, FormDocument, Pricing } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createExpressions, type Expressions, mentionsIn } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { coverageGaps, createPricing, type PricingRoom, type Suggestion } from '../../server/pricing/index.ts'

let expressions: Expressions
let pricing: PricingRoom
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
  pricing = createPricing({ expressions })
})
afterAll(() => expressions.close())
const suggested = async (...about: Parameters<PricingRoom['suggest']>) =>
  (await pricing.suggest(...about)).suggestions

const today = '2026-11-22'
const line = { code: 'hire', label: 'Hire', amount: '1000', vat: 'exempt', fund: 'HA' } as const

/** A hall for some hours: one page of questions with the rules that a test gives. */
function hall(questions: Component[], rules: Partial<Pricing>): FormDocument {
  return {
    format: 'counterfoil/1',
    slug: 'hall',
    title: 'Hire a hall',
    definition: {
      display: 'wizard',
      components: [{ type: 'panel', key: 'all', title: 'Hall', components: questions }],
    },
    pricing: { fees: {}, define: [], lines: [line], tests: [], ...rules },
  }
}
const hours = (validate: Record<string, unknown> = { min: 1, max: 12 }): Component => ({
  type: 'number',
  key: 'hours',
  label: 'How many hours?',
  validate: { required: true, ...validate },
})
const one = { name: 'two hours', answers: { hours: 2 }, on: today, total: 1000 }
const spoken = (suggestions: Suggestion[]) =>
  suggestions.map(({ name, outcome }) =>
    outcome.kind === 'priced' ? `${name} = ${outcome.price.totalPence}` : `${name} = ${outcome.because}`,
  )

describe('the edges of the rules are suggested', () => {
  test('below, at and above a number that a rule compares with, and the least and most that the question takes', async () => {
    const lines = [{ ...line, amount: 'hours > 4 ? 5000 : 1000' }]
    const found = await suggested(hall([hours()], { lines, tests: [one] }), today)
    expect(spoken(found)).toEqual([
      'How many hours: 5 = 5000',
      'How many hours: 3 = 1000',
      'How many hours: 4 = 1000',
      'How many hours: 1 = 1000',
      'How many hours: 12 = 5000',
    ])
    expect(found[0]!.why).toBe(
      'No case sees this yet. In the amount of ‘Hire’: when ‘How many hours?’ is more than 4',
    )
    expect(found[1]!.why).toBe('Just below 4, which a rule compares with')
  })

  test('the day before an amount changes and the day itself', async () => {
    const fees = {
      hire: [
        { from: '2026-04-01', pence: 1000 },
        { from: '2027-03-28', pence: 1100 },
      ],
    }
    const document = hall([hours()], { fees, lines: [{ ...line, amount: "$fee('hire')" }], tests: [one] })
    const days = (await suggested(document, today)).filter(({ kind }) => kind === 'day')
    expect(days.map(({ on }) => on)).toEqual(['2027-03-27', '2027-03-28'])
    expect(spoken(days)).toEqual([
      'hire: the last day before £11.00 = 1000',
      'hire: the first day of £11.00 = 1100',
    ])
  })

  test('each option of a choice, both of yes and no, and an optional question left empty', async () => {
    const room: Component = {
      type: 'radio',
      key: 'room',
      label: 'Which room?',
      values: [
        { label: 'Large', value: 'large' },
        { label: 'Small', value: 'small' },
      ],
      validate: { required: true },
    }
    const kitchen: Component = { type: 'yesno', key: 'kitchen', label: 'Do you want the kitchen?' }
    const lines = [{ ...line, amount: '(room = "large" ? 2000 : 1000) + (kitchen ? 500 : 0)' }]
    const tests = [{ name: 'large', answers: { room: 'large', kitchen: true }, on: today, total: 2500 }]
    const found = await suggested(hall([room, kitchen], { lines, tests }), today)
    expect(spoken(found)).toEqual([
      'Which room: Small = 1500',
      'Do you want the kitchen: Left empty = 2000',
      'Do you want the kitchen: No = 2000',
    ])
  })

  test('nothing that a case tries already, and nothing that a resident could not answer', async () => {
    const lines = [{ ...line, amount: 'hours > 4 ? 5000 : 1000' }]
    const tests = [1, 3, 4, 5].map((n) => ({ ...one, name: `${n}`, answers: { hours: n }, total: 0 }))
    expect(spoken(await suggested(hall([hours({ min: 1, max: 5 })], { lines, tests }), today))).toEqual([])
  })
})

describe('what no case sees yet comes first', () => {
  test('a line that is never charged, with answers that charge it', async () => {
    const lines = [line, { ...line, code: 'long', label: 'Long hire', when: 'hours > 7' }]
    const [first] = await suggested(hall([hours()], { lines, tests: [one] }), today)
    expect(first).toMatchObject({ kind: 'unseen', why: 'No case sees this yet: ‘Long hire’ is charged' })
    expect(first!.answers).toEqual({ hours: 8 })
  })

  test.each(libraryForms())(
    'the cases of $slug, taken away and added again as suggested, see nearly every rule',
    async ({ document }) => {
      if (!document.pricing) return expect(await suggested(document, today)).toEqual([])
      const bare = structuredClone(document)
      bare.pricing!.tests = []
      const before = coverageGaps(bare.pricing!, []).length
      bare.pricing!.tests = (await suggested(bare, today))
        .filter(({ kind }) => kind !== 'fault')
        .map(({ name, answers, on, outcome }) =>
          outcome.kind === 'priced'
            ? { name, answers, on, total: outcome.price.totalPence }
            : { name, answers, on, refused: true },
        )
      const results = await pricing.runCases(bare)
      expect(results.filter(({ passed }) => !passed)).toEqual([])
      // What a look-up finds cannot be made up: those forms need a case that an officer writes.
      const looksUp = JSON.stringify(bare.definition).includes('"lookup"')
      if (!looksUp) expect(coverageGaps(bare.pricing!, results).length).toBeLessThan(before / 2)
    },
  )
})

describe('answers that nobody thought of', () => {
  test('a total below nothing is found and said in words', async () => {
    const lines = [line, { ...line, code: 'less', label: 'Less', when: 'hours > 8', amount: '-2500' }]
    const found = await suggested(hall([hours()], { lines, tests: [one] }), today)
    const fault = found.find(({ kind }) => kind === 'fault')
    expect(fault?.why).toBe('The discounts are more than the price: it comes to -£15.00.')
    expect(fault?.answers.hours).toBeGreaterThan(8)
  })

  test('a total over the limit is found where a question has no maximum', async () => {
    const lines = [{ ...line, quantity: 'hours' }]
    const found = await suggested(hall([hours({ min: 1 })], { lines, tests: [one] }), today)
    expect(found.find(({ kind }) => kind === 'fault')?.why).toContain('more than £100,000')
  })

  test('amounts that are no whole pence, and answers that a rule does not reckon with', async () => {
    const lines = [{ ...line, amount: 'hours * 12.5' }]
    const found = await suggested(hall([hours({ min: 1 })], { lines, tests: [one] }), today)
    expect(found.find(({ kind }) => kind === 'fault')?.why).toContain('whole pence up to £100,000, not')
    const optional = { ...hours(), validate: {} }
    const without = await suggested(
      hall([optional], { lines: [{ ...line, amount: 'hours * 10' }], tests: [one] }),
      today,
    )
    const fault = without.find(({ kind }) => kind === 'fault')
    expect(fault?.why).toContain('a missing answer')
    expect(fault?.answers.hours ?? null).toBeNull()
  })

  test('how many sets of answers were tried is told, each counted once', async () => {
    const { tried, stopped } = await pricing.suggest(
      hall([hours({ min: 1, max: 3 })], { tests: [one] }),
      today,
    )
    expect(tried).toBeLessThanOrEqual(3)
    expect(tried).toBeGreaterThan(0)
    expect(stopped).toBe(false)
    expect(await pricing.suggest(hall([hours()], { lines: [] }), today)).toEqual({
      suggestions: [],
      tried: 0,
      stopped: false,
    })
  })

  test('the same document gives the same suggestions', async () => {
    const { document } = libraryForms().find(({ slug }) => slug === 'garden-waste')!
    const bare = { ...document, pricing: { ...document.pricing!, tests: [] } }
    expect(await suggested(bare, today)).toEqual(await suggested(bare, today))
  })
})

test.each([
  ['a number with 400 digits', `hours > ${'9'.repeat(300)}`],
  ['a loop', '$map([1..1000], function($n) { $n > hours }) = 3'],
  ['what cannot be read', 'hours > ('],
  ['a price that fails always', '1 / 0 > hours'],
])('%s in a rule does not end the search', async (_, when) => {
  const document = hall([hours()], { lines: [{ ...line, when }], tests: [one] })
  expect(Array.isArray(await suggested(document, today))).toBe(true)
})

test('a case with two thousand answers, or with the name of a prototype, is varied like any other', async () => {
  const answers = Object.fromEntries(Array.from({ length: 2000 }, (_, n) => [`answer${n}`, n]))
  const odd = {
    name: 'odd',
    answers: { ...answers, ...JSON.parse('{"__proto__": 3}'), hours: 2 },
    on: today,
    total: 1000,
  }
  const lines = [{ ...line, when: 'hours > 4' }]
  const found = await suggested(hall([hours()], { lines, tests: [odd] }), today)
  expect(found.length).toBeGreaterThan(0)
  expect(({} as Record<string, unknown>).hours).toBeUndefined()
})

test('an expression mentions the names of its paths and the numbers that something is compared with', () => {
  const { names, numbers } = mentionsIn(
    '$sum(items[size > 2].quantity) * 5 >= 10 and $band(age, [{"upTo": 17}])',
  )
  expect([...names].sort()).toEqual(['age', 'items', 'quantity', 'size'])
  expect([...numbers].sort((a, b) => a - b)).toEqual([2, 5, 10, 17])
  expect(mentionsIn('hours > (').names.size).toBe(0)
})
