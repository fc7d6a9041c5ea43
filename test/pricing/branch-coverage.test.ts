import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PriceCase, Pricing } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import {
  branchCoverageOf,
  createPricing,
  type PricingRoom,
  spokenBranch,
} from '../../server/pricing/index.ts'
import { bulkyWaste } from './bulky-waste.ts'

let expressions: Expressions
let pricing: PricingRoom
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
  pricing = createPricing({ expressions })
})
afterAll(() => expressions.close())

const on = '2026-11-22'
const things = (quantity: number, benefits: 'yes' | 'no' = 'no'): PriceCase => ({
  name: `${quantity} ${benefits}`,
  answers: { things: [{ item: 'sofa', quantity }], benefits },
  on,
  total: 0,
})
const flat = { code: 'flat', label: 'Flat', amount: '1000', vat: 'exempt', fund: 'F' } as const

async function seen(tests: PriceCase[], change: Partial<Pricing> = {}) {
  const document = bulkyWaste({ ...change, tests })
  const results = await pricing.runCases(document)
  const branches = branchCoverageOf(document, results)
  return {
    words: branches.map((one) => `${one.place}: ${spokenBranch(one)}`),
    gaps: await pricing.branchGaps(document, results),
  }
}

describe('each way inside an amount is counted', () => {
  test('in the value that the amount comes from, in words as picks say them', async () => {
    const { words, gaps } = await seen([things(3), things(2)])
    expect(words).toEqual([
      'the value ‘base’: When ‘Number of items’ is at most 3: seen in 2 cases',
      'the value ‘base’: Otherwise: never seen in a case',
    ])
    expect(gaps).toEqual([
      {
        pointer: '/pricing/define/1/value',
        message:
          'In the value ‘base’ no price case sees: otherwise. Add a case that does: ‘Suggest cases’ has answers for it.',
        position: 14,
        reachable: true,
      },
    ])
    expect((await seen([things(3), things(4)])).gaps).toEqual([])
  })

  test.each([
    [
      'a chain has its sides side by side',
      '$howMany < 2 ? 100 : $howMany < 4 ? 200 : 300',
      [
        'When ‘Number of items’ is less than 2: 0',
        'When ‘Number of items’ is less than 4: 1',
        'Otherwise: 1',
      ],
    ],
    [
      'a choice inside a choice',
      'benefits = "yes" ? ($howMany > 2 ? 10 : 20) : 30',
      [
        'When ‘Do you get benefits?’ is ‘Yes’, and ‘Number of items’ is more than 2: 1',
        'When ‘Do you get benefits?’ is ‘Yes’, and otherwise: 0',
        'Otherwise: 1',
      ],
    ],
    [
      'what cannot be picked is said as it is written, with its brackets',
      '($howMany * 2) > 7 ? 100 : 200',
      ['When ‘($howMany * 2) > 7’ holds: 1', 'Otherwise: 1'],
    ],
    [
      'an entry of a look-up table',
      '$lookup({"yes": 100, "no": 200, "maybe": 300}, benefits)',
      ['When it is ‘yes’: 1', 'When it is ‘no’: 1', 'When it is ‘maybe’: 0'],
    ],
    [
      'a band',
      '$band($howMany, [{"upTo": 3, "pence": 1}, {"upTo": 5, "pence": 2}, {"pence": 3}])',
      ['When it is up to 3: 1', 'When it is up to 5: 1', 'When it is above 5: 0'],
    ],
    ['a default is no way of its own', '($howMany ?: 0) * 100 + ($howMany ?? 0)', []],
    ['an amount without a choice', '1000', []],
  ])('%s', async (_, amount, expected) => {
    const document = bulkyWaste({
      lines: [{ ...flat, amount }],
      tests: [things(3, 'yes'), things(4)],
    })
    const results = await pricing.runCases(document)
    expect(branchCoverageOf(document, results).map(({ words, seen }) => `${words}: ${seen}`)).toEqual(
      expected,
    )
  })

  test('a quantity too, and a line that is not charged shows nothing of its amount', async () => {
    const line = {
      ...flat,
      when: 'benefits = "yes"',
      quantity: '$howMany > 3 ? 2 : 1',
      amount: '$howMany > 3 ? 5 : 6',
    }
    const { words } = await seen([things(4, 'no'), things(2, 'yes')], { lines: [line] })
    expect(words.filter((one) => one.includes('never'))).toEqual([
      'the quantity of ‘Flat’: When ‘Number of items’ is more than 3: never seen in a case',
      'the amount of ‘Flat’: When ‘Number of items’ is more than 3: never seen in a case',
    ])
  })

  test('a value that no amount goes by is left out', async () => {
    const define = [{ name: 'note', value: 'benefits = "yes" ? 1 : 2' }]
    expect((await seen([things(1)], { define, lines: [flat] })).words).toEqual([])
  })
})

test('a way that no answers lead to is worth a look and does not stop the form', async () => {
  const lines = [
    { ...flat, amount: 'benefits = "yes" ? 1 : benefits = "no" ? 2 : $count(things) < 0 ? 3 : 4' },
  ]
  const { gaps } = await seen([things(1, 'yes'), things(1, 'no')], { lines })
  const hopeless = gaps.find(({ reachable }) => !reachable)
  expect(hopeless?.message).toContain('No answers that we tried lead there')
})

test('residents’ prices are worked out without looking at the ways that they take', async () => {
  const document = bulkyWaste({ tests: [] })
  const evaluated: unknown[] = []
  const watched = createPricing({
    expressions: {
      ...expressions,
      evaluate: (program, input) => {
        evaluated.push(program.branches)
        return expressions.evaluate(program, input)
      },
    },
  })
  await watched.price(document, things(1).answers, on)
  expect(evaluated).toEqual([undefined])
})

test.each(libraryForms())(
  'the cases of $slug see every way that residents can get to',
  async ({ document }) => {
    const results = await pricing.runCases(document)
    const gaps = await pricing.branchGaps(document, results)
    expect(gaps).toEqual([])
  },
)
