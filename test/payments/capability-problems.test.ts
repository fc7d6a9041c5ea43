import { describe, expect, test } from 'vitest'
import { capabilityProblems, createGateways } from '../../server/payments/index.ts'

const gateways = createGateways({ sandboxUrl: 'http://localhost:3000/sandbox' })
const wanted = {
  description: 'Bulky waste collection',
  reference: 'BW-XXXXXXXXXX',
  welsh: false,
  lines: [{ code: 'collection', fund: 'BW', vat: 'outside-scope' }],
  totals: [{ name: 'three items', totalPence: 2500 }],
}
const told = (gateway: string, change: Partial<typeof wanted>) =>
  capabilityProblems(gateways[gateway]!, { ...wanted, ...change })
const stops = (gateway: string, change: Partial<typeof wanted>) =>
  told(gateway, change).filter((problem) => !problem.warning)

describe.each(Object.keys(gateways))('%s', (name) => {
  test('takes an ordinary form', () => {
    expect(stops(name, {})).toEqual([])
  })

  test('is not sent what it would refuse', () => {
    const { referenceMax, descriptionMax, maxPence, minPence } = gateways[name]!.capabilities
    expect(stops(name, { reference: 'R'.repeat(referenceMax + 1) })).toMatchObject([{ part: 'reference' }])
    expect(stops(name, { reference: 'R'.repeat(referenceMax) })).toEqual([])
    expect(stops(name, { description: 'd'.repeat(descriptionMax + 1) })).toMatchObject([
      { part: 'description' },
    ])
    const total = (totalPence: number) => ({ totals: [{ name: 'a case', totalPence }] })
    expect(stops(name, total(maxPence + 1))).toMatchObject([{ part: { total: 0 } }])
    expect(stops(name, total(maxPence))).toEqual([])
    expect(stops(name, total(minPence))).toEqual([])
    if (minPence > 1) expect(stops(name, total(minPence - 1))).toHaveLength(1)
    expect(stops(name, total(0))).toEqual([])
  })

  test('says what it cannot do, without stopping anybody', () => {
    const { welsh, lines, vat, refunds } = gateways[name]!.capabilities
    const words = told(name, {
      welsh: true,
      lines: [
        { code: 'a', fund: 'BW', vat: 'standard' },
        { code: 'b', fund: 'TW', vat: 'outside-scope' },
      ],
    }).map((problem) => problem.message)
    expect(words.some((message) => message.includes('English only'))).toBe(!welsh)
    expect(words.some((message) => message.includes('not told the VAT'))).toBe(!vat)
    expect(words.some((message) => message.includes('one amount for all funds'))).toBe(!lines)
    expect(words.some((message) => message.includes('task for finance'))).toBe(refunds === 'none')
  })
})

test('a fund longer than the portal takes is told at its price line', () => {
  expect(stops('pay360', { lines: [{ code: 'a', fund: 'TOOLONG', vat: 'zero' }] })).toMatchObject([
    {
      part: { line: 0 },
      message:
        'The fund ‘TOOLONG’ of the line ‘a’ must be 5 characters or fewer for Pay360 (Secure Card Portal)',
    },
  ])
})
