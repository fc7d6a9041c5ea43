import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VatTreatment } from '../../form-schemas/document.ts'
import { issuerOf } from '../../server/receipts/index.ts'
import { receiptNumber, receiptOf } from '../../server/receipts/receipt.ts'
import { sayMethod, titleOf } from '../../server/receipts/receipt-words.ts'
import { vatTreatments } from '../../server/vat.ts'
import { input, issuer, mixed, payment, paymentLine, refund } from './a-receipt.ts'

describe('a receipt', () => {
  test('says what was paid, by whom, when in London, for what, and how', () => {
    const receipt = receiptOf(mixed())
    expect(receipt).toMatchObject({
      number: 'K7X4P9TR2M-3F9A1C',
      paidOn: '2026-07-15',
      reference: 'BW-K7X4P9TR2M',
      payer: { name: 'Siân Ŵyn' },
      netPence: 13100,
      vatPence: 2050,
      grossPence: 15150,
    })
    expect(sayMethod(receipt, 'en')).toBe('Visa ending 1111')
    expect(sayMethod(receipt, 'cy')).toBe('Visa yn gorffen gyda 1111')
    expect(receipt.lines[0]).toEqual({
      label: { en: 'Hire of the main hall, an hour', cy: 'Llogi’r brif neuadd, yr awr' },
      quantity: 3,
      eachPence: 4000,
      grossPence: 12000,
      netPence: 10000,
      vatPence: 2000,
      vat: 'standard',
    })
  })

  test('sums each VAT treatment apart: outside the scope, exempt and zero are three things', () => {
    const lines = vatTreatments.map((vat, at) => paymentLine({ code: vat, amountPence: 1000 + at, vat }))
    expect(
      receiptOf(input(lines)).vatTotals.map(({ vat, vatPence, grossPence }) => [vat, vatPence, grossPence]),
    ).toEqual([
      ['outside-scope', 0, 1000],
      ['exempt', 0, 1001],
      ['zero', 0, 1002],
      ['reduced', 48, 1003],
      ['standard', 167, 1004],
    ])
  })

  test('adds up to the penny, whatever the lines are', () => {
    const line = fc.record({
      amountPence: fc.integer({ min: -5000, max: 500_000 }),
      quantity: fc.integer({ min: 0, max: 20 }),
      vat: fc.constantFrom<VatTreatment>(...vatTreatments),
    })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 900 }),
        (given, surchargePence) => {
          const made = input(given.map(paymentLine), { paid: { surchargePence } })
          const receipt = receiptOf(made)
          expect(receipt.grossPence).toBe(made.payment.amountPence + surchargePence)
          expect(receipt.netPence + receipt.vatPence).toBe(receipt.grossPence)
          const sum = (part: 'netPence' | 'vatPence' | 'grossPence') =>
            receipt.vatTotals.reduce((total, one) => total + one[part], 0)
          expect([sum('netPence'), sum('vatPence'), sum('grossPence')]).toEqual([
            receipt.netPence,
            receipt.vatPence,
            receipt.grossPence,
          ])
          expect(receipt.lines.every((one) => one.netPence + one.vatPence === one.grossPence)).toBe(true)
        },
      ),
    )
  })

  test('has the gateway’s surcharge as a line of its own, in both languages', () => {
    const { lines } = receiptOf(input([paymentLine()], { paid: { surchargePence: 37 } }))
    expect(lines[1]).toMatchObject({
      label: { en: 'Corporate card surcharge', cy: 'Gordal cerdyn corfforaethol' },
      grossPence: 37,
      vat: 'outside-scope',
    })
  })

  test('of a card that is taken later has the day on which the resident paid', () => {
    const made = input([paymentLine()], { paid: { stateAt: new Date('2026-07-16T09:00:00Z') } })
    const completedAt = new Date('2026-07-14T22:59:00Z')
    const paidOn = (paidBy: string) =>
      receiptOf({ ...made, submission: { ...made.submission, paidBy, completedAt } }).paidOn
    expect(paidOn(made.payment.id)).toBe('2026-07-14')
    // Completed by another payment, whose money was lost.
    expect(paidOn('another')).toBe('2026-07-16')
  })

  test('of a payment that was taken elsewhere says how, on the day that it was', () => {
    const made = input([paymentLine()], {
      paid: { channel: 'elsewhere', gateway: 'cheque', traces: {} },
      paidOn: '2026-07-01',
    })
    const receipt = receiptOf(made)
    expect(receipt.paidOn).toBe('2026-07-01')
    expect(sayMethod(receipt, 'cy')).toBe('Siec')
  })

  test('names a card without guessing at what is not known', () => {
    const methodOf = (traces: object) =>
      sayMethod(receiptOf(input([paymentLine()], { paid: { traces } })), 'en')
    expect(methodOf({})).toBe('Card')
    expect(methodOf({ cardBrand: 'mastercard' })).toBe('Mastercard')
    // Whatever a gateway sends, a whole card number is not shown.
    expect(methodOf({ cardBrand: 'Visa', lastDigits: '4000056655665556' })).toBe('Visa')
  })

  test('exists only for what counts as paid', () => {
    for (const state of [
      'created',
      'started',
      'failed',
      'cancelled',
      'error',
      'overpaid',
      'mismatched',
    ] as const) {
      expect(() => receiptOf(input([paymentLine()], { paid: { state } }))).toThrow('has no receipt')
    }
    expect(receiptOf(input([paymentLine()], { paid: { state: 'capturable' } })).grossPence).toBe(2500)
    expect(() => receiptNumber({ reference: null }, payment([paymentLine()]))).toThrow('was not sent')
  })

  test('of another payment of the same submission has another number', () => {
    const other = receiptOf(input([paymentLine()], { paid: { id: 'aaaaaa00000000000000000000000000' } }))
    expect(other.number).toBe('K7X4P9TR2M-AAAAAA')
  })
})

