import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answers } from '../../form-schemas/answers.ts'
import type { PriceLineRule, Pricing } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { createPricing, maximumPricePence, type PricingRoom } from '../../server/pricing/index.ts'
import { bulkyWaste } from './bulky-waste.ts'

const on = '2026-11-22'
let expressions: Expressions
let pricing: PricingRoom
beforeAll(() => {
  expressions = createExpressions({ workers: 2, log: createLog('silent') })
  pricing = createPricing({ expressions })
})
afterAll(() => expressions.close())

const things = (...quantities: number[]) => quantities.map((quantity) => ({ item: 'sofa', quantity }))
const price = (answers: Answers, change: Partial<Pricing> = {}, day = on) =>
  pricing.price(bulkyWaste(change), answers, day)

describe('a price', () => {
  it('has its lines as they are charged and exported, and the reasons for them', async () => {
    expect(await price({ things: things(2, 1), benefits: 'no' })).toEqual({
      kind: 'priced',
      price: {
        totalPence: 2500,
        lines: [
          {
            code: 'collection',
            label: { en: 'Collection', cy: 'Casgliad' },
            quantity: 1,
            amountPence: 2500,
            totalPence: 2500,
            vat: 'outside-scope',
            fund: 'BW',
            ledger: 'R1234',
            narrative: 'Bulky waste',
          },
        ],
        explanation: {
          on,
          values: [
            { name: 'howMany', label: { en: 'Number of items', cy: 'Nifer yr eitemau' }, value: 3 },
            { name: 'base', value: 2500 },
          ],
          lines: [
            // The fee was read by a named value that the line uses.
            { code: 'collection', applied: true, fees: [{ code: 'upTo3', pence: 2500, from: '2026-04-01' }] },
            { code: 'discount', applied: false, when: 'benefits = "yes"', fees: [] },
          ],
        },
      },
    })
  })

  it.each([
    [[1], 'no', on, 2500],
    [[3], 'no', on, 2500],
    [[4], 'no', on, 5000],
    [[6], 'no', on, 5000],
    [[3], 'yes', on, 1250],
    [[3], 'no', '2027-03-31', 2500],
    [[3], 'no', '2027-04-01', 2650],
    [[3], 'yes', '2027-04-01', 1325],
  ])('of %j items, benefits %s, on %s is %i pence', async (quantities, benefits, day, totalPence) => {
    const outcome = await price({ things: things(...quantities), benefits }, {}, day)
    expect(outcome).toMatchObject({ kind: 'priced', price: { totalPence } })
  })

  it('of a form without prices is nothing, without lines', async () => {
    const { pricing: _, ...free } = bulkyWaste()
    expect(await pricing.price(free, {}, on)).toEqual({
      kind: 'priced',
      price: { totalPence: 0, lines: [], explanation: { on, values: [], lines: [] } },
    })
  })

  it('leaves out a line whose quantity is 0', async () => {
    const line = { ...bulkyWaste().pricing!.lines[0]!, quantity: '$howMany - 3' }
    expect(await price({ things: things(3) }, { lines: [line] })).toMatchObject({
      kind: 'priced',
      price: { totalPence: 0, lines: [], explanation: { lines: [{ code: 'collection', applied: false }] } },
    })
    expect(await price({ things: things(5) }, { lines: [line] })).toMatchObject({
      price: { totalPence: 10_000, lines: [{ quantity: 2, amountPence: 5000, totalPence: 10_000 }] },
    })
  })
})

