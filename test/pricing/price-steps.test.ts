import { afterAll, beforeAll, expect, test } from 'vitest'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { createPricing, explainPrice, priceSteps } from '../../server/pricing/index.ts'
import { bulkyWaste } from './bulky-waste.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions.close())

test('a price keeps each step with its values: officers see all of them, residents what concerns them', async () => {
  const document = bulkyWaste()
  document.pricing!.define.push({ name: 'long', value: `"${'x'.repeat(500)}"` })
  const answers = { things: [{ item: 'sofa', quantity: 4 }], benefits: 'no' }
  const outcome = await createPricing({ expressions }).price(document, answers, '2026-11-22')
  if (outcome.kind !== 'priced') throw new Error(outcome.reason)
  // As the submission keeps it.
  const kept = JSON.parse(JSON.stringify(outcome.price)) as typeof outcome.price
  const steps = priceSteps(kept)
  expect(steps.filter(({ what }) => !what.includes('long'))).toEqual([
    { what: 'The value ‘howMany’ (Number of items)', result: '4', fees: [] },
    { what: 'The value ‘base’', result: '5000', fees: [] },
    {
      what: 'Collection',
      result: 'Charged: 1 × £50.00 = £50.00',
      fees: ['Fee ‘upTo6’: £50.00, from 1 April 2026'],
    },
    { what: 'The line ‘discount’', rule: 'benefits = "yes"', result: 'Left out', fees: [] },
  ])
  expect(steps.find(({ what }) => what.includes('long'))!.result).toHaveLength(200)
  expect(explainPrice(kept)).toEqual({
    values: ['Number of items: 4'],
    lines: ['Collection: 1 × £50.00 = £50.00 (fee from 1 April 2026)'],
    total: 'Total: £50.00',
  })
})