describe('the personal data of a receipt', () => {
  test('is the payer’s name, and nothing else that the form asked', () => {
    const said = JSON.stringify(receiptOf(mixed()))
    expect(said).toContain('Siân Ŵyn')
    for (const more of ['sian@example.com', '2 Low Street', 'EX2 3CD', 'organisationId'])
      expect(said).not.toContain(more)
  })

  test('has the address only where a VAT invoice must have it: over £250', () => {
    const over = receiptOf(input([paymentLine({ amountPence: 25_001, vat: 'standard' })]))
    expect(over.payer.address).toEqual(['2 Low Street', 'Exampleton', 'EX2 3CD'])
    expect(receiptOf(input([paymentLine({ amountPence: 25_000, vat: 'standard' })])).payer.address).toEqual(
      [],
    )
    expect(receiptOf(input([paymentLine({ amountPence: 99_999 })])).payer.address).toEqual([])
  })
})

describe('a VAT receipt', () => {
  const standing = (...about: Parameters<typeof input>) => {
    const receipt = receiptOf(input(...about))
    return [receipt.vatStanding, titleOf(receipt, 'en'), titleOf(receipt, 'cy')]
  }
  const standard = (amountPence: number) => paymentLine({ amountPence, vat: 'standard' })

  test('is what a receipt with VAT in any line is called, and no other', () => {
    expect(standing([paymentLine(), standard(100)])).toEqual([
      { kind: 'simplified' },
      'VAT receipt',
      'Derbynneb TAW',
    ])
    for (const vat of ['outside-scope', 'exempt', 'zero'] as const) {
      expect(standing([paymentLine({ vat })])).toEqual([{ kind: 'no-vat' }, 'Receipt', 'Derbynneb'])
    }
  })

  test('is a full one over £250, VAT included, or with an exempt line', () => {
    expect(standing([standard(25_000)])[0]).toEqual({ kind: 'simplified' })
    expect(standing([standard(25_001)])[0]).toEqual({ kind: 'full' })
    expect(standing([standard(100), paymentLine({ vat: 'exempt' })])[0]).toEqual({ kind: 'full' })
  })

  test('is not claimed to be one when something that it must have is missing', () => {
    const council = { kind: 'incomplete', missing: 'council' }
    const { vatNumber: _, ...unregistered } = issuer
    expect(standing([standard(100)], { issuer: unregistered })).toEqual([council, 'Receipt', 'Derbynneb'])
    expect(standing([standard(100)], { issuer: { ...issuer, address: [] } })[0]).toEqual(council)
    for (const payer of [null, { name: 'Siân Ŵyn' }, { address: { line1: '2 Low Street' } }]) {
      expect(standing([standard(25_001)], { paid: { payer } })).toEqual([
        { kind: 'incomplete', missing: 'payer' },
        'Receipt',
        'Derbynneb',
      ])
      expect(standing([standard(25_000)], { paid: { payer } })[0]).toEqual({ kind: 'simplified' })
    }
  })
})

