import { afterAll, beforeAll, expect, test } from 'vitest'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { type ComparedAnswers, createPricing, type PricingRoom } from '../../server/pricing/index.ts'
import { comparePrices } from '../../server/pricing/price-changes.ts'
import { bulkyWaste } from './bulky-waste.ts'

let expressions: Expressions
let pricing: PricingRoom
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
  pricing = createPricing({ expressions })
})
afterAll(() => expressions.close())

const on = '2026-11-22'
const sent = (name: string, quantity: number, day = on) => ({
  name,
  answers: { things: [{ item: 'sofa', quantity }], benefits: 'no' },
  on: day,
})
const fees = (upTo3: number, upTo6: number) => ({
  upTo3: [{ from: '2026-04-01', pence: upTo3 }],
  upTo6: [{ from: '2026-04-01', pence: upTo6 }],
})
const live = () => bulkyWaste({ fees: fees(2500, 5000) })

test('a new fee is told in counts and in pence up and down, with the largest changes first', async () => {
  const draft = bulkyWaste({ fees: fees(2650, 4000) })
  const sets = [sent('A', 1), sent('B', 2), sent('C', 5), sent('D', 7)]
  expect(await pricing.compare(live(), draft, sets)).toEqual({
    compared: 4,
    leftOut: 0,
    same: 1,
    up: { count: 2, pence: 300 },
    down: { count: 1, pence: 1000 },
    priceLost: 0,
    priceGained: 0,
    examples: [
      { name: 'C', on, before: 5000, after: 4000 },
      { name: 'A', on, before: 2500, after: 2650 },
      { name: 'B', on, before: 2500, after: 2650 },
    ],
  })
})

test('answers that lose their price or get one are told before all others, with the reason', async () => {
  const draft = bulkyWaste({ fees: fees(2600, 5000), refuse: '$howMany = 5 ? "Not five."' })
  const changes = await pricing.compare(live(), draft, [sent('A', 1), sent('B', 5), sent('C', 7)])
  expect(changes).toMatchObject({ priceLost: 1, priceGained: 1, same: 0, up: { count: 1, pence: 100 } })
  expect(changes.examples.map(({ name }) => name)).toEqual(['B', 'C', 'A'])
  expect(changes.examples[0]).toEqual({ name: 'B', on, before: 5000, reason: 'Not five.' })
})

test('a fee that begins later changes nothing before its day and everything from it', async () => {
  const later = { ...fees(2500, 5000), upTo3: [...fees(2500, 0).upTo3, { from: '2027-04-01', pence: 2650 }] }
  const draft = bulkyWaste({ fees: later })
  const changes = await pricing.compare(live(), draft, [
    sent('before', 1, '2027-03-31'),
    sent('after', 1, '2027-04-01'),
  ])
  expect(changes).toMatchObject({ same: 1, up: { count: 1, pence: 150 } })
  expect(changes.examples[0]?.name).toBe('after')
})

test('rules that are the same are not worked out at all, whatever else changed', async () => {
  const draft = bulkyWaste({ fees: fees(2500, 5000), tests: [{ name: 'x', answers: {}, on, total: 1 }] })
  draft.title = 'Another title'
  const never = () => Promise.reject(new Error('A price was worked out'))
  const changes = await comparePrices(live(), draft, [sent('A', 1), sent('B', 2)], never)
  expect(changes).toMatchObject({ compared: 2, same: 2, leftOut: 0, examples: [] })
})

test('what the sandbox had no time for is left out, and said', async () => {
  const draft = bulkyWaste({ fees: fees(2600, 5000) })
  const busy = () => Promise.resolve({ kind: 'refused', because: 'unavailable', reason: 'Busy' } as const)
  expect(await comparePrices(live(), draft, [sent('A', 1), sent('B', 2)], busy)).toMatchObject({
    compared: 0,
    leftOut: 2,
    same: 0,
  })
})

test('five hundred submissions are compared, twenty of them shown', async () => {
  const draft = bulkyWaste({ fees: fees(2650, 5000) })
  const sets = Array.from({ length: 500 }, (_, n) => sent(`S${n}`, 1 + (n % 6)))
  const changes = await pricing.compare(live(), draft, sets)
  expect(changes.compared + changes.leftOut).toBe(500)
  expect(changes.up.pence).toBe(changes.up.count * 150)
  expect(changes.examples).toHaveLength(20)
})

test('answers that no rule can work with are told as answers without a price', async () => {
  const draft = bulkyWaste({ fees: fees(2650, 5000) })
  const odd: ComparedAnswers[] = [
    { name: 'list', answers: { things: 'none', benefits: 1e308 }, on },
    { name: 'nothing', answers: {}, on },
  ]
  expect(await pricing.compare(live(), draft, odd)).toMatchObject({ compared: 2, same: 2, examples: [] })
})