describe('answers without a price are refused', () => {
  it('in the words of the form when its own rule says so', async () => {
    expect(await price({ things: things(7) })).toEqual({
      kind: 'refused',
      reason: 'We collect at most 6 items.',
      words: 'We collect at most 6 items.',
      because: 'rule',
    })
  })

  it('naming the value that could not be worked out, when an answer is missing', async () => {
    expect(await price({})).toEqual({
      kind: 'refused',
      reason:
        'The value ‘base’ could not be worked out: ‘$howMany’ has no answer, so ‘<=’ cannot be worked out. Say what holds then, as in ‘(answer ?: 0)’.',
      because: 'fault',
      pointer: '/pricing/define/1/value',
    })
  })

  const line = (change: Partial<PriceLineRule>): Partial<Pricing> => ({
    lines: [{ ...bulkyWaste().pricing!.lines[0]!, ...change }],
  })
  it.each<[string, Partial<Pricing>, string, string]>([
    [
      'a condition that is a number',
      line({ when: '$howMany' }),
      'its condition must be true or false, not 2.',
      'when',
    ],
    [
      'a condition that is a text',
      line({ when: '"true"' }),
      'its condition must be true or false, not the text ‘true’.',
      'when',
    ],
    [
      'a condition that gives nothing',
      line({ when: 'benefits' }),
      'its condition must be true or false, not nothing.',
      'when',
    ],
    [
      'half a thing',
      line({ quantity: '$howMany / 4' }),
      'its quantity must be a whole number, 0 or more, not 0.5.',
      'quantity',
    ],
    [
      'less than nothing',
      line({ quantity: '-1' }),
      'its quantity must be a whole number, 0 or more, not -1.',
      'quantity',
    ],
    [
      'a quantity in words',
      line({ quantity: '"2"' }),
      'its quantity must be a whole number, 0 or more, not the text ‘2’.',
      'quantity',
    ],
    [
      'pounds for pence',
      line({ amount: '25.5' }),
      'its amount must be whole pence up to £100,000, not 25.5.',
      'amount',
    ],
    [
      'an amount in words',
      line({ amount: '"2500"' }),
      'its amount must be whole pence up to £100,000, not the text ‘2500’.',
      'amount',
    ],
    [
      'an amount that is nothing',
      line({ amount: 'benefits' }),
      'its amount must be whole pence up to £100,000, not nothing.',
      'amount',
    ],
    [
      'an amount that is a list',
      line({ amount: 'things.quantity' }),
      'its amount must be whole pence up to £100,000, not a list.',
      'amount',
    ],
    [
      'a third of a penny',
      line({ amount: '1000 / 3' }),
      'its amount must be whole pence up to £100,000, not 333.3333333333333.',
      'amount',
    ],
    [
      'a fortune',
      line({ amount: '10000001' }),
      'its amount must be whole pence up to £100,000, not 10000001.',
      'amount',
    ],
    [
      'a fee nobody knows',
      line({ amount: "$fee('upTo9')" }),
      'its amount could not be worked out: There is no fee called ‘upTo9’. Did you mean ‘upTo3’?',
      'amount',
    ],
  ])('%s', async (_name, change, reason, part) => {
    expect(await price({ things: things(1, 1) }, change)).toEqual({
      kind: 'refused',
      reason: `The price line ‘Collection’: ${reason}`,
      because: 'fault',
      pointer: `/pricing/lines/0/${part}`,
    })
  })

  it('when it comes to too much, or to less than nothing', async () => {
    const answers = { things: things(2) }
    expect(await price(answers, line({ quantity: '50', amount: '300000' }))).toMatchObject({
      reason: 'The price line ‘Collection’ comes to more than £100,000.',
    })
    const [first] = bulkyWaste().pricing!.lines
    const twice = [first!, { ...first!, code: 'again' }].map((rule) => ({ ...rule, amount: '6000000' }))
    expect(await price(answers, { lines: twice })).toMatchObject({
      reason: 'The price comes to more than £100,000.',
    })
    const discount = [first!, { ...first!, code: 'discount', amount: '-2501' }]
    expect(await price(answers, { lines: discount })).toMatchObject({
      reason: 'The discounts are more than the price: it comes to -£0.01.',
    })
  })

  it('when the rule for refusing gives something that is not words', async () => {
    expect(await price({ things: things(1) }, { refuse: '$howMany > 0' })).toMatchObject({
      kind: 'refused',
      reason: 'The rule for refusing must give words, or {"en": …, "cy": …}, or nothing, not true.',
      pointer: '/pricing/refuse',
    })
    expect(await price({ things: things(1) }, { refuse: 'null' })).toMatchObject({ kind: 'priced' })
    expect(await price({ things: things(1) }, { refuse: '""' })).toMatchObject({ kind: 'priced' })
  })

  it('in both languages when the rule gives both, and in English to officers', async () => {
    expect(await price({}, { refuse: '{ "en": "Too many", "cy": "Gormod" }' })).toEqual({
      kind: 'refused',
      because: 'rule',
      reason: 'Too many',
      words: { en: 'Too many', cy: 'Gormod' },
    })
    expect(await price({}, { refuse: '{ "en": "Too many", "cy": null }' })).toMatchObject({
      words: { en: 'Too many' },
    })
  })

  it.each([
    ['Welsh alone', '{ "cy": "Gormod" }', 'an object'],
    ['blank English', '{ "en": " ", "cy": "Gormod" }', 'an object'],
    ['blank Welsh', '{ "en": "Too many", "cy": "" }', 'an object'],
    ['another language', '{ "en": "Too many", "fr": "Trop" }', 'an object'],
    ['words that are no text', '{ "en": { "en": "Too many" } }', 'an object'],
    ['a number for words', '{ "en": 7 }', 'an object'],
    ['nothing inside', '{}', 'an object'],
    ['a list of words', '["Too many", "Gormod"]', 'a list'],
    ['a key of JavaScript', '{ "en": "Too many", "toString": "x" }', 'an object'],
  ])('when the rule for refusing gives %s', async (_what, refuse, what) => {
    const outcome = await price({ things: things(1) }, { refuse })
    expect(outcome).toMatchObject({ kind: 'refused', because: 'fault', pointer: '/pricing/refuse' })
    expect(outcome).toHaveProperty('reason', expect.stringContaining(`not ${what}.`))
  })

  it('without blaming the rules, when nothing can be worked out at this moment', async () => {
    const stopping = createExpressions({ workers: 1, log: createLog('silent') })
    await stopping.close()
    const outcome = await createPricing({ expressions: stopping }).price(
      bulkyWaste(),
      { things: things(1) },
      on,
    )
    expect(outcome).toEqual({ kind: 'refused', reason: 'The server is stopping.', because: 'unavailable' })
  })

  it('when working it out takes too long', async () => {
    const endless = '$map([1..9000], function($a) { $map([1..9000], function($b) { $a + $b }) })'
    expect(await price({ things: things(1) }, line({ amount: endless }))).toMatchObject({
      kind: 'refused',
      because: 'fault',
      reason: expect.stringContaining('This took too long to work out.'),
    })
  })
})

