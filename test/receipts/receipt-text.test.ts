import { describe, expect, test } from 'vitest'
import { receiptOf } from '../../server/receipts/receipt.ts'
import { receiptText } from '../../server/receipts/receipt-text.ts'
import { input, issuer, mixed, paymentLine } from './a-receipt.ts'

describe('a receipt in words', () => {
  test('has everything in English', () => {
    expect(receiptText(receiptOf(mixed()))).toEqual({
      subject: 'Exampleshire Council: your VAT receipt',
      text: `VAT receipt

Exampleshire Council
Civic Centre
1 High Street
Exampleton
EX1 2AB

Receipt number: K7X4P9TR2M-3F9A1C
Date paid: 15 July 2026
Payment reference: BW-K7X4P9TR2M
Paid with: Visa ending 1111
Paid by: Siân Ŵyn
VAT registration number: GB 123 4567 89

What was paid for: Book a bulky waste collection

Hire of the main hall, an hour (3 at £40.00): £120.00
VAT at 20%: £20.00. Without VAT: £100.00

Heating: £10.50
VAT at 5%: £0.50. Without VAT: £10.00

Licence: £21.00
Outside the scope of VAT

Without VAT: £131.00
VAT: £20.50
Total paid: £151.50

VAT summary
Outside the scope of VAT: £21.00
VAT at 5%: £10.50 (VAT: £0.50)
VAT at 20%: £120.00 (VAT: £20.00)

Refunds made
3 August 2026: £40.00 (VAT in it: £6.67)
Paid after refunds: £111.50
`,
    })
  })

  test('has everything in Welsh', () => {
    const { subject, text } = receiptText(receiptOf(mixed()), 'cy')
    expect(subject).toBe('Cyngor Sir Esiampl: eich derbynneb TAW')
    expect(text).toContain('Derbynneb TAW\n\nCyngor Sir Esiampl\n')
    expect(text).toContain('Dyddiad talu: 15 Gorffennaf 2026\n')
    expect(text).toContain(
      'Llogi’r brif neuadd, yr awr (3 am £40.00): £120.00\nTAW ar 20%: £20.00. Heb TAW: £100.00\n',
    )
    expect(text).toContain('Trwydded: £21.00\nY tu allan i gwmpas TAW\n')
    expect(text).not.toMatch(/\b(the|paid|receipt|refund|without|July|August)\b/i)
  })

  test('has the language of the payment when it is asked for none', () => {
    expect(receiptText(receiptOf(input([paymentLine()], { paid: { language: 'cy' } }))).subject).toBe(
      'Cyngor Sir Esiampl: eich derbynneb',
    )
  })

  test('says of each line without VAT why it has none, and never calls it 0%', () => {
    const vat = ['outside-scope', 'exempt', 'zero'] as const
    const { text } = receiptText(receiptOf(input(vat.map((treatment) => paymentLine({ vat: treatment })))))
    expect(text).toContain('Outside the scope of VAT\n')
    expect(text).toContain('Exempt from VAT\n')
    expect(text).toContain('Zero-rated (VAT at 0%)\n')
    expect(text.match(/0%/g)).toHaveLength(1)
    expect(text).not.toContain('VAT registration number')
  })

  test('says when it is a test, and when it is no VAT receipt although there is VAT', () => {
    const test = receiptText(receiptOf(input([paymentLine()], { paid: { mode: 'test' } })))
    expect(test.text).toContain('This is a test. No money was taken, and this is not a receipt.')
    const line = paymentLine({ amountPence: 30_000, vat: 'standard' })
    const nameless = receiptText(receiptOf(input([line], { paid: { payer: null } })))
    expect(nameless.text).toContain('because it does not have your name and address')
    expect(nameless.subject).toBe('Exampleshire Council: your receipt')
    const unregistered = receiptOf(input([line], { issuer: { name: 'Exampleshire', address: [] } }))
    expect(receiptText(unregistered, 'cy').text).toContain('Nid derbynneb TAW yw hon. Gofynnwch i’r cyngor')
  })

  test('keeps words from forms and people in their place: one line, no control characters', () => {
    const nasty = 'A\r\nTotal paid: £0.00\u0000\u202e\u2028<script>alert(1)</script>'
    const { subject, text } = receiptText(
      receiptOf(
        input([paymentLine({ label: nasty, vat: 'standard' })], {
          issuer: { ...issuer, name: nasty },
          paid: { payer: { name: nasty }, reference: nasty },
        }),
      ),
    )
    expect(subject).not.toMatch(/[\u0000-\u001f\u2028\u202e]/)
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u2028\u202e]/)
    expect(text.match(/^Total paid/gm)).toHaveLength(1)
    expect(text).toContain('Paid by: A Total paid: £0.00 <script>alert(1)</script>')
  })
})