describe('refunds on a receipt', () => {
  test('are those that were made, oldest first', () => {
    const made = input([paymentLine({ amountPence: 9000 })], {
      refunds: [
        refund([{ line: 1, pence: 300 }], { id: 'b', stateAt: new Date('2026-09-01T10:00:00Z') }),
        refund([{ line: 1, pence: 200 }], { id: 'a', stateAt: new Date('2026-08-31T23:30:00Z') }),
        ...(['requested', 'approved', 'submitted', 'owed', 'error', 'rejected'] as const).map((state) =>
          refund([{ line: 1, pence: 999 }], { state }),
        ),
      ],
    })
    expect(receiptOf(made).refunds).toEqual([
      { on: '2026-09-01', amountPence: 200, vatPence: 0 },
      { on: '2026-09-01', amountPence: 300, vatPence: 0 },
    ])
  })

  test('of a line in parts give back exactly the VAT that was paid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 8 }),
        fc.constantFrom<VatTreatment>('standard', 'reduced', 'exempt'),
        (grossPence, wanted, vat) => {
          let left = grossPence
          const parts = wanted.flatMap((want) => {
            const pence = Math.min(want, left)
            left -= pence
            return pence > 0 ? [pence] : []
          })
          const all = left > 0 ? [...parts, left] : parts
          const refunds = all.map((pence, at) =>
            refund([{ line: 1, pence }], { id: String(at), stateAt: new Date(Date.UTC(2026, 8, 1, 0, at)) }),
          )
          const receipt = receiptOf(input([paymentLine({ amountPence: grossPence, vat })], { refunds }))
          const given = receipt.refunds.reduce((sum, { vatPence }) => sum + vatPence, 0)
          expect(given).toBe(receipt.vatPence)
          expect(
            receipt.refunds.every(({ vatPence, amountPence }) => vatPence >= 0 && vatPence <= amountPence),
          ).toBe(true)
        },
      ),
    )
  })
})

test('a payment with a discount that went back whole gives back all of its VAT and no more', () => {
  const lines = [
    paymentLine({ amountPence: 1003, vat: 'standard' }),
    paymentLine({ amountPence: -333, vat: 'standard' }),
  ]
  const refunds = [
    refund([{ line: 1, pence: 101 }], { id: 'a', stateAt: new Date('2026-08-01T10:00:00Z') }),
    refund([{ line: 1, pence: 569 }], { id: 'b', stateAt: new Date('2026-08-02T10:00:00Z') }),
  ]
  const receipt = receiptOf(input(lines, { refunds }))
  expect(receipt.vatPence).toBe(167 - 56)
  expect(receipt.refunds.map(({ vatPence }) => vatPence)).toEqual([17, 167 - 56 - 17])
})

test('the brand of the form says who took the money; without one, the organisation’s name does', () => {
  expect(issuerOf({ name: 'Exampleshire' }, undefined)).toEqual({ name: 'Exampleshire', address: [] })
  const brand = { displayName: issuer.name, postalAddress: issuer.address, vatNumber: 'GB123456789' } as never
  expect(issuerOf({ name: 'Exampleshire' }, brand)).toEqual(issuer)
})