describe('junk aimed at the price', () => {
  const junk: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.double(),
      fc.constantFrom(
        0,
        -0,
        -1,
        2.5,
        1e21,
        2 ** 53,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        null,
        undefined,
        true,
        false,
      ),
      fc.constantFrom('NaN', '3', '-3', '1e9', '£25.00', 'yes', '', '$fee("upTo3")', '__proto__'),
      fc.string(),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom('quantity', 'item', '__proto__', 'constructor'), fc.string()),
        tie('any'),
        { maxKeys: 4 },
      ),
    ),
  })).any
  const quantity = fc.oneof(junk, fc.nat(8))
  const answers = fc.record({
    things: fc.oneof(junk, fc.array(fc.record({ item: junk, quantity }), { maxLength: 4 })),
    benefits: fc.oneof(junk, fc.constantFrom('yes', 'no')),
    totalPence: junk,
    price: junk,
  })

  it('is refused, or priced in whole pence that are the sum of its lines', async () => {
    const open: PriceLineRule = {
      ...bulkyWaste().pricing!.lines[0]!,
      code: 'each',
      quantity: '$howMany',
      amount: '$howMany * 100',
    }
    const document = bulkyWaste({ lines: [...bulkyWaste().pricing!.lines, open] })
    const kinds = new Set<string>()
    await fc.assert(
      fc.asyncProperty(answers, async (given) => {
        const outcome = await pricing.price(document, given as Answers, on)
        kinds.add(outcome.kind)
        if (outcome.kind === 'refused') {
          expect(outcome.reason).not.toBe('')
          return
        }
        const { totalPence, lines } = outcome.price
        expect(Number.isSafeInteger(totalPence)).toBe(true)
        expect(totalPence).toBeGreaterThanOrEqual(0)
        expect(totalPence).toBeLessThanOrEqual(maximumPricePence)
        expect(lines.reduce((sum, line) => sum + line.totalPence, 0)).toBe(totalPence)
        for (const line of lines) {
          expect(line.totalPence).toBe(line.quantity * line.amountPence)
          expect(Number.isSafeInteger(line.quantity) && line.quantity > 0).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
    expect([...kinds].sort()).toEqual(['priced', 'refused'])
  })

  it('changes nothing when the rules do not read it', async () => {
    const honest = await price({ things: things(2), benefits: 'no' })
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => !['things', 'benefits'].includes(key)),
          junk,
        ),
        async (extra) => {
          expect(await price({ ...(extra as Answers), things: things(2), benefits: 'no' })).toEqual(honest)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('the library', () => {
  it.each(libraryForms().map((form) => [form.slug, form] as const))(
    '%s: rules are right and every price case passes',
    async (_slug, form) => {
      expect(pricing.check(form.document)).toEqual([])
      const results = await pricing.runCases(form.document)
      expect(results.filter((result) => !result.passed)).toEqual([])
      expect(results.length).toBe(form.document.pricing?.tests.length ?? 0)
    },
  )
})
