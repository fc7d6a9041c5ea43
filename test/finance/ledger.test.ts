import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFinance } from '../../server/finance/index.ts'
import { vatWithin } from '../../server/finance/vat.ts'
import { aHouse } from '../payments/a-house.ts'
import { onBothEngines } from '../support/db.ts'

test('VAT inside a gross amount is the VAT fraction, rounded half up to the penny', () => {
  expect(vatWithin(600, 'standard')).toBe(100)
  expect(vatWithin(100, 'standard')).toBe(17)
  expect(vatWithin(3, 'standard')).toBe(1)
  expect(vatWithin(2, 'standard')).toBe(0)
  expect(vatWithin(2100, 'reduced')).toBe(100)
  expect(vatWithin(100, 'reduced')).toBe(5)
  expect(vatWithin(10, 'reduced')).toBe(0)
  expect(vatWithin(11, 'reduced')).toBe(1)
  expect(vatWithin(-100, 'standard')).toBe(-17)
  for (const treatment of ['zero', 'exempt', 'outside-scope'] as const)
    expect(vatWithin(999, treatment)).toBe(0)
})

test('VAT is whole, never more than half a penny from exact, and opposite for the opposite amount', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.constantFrom('standard', 'reduced'),
      (gross, treatment) => {
        const rate = treatment === 'standard' ? 20 : 5
        const vat = vatWithin(gross, treatment as 'standard' | 'reduced')
        expect(Number.isInteger(vat)).toBe(true)
        // In hundredths of the divisor, so that the check is exact too: -half < vat - exact <= half.
        const twice = 2 * (vat * (100 + rate) - gross * rate)
        expect(twice).toBeLessThanOrEqual(100 + rate)
        expect(twice).toBeGreaterThan(-(100 + rate))
        expect(vatWithin(-gross, treatment as 'standard')).toBe(vat === 0 ? 0 : -vat)
      },
    ),
  )
})

test('what is no treatment or no whole pence has no VAT worked out', () => {
  expect(() => vatWithin(100, '__proto__' as 'standard')).toThrow('not a VAT treatment')
  expect(() => vatWithin(0.5, 'standard')).toThrow('whole number of pence')
})

onBothEngines('the ledger', (database) => {
  const clock = { now: () => new Date('2026-11-22T10:00:00Z') }

  test('a payment is posted line by line with its VAT, fund and words, and adds up', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.started()
    const finance = createFinance({ clock })
    const row = await house.payments.get(house.organisationId, paymentId)
    await house.db.transaction((tx) => finance.postPayment(tx, row))
    const entries = await finance.ledgerOf(house.db, submissionId)
    expect(
      entries.map((e) => [e.lineNumber, e.lineCode, e.grossPence, e.netPence, e.vatPence, e.vatTreatment]),
    ).toEqual([
      [1, 'collection', 1900, 1900, 0, 'outside-scope'],
      [2, 'bag', 600, 500, 100, 'standard'],
    ])
    expect(entries.map((e) => [e.fund, e.ledgerCode, e.narrative, e.mode])).toEqual([
      ['BW', 'R1234', 'Collection', 'test'],
      ['TW', null, 'Bags', 'test'],
    ])
    expect(entries.reduce((sum, e) => sum + e.grossPence, 0)).toBe(row.amountPence)
  })

  test('posting twice fails with the transaction that tried it', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.started()
    const finance = createFinance({ clock })
    const row = await house.payments.get(house.organisationId, paymentId)
    await house.db.transaction((tx) => finance.postPayment(tx, row))
    await expect(house.db.transaction((tx) => finance.postPayment(tx, row))).rejects.toThrow()
    expect(await finance.ledgerOf(house.db, submissionId)).toHaveLength(2)
  })

  test('lines that do not add up are not posted', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.started()
    const finance = createFinance({ clock })
    const row = await house.payments.get(house.organisationId, paymentId)
    const [first] = row.lines
    if (!first) throw new Error('no lines')
    for (const lines of [
      [],
      [first],
      [...row.lines, first],
      row.lines.map((line) => ({ ...line, totalPence: 1250.5 })),
    ]) {
      await expect(house.db.transaction((tx) => finance.postPayment(tx, { ...row, lines }))).rejects.toThrow(
        /pence/,
      )
    }
    expect(await finance.ledgerOf(house.db, submissionId)).toEqual([])
  })
})
