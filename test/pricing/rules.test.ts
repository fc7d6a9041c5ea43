import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PriceCase, Pricing } from '../../form-schemas/document.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { createPricing, explainPrice, type PricingRoom } from '../../server/pricing/index.ts'
import { bulkyWaste } from './bulky-waste.ts'

const on = '2026-11-22'
let expressions: Expressions
let pricing: PricingRoom
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
  pricing = createPricing({ expressions })
})
afterAll(() => expressions.close())

describe('checking price rules', () => {
  const line = bulkyWaste().pricing!.lines[0]!
  const check = (change: Partial<Pricing>) => pricing.check(bulkyWaste(change))

  it('finds nothing wrong with rules that are right', () => {
    expect(check({})).toEqual([])
    const { pricing: _, ...free } = bulkyWaste()
    expect(pricing.check(free)).toEqual([])
  })

  it('points at each rule and at the place in it', () => {
    const problems = check({
      define: [
        { name: 'first', value: '$second + 1' },
        { name: 'second', value: '$sum(things.qantity)' },
        { name: 'second', value: '1' },
        { name: 'not a name', value: '1' },
      ],
      refuse: 'benefit = "no"',
      lines: [
        { ...line, when: '$second >', amount: "$fee('upTo4')" },
        { ...line, quantity: '$cuont(things)' },
      ],
    })
    expect(problems).toEqual([
      {
        pointer: '/pricing/define/0/value',
        message: 'Nothing called ‘$second’ was worked out before this.',
        position: 0,
        length: 7,
      },
      {
        pointer: '/pricing/define/1/value',
        message: 'There is no question called ‘qantity’ in ‘things’. Did you mean ‘quantity’?',
        position: 12,
        length: 7,
      },
      { pointer: '/pricing/define/2/name', message: 'Two values have the name ‘second’.' },
      {
        pointer: '/pricing/define/3/name',
        message:
          'A name has letters, digits and underscores only, begins with a letter and is at most 40 long.',
      },
      {
        pointer: '/pricing/refuse',
        message: 'There is no question called ‘benefit’. Did you mean ‘benefits’?',
        position: 0,
        length: 7,
      },
      { pointer: '/pricing/lines/0/when', message: 'The expression ends too early.', position: 8, length: 1 },
      {
        pointer: '/pricing/lines/0/amount',
        message: 'There is no fee called ‘upTo4’. Did you mean ‘upTo3’?',
        position: 5,
        length: 7,
      },
      { pointer: '/pricing/lines/1/code', message: 'Two price lines have the code ‘collection’.' },
      {
        pointer: '/pricing/lines/1/quantity',
        message: 'There is no function called ‘$cuont’. Did you mean ‘$count’?',
        position: 0,
        length: 6,
      },
      {
        pointer: '/pricing/lines/1/amount',
        message: 'Nothing called ‘$base’ was worked out before this.',
        position: 0,
        length: 5,
      },
    ])
  })
})

describe('a saved price case', () => {
  const things = (quantity: number) => ({ things: [{ item: 'sofa', quantity }], benefits: 'yes' })
  const run = async (saved: Omit<PriceCase, 'name' | 'on'>) => {
    const [result] = await pricing.runCases(bulkyWaste({ tests: [{ name: 'it', on, ...saved }] }))
    return result!
  }

  it('passes when everything is as expected', async () => {
    const lines = { collection: 2500, discount: -1250 }
    expect(await run({ answers: things(2), total: 1250, lines })).toMatchObject({ name: 'it', passed: true })
    expect((await run({ answers: things(2), total: 1250, lines })).failure).toBeUndefined()
    expect(await run({ answers: things(7), refused: true })).toMatchObject({ passed: true })
    expect(await run({ answers: {}, refused: true })).toMatchObject({ passed: true })
  })

  it.each([
    [{ answers: things(2), total: 2500 }, 'Expected £25.00 but got £12.50.'],
    [
      { answers: things(2), lines: { collection: 2600, delivery: 100 } },
      'Line ‘collection’: expected £26.00 but got £25.00. Line ‘delivery’: expected £1.00 but it was not charged. Line ‘discount’: -£12.50 was charged but not expected.',
    ],
    [{ answers: things(2), refused: true }, 'Expected no price but got £12.50.'],
    [
      { answers: things(7), total: 5000 },
      'Expected £50.00 but there was no price: We collect at most 6 items.',
    ],
    [
      { answers: things(2) },
      'This case expects nothing: give it a total, its lines, or say that there is no price.',
    ],
    [{ answers: things(2), total: 12.5 }, 'Expected 12.5 pence but got £12.50.'],
  ])('says what differs: %j', async (saved, failure) => {
    expect(await run(saved)).toMatchObject({ passed: false, failure })
  })
})

describe('a price in sentences', () => {
  it('says what was counted, each line with its fee, and the total, in English and Welsh', async () => {
    const answers = { things: [{ item: 'sofa', quantity: 3 }], benefits: 'yes' }
    const outcome = await pricing.price(bulkyWaste(), answers, on)
    if (outcome.kind !== 'priced') throw new Error(outcome.reason)
    expect(explainPrice(outcome.price)).toEqual({
      values: ['Number of items: 3'],
      lines: [
        'Collection: 1 × £25.00 = £25.00 (fee from 1 April 2026)',
        'Half price for people on benefits: 1 × -£12.50 = -£12.50 (fee from 1 April 2026)',
      ],
      total: 'Total: £12.50',
    })
    expect(explainPrice(outcome.price, 'cy')).toMatchObject({
      values: ['Nifer yr eitemau: 3'],
      lines: [
        'Casgliad: 1 × £25.00 = £25.00 (ffi o 1 Ebrill 2026)',
        'Half price for people on benefits: 1 × -£12.50 = -£12.50 (ffi o 1 Ebrill 2026)',
      ],
      total: 'Cyfanswm: £12.50',
    })
  })
})
