import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PriceCase } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import {
  coverageGaps,
  coverageOf,
  createPricing,
  isCovered,
  spokenCoverage,
} from '../../server/pricing/index.ts'
import { bulkyWaste } from './bulky-waste.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions.close())

const things = (quantity: number, benefits: 'yes' | 'no' = 'no') => ({
  things: [{ item: 'sofa', quantity }],
  benefits,
})
const on = '2026-11-22'
const plain: PriceCase = { name: 'three', answers: things(3), on, total: 2500 }
const halved: PriceCase = { name: 'on benefits', answers: things(3, 'yes'), on, total: 1250 }
const tooMany: PriceCase = { name: 'seven', answers: things(7), on, refused: true }

async function covered(tests: PriceCase[], change: Parameters<typeof bulkyWaste>[0] = {}) {
  const document = bulkyWaste({ ...change, tests })
  const results = await createPricing({ expressions }).runCases(document)
  const pricing = document.pricing!
  return {
    rules: Object.fromEntries(coverageOf(pricing, results).map((one) => [one.name, one])),
    words: coverageOf(pricing, results).map(spokenCoverage),
    gaps: coverageGaps(pricing, results).map(({ pointer }) => pointer),
  }
}

describe('a rule has been tried when', () => {
  test('its line was charged in one case and left out in another', async () => {
    const { rules, gaps, words } = await covered([plain, halved, tooMany])
    expect(gaps).toEqual([])
    expect(rules['Half price for people on benefits']).toMatchObject({ held: 1, didNotHold: 1 })
    expect(words).toEqual([
      'Seen refusing in 1 case, letting a price through in 2 cases',
      'Seen charged in 2 cases, and has no condition',
      'Seen charged in 1 case, left out in 1 case',
    ])
  })

  test('a line that is never left out is told by its place', async () => {
    const { gaps, words } = await covered([halved, { ...halved, name: 'again' }, tooMany])
    expect(gaps).toEqual(['/pricing/lines/1'])
    expect(words.at(-1)).toBe('Seen charged in 2 cases, never left out')
  })

  test('a line that is never charged is told, and one without a condition need not be left out', async () => {
    const { gaps, words } = await covered([plain, tooMany])
    expect(gaps).toEqual(['/pricing/lines/1'])
    expect(words.at(-1)).toBe('Never seen charged, left out in 1 case')
  })

  test('a rule that refuses is told when no case is refused, and when all are', async () => {
    expect((await covered([plain, halved])).gaps).toEqual(['/pricing/refuse'])
    const all = await covered([tooMany])
    expect(all.gaps).toEqual(['/pricing/refuse', '/pricing/lines/0', '/pricing/lines/1'])
    expect(all.words.at(-1)).toBe('Not seen in any case yet')
  })

  test('a quantity of 0 leaves a line out', async () => {
    const { lines } = bulkyWaste().pricing!
    const counted = { ...lines[0]!, code: 'sofas', label: 'Sofas', when: 'true', quantity: '$howMany - 3' }
    const four: PriceCase = { name: 'four', answers: things(4, 'yes'), on, total: 0 }
    const { rules } = await covered([plain, four, tooMany], { lines: [...lines, counted] })
    expect(rules.Sofas).toMatchObject({ held: 1, didNotHold: 1 })
  })
})

test('a case whose rules fail sees nothing, even when it expects no price', async () => {
  const missing: PriceCase = { name: 'no items', answers: { benefits: 'yes' }, on, refused: true }
  const { rules } = await covered([missing])
  expect(Object.values(rules).map(({ held, didNotHold }) => held + didNotHold)).toEqual([0, 0, 0])
})

test('no cases cover nothing', () => {
  const { pricing } = bulkyWaste()
  expect(coverageOf(pricing!, []).filter(isCovered)).toEqual([])
})

test.each(libraryForms())('the cases of $slug see every rule both ways', async ({ document }) => {
  if (!document.pricing) return expect(document.payment).toBeUndefined()
  const results = await createPricing({ expressions }).runCases(document)
  expect(coverageGaps(document.pricing, results)).toEqual([])
})
