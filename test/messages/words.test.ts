import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textParts } from '../../server/messages/text-parts.ts'
import { markTest, paymentLinkWords, receiptWords, refundWords } from '../../server/messages/words.ts'

const link = 'https://forms.exampleshire.gov.uk/pay/4f9c2d7e1b8a4c6f9d0e3a5b7c8d9e0f'
const payment = {
  council: 'Exampleshire Council',
  whatFor: 'Book a bulky waste collection',
  amountPence: 125_050,
  link,
  expiresOn: '2026-12-06',
}
const refund = { council: 'Exampleshire Council', reference: 'BW-ABC3DE7FGH', amountPence: 2500 }
const receipt = {
  council: 'Exampleshire Council',
  whatFor: 'Book a bulky waste collection',
  reference: 'BW-ABC3DE7FGH',
  amountPence: 2500,
  paidOn: '2026-11-22',
}

describe('a payment link', () => {
  test('says who asks, for what, how much, where and until when', () => {
    const { subject, email, text } = paymentLinkWords({ ...payment, language: 'en' })
    expect(subject).toBe('Exampleshire Council: pay £1,250.50')
    expect(email).toBe(`Exampleshire Council has asked you to pay £1,250.50.

What it is for: Book a bulky waste collection

Pay online:
${link}

This link works until the end of 6 December 2026.

If you did not expect this message, do not use the link. Contact the council.
`)
    expect(text).toBe(
      `Exampleshire Council: pay £1,250.50 (Book a bulky waste collection) by 6 December 2026: ${link}`,
    )
  })

  test('says it in Welsh', () => {
    const { subject, email, text } = paymentLinkWords({
      ...payment,
      council: 'Cyngor Enghraifft',
      language: 'cy',
    })
    expect(subject).toBe('Cyngor Enghraifft: cais am daliad o £1,250.50')
    expect(email).toContain('Mae Cyngor Enghraifft yn gofyn i chi dalu £1,250.50.')
    expect(email).toContain('tan ddiwedd 6 Rhagfyr 2026')
    expect(text).toContain('erbyn 6 Rhagfyr 2026')
    expect(text.endsWith(` ${link}`)).toBe(true)
  })
})

describe('a refund notice', () => {
  test('says how much, under which reference and when to expect it, and no reason', () => {
    const { email, text } = refundWords({ ...refund, language: 'en' })
    expect(email).toBe(`We are refunding £25.00 to you.

Reference: BW-ABC3DE7FGH

It usually reaches the card or account you paid with within 10 working days.

Exampleshire Council
`)
    expect(text).toBe(
      'Exampleshire Council: we are refunding £25.00 to you. Reference BW-ABC3DE7FGH. It usually reaches the card or account you paid with within 10 working days.',
    )
    expect(refundWords({ ...refund, language: 'cy' }).email).toContain('o fewn 10 diwrnod gwaith')
  })
})

describe('a receipt', () => {
  test('says what was paid, for what, when and under which reference', () => {
    const { subject, email, text } = receiptWords({ ...receipt, language: 'en' })
    expect(subject).toBe('Exampleshire Council: we have received your payment')
    expect(email).toContain('We have received your payment of £25.00.')
    expect(email).toContain(
      'What it is for: Book a bulky waste collection\nReference: BW-ABC3DE7FGH\nDate: 22 November 2026\n',
    )
    expect(text).toBe(
      'Exampleshire Council: we have received your payment of £25.00 (Book a bulky waste collection) on 22 November 2026. Reference BW-ABC3DE7FGH',
    )
    expect(receiptWords({ ...receipt, language: 'cy' }).email).toContain('Dyddiad: 22 Tachwedd 2026')
  })
})

test('a test is marked as one in either language', () => {
  expect(markTest({ subject: 'Paid', text: 'Paid.' }, 'en')).toEqual({
    subject: 'TEST: Paid',
    text: 'TEST: Paid.',
  })
  expect(markTest({ subject: '', text: 'Talwyd.' }, 'cy')).toEqual({ subject: '', text: 'PRAWF: Talwyd.' })
})

describe('the length of a text message', () => {
  test.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['£'.repeat(160), 1],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['ŵ'.repeat(70), 1],
    ['ŵ'.repeat(71), 2],
    [`${'a'.repeat(70)}’`, 2],
    ['😀'.repeat(35), 1],
    ['😀'.repeat(36), 2],
  ])('%s… is in %i', (text, parts) => {
    expect(textParts(text)).toBe(parts)
  })

  test('a title with curly quotes and dashes costs no more than one without', () => {
    const { text } = paymentLinkWords({
      ...payment,
      whatFor: 'Residents’ parking – “zone A”',
      language: 'en',
    })
    expect(text).toContain('(Residents\' parking - "zone A")')
    expect(textParts(text)).toBe(textParts(text.replace(/["'-]/g, 'x')))
  })

  test('a long title is cut to two parts, and amount, day and link stay whole', () => {
    for (const language of ['en', 'cy'] as const) {
      const { text, email } = paymentLinkWords({ ...payment, whatFor: 'Permit '.repeat(28), language })
      expect(textParts(text)).toBe(2)
      expect(text).toContain('...)')
      expect(text).toContain('£1,250.50')
      expect(text.endsWith(` ${link}`)).toBe(true)
      expect(email).toContain('Permit '.repeat(28).trim())
    }
  })

  test('Welsh letters outside the GSM alphabet are kept, though they cost more', () => {
    const { text } = receiptWords({ ...receipt, whatFor: 'Trwydded ŷd', language: 'cy' })
    expect(text).toContain('(Trwydded ŷd)')
  })
})

const anyText = fc.string({ unit: 'binary', maxLength: 400 })

test('whatever a form or a council is called, subjects and short messages are one line, and the link and amount are whole', () => {
  fc.assert(
    fc.property(
      anyText,
      anyText,
      fc.constantFrom('en' as const, 'cy' as const),
      (council, whatFor, language) => {
        const words = paymentLinkWords({ ...payment, council, whatFor, language })
        expect(words.subject).not.toMatch(/[\r\n\u0000]/)
        expect(words.text).not.toMatch(/[\r\n\u0000]/)
        expect(words.text.isWellFormed()).toBe(true)
        expect(words.text.length).toBeLessThanOrEqual(918)
        expect(words.text.endsWith(` ${link}`)).toBe(true)
        expect(words.text).toContain('£1,250.50')
        expect(words.email).toContain(`\n${link}\n`)
      },
    ),
    { numRuns: 300 },
  )
})

test('an amount that is not whole pence is refused', () => {
  expect(() => refundWords({ ...refund, amountPence: 0.5, language: 'en' })).toThrow('whole number of pence')
})
