import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CreateRequest, PaymentLine } from '../../server/payments/gateway.ts'
import { createBody } from '../../server/payments/gateways/govuk-pay/create-body.ts'
import { lines } from './a-submission.ts'
import { createRequest, withPay } from './at-govuk-pay.ts'

/** What GOV.UK Pay publishes of a request to create a payment (OpenAPI 1.0.3 and its documentation), as a list of breaches. */
function breaches(body: unknown): string[] {
  const found: string[] = []
  const rule = (kept: boolean, words: string) => void (!kept && found.push(words))
  const given = JSON.parse(JSON.stringify(body)) as Record<string, unknown>
  const known = ['amount', 'reference', 'description', 'return_url', 'language', 'email', 'moto']
  known.push('delayed_capture', 'prefilled_cardholder_details', 'metadata')
  for (const key of Object.keys(given)) rule(known.includes(key), `unknown ${key}`)
  const { amount } = given
  rule(Number.isInteger(amount) && Number(amount) >= 1 && Number(amount) <= 10_000_000, 'amount')
  const text = (value: unknown, max: number, name: string) =>
    rule(typeof value === 'string' && value.length <= max && value !== '', name)
  text(given.reference, 255, 'reference')
  text(given.description, 255, 'description')
  text(given.return_url, 2000, 'return_url')
  rule(given.language === 'en' || given.language === 'cy', 'language')
  if ('email' in given) text(given.email, 254, 'email')
  if ('moto' in given) rule(given.moto === true, 'moto')
  if ('delayed_capture' in given) rule(given.delayed_capture === true, 'delayed_capture')
  if ('prefilled_cardholder_details' in given) {
    const { cardholder_name, billing_address, ...rest } = given.prefilled_cardholder_details as Record<
      string,
      unknown
    >
    rule(Object.keys(rest).length === 0, 'prefilled unknown')
    rule(cardholder_name !== undefined || billing_address !== undefined, 'prefilled empty')
    if (cardholder_name !== undefined) text(cardholder_name, 255, 'cardholder_name')
    const address = Object.entries((billing_address ?? { city: 'x' }) as Record<string, unknown>)
    rule(address.length > 0, 'billing_address empty')
    for (const [part, value] of address) {
      rule(['line1', 'line2', 'city', 'postcode'].includes(part), `billing_address ${part}`)
      text(value, part === 'postcode' ? 25 : 255, part)
    }
  }
  const metadata = Object.entries(given.metadata as Record<string, unknown>)
  rule(metadata.length >= 1 && metadata.length <= 15, 'metadata size')
  rule(new Set(metadata.map(([key]) => key.toLowerCase())).size === metadata.length, 'metadata keys')
  for (const [key, value] of metadata) {
    rule(key.length >= 1 && key.length <= 30, `metadata key ${key}`)
    text(value, 100, `metadata ${key}`)
  }
  JSON.parse(JSON.stringify(given), (key, value) => {
    rule(!/[<>"\\|\u0000-\u001f]/.test(key), `firewall in key ${key}`)
    if (typeof value === 'string') {
      rule(!/[<>"\\|\u0000-\u001f]/.test(value), `firewall in ${key}`)
      rule(!/[\ud800-\udbff](?![\udc00-\udfff])/.test(value), `half a character in ${key}`)
    }
    return value
  })
  return found
}

const anyText = (max: number) => fc.string({ maxLength: max, unit: 'binary' })
/** As forms and officers may fill it: anything, but with something to read in it. */
const anyWords = (max: number) => anyText(max).map((text) => `x${text}`)
const anyLine: fc.Arbitrary<PaymentLine> = fc.record({
  code: anyText(150),
  label: anyText(300),
  quantity: fc.integer({ min: 1, max: 99 }),
  amountPence: fc.integer({ min: 0, max: 1_000_000 }),
  totalPence: fc.integer({ min: 0, max: 10_000_000 }),
  vat: fc.constantFrom('outside-scope', 'standard', 'zero', 'exempt'),
  fund: anyText(120),
  ledger: anyText(120),
})
const anyRequest: fc.Arbitrary<CreateRequest> = fc.record({
  idempotencyKey: fc.stringMatching(/^[0-9a-f]{32}$/),
  amountPence: fc.integer({ min: 1, max: 10_000_000 }),
  lines: fc.array(anyLine, { minLength: 1, maxLength: 40 }),
  reference: anyWords(400),
  description: anyWords(400),
  form: anyWords(120),
  returnUrl: fc.webUrl({ size: 'small' }),
  language: fc.constantFrom('en', 'cy'),
  channel: fc.constantFrom('web', 'moto'),
  payer: fc.record({
    name: anyText(400),
    email: fc.oneof(anyText(400), fc.emailAddress()),
    address: fc.record({
      line1: anyText(400),
      line2: anyText(400),
      city: anyText(400),
      postcode: anyText(60),
    }),
  }),
})

describe('what Pay is asked to create', () => {
  test('keeps every published rule, whatever a form is made of, and is the same each time', () => {
    fc.assert(
      fc.property(anyRequest, fc.boolean(), (request, delayed) => {
        const body = createBody(request, delayed)
        expect(breaches(body)).toEqual([])
        expect(JSON.stringify(createBody(structuredClone(request), delayed))).toBe(JSON.stringify(body))
      }),
      { numRuns: 300 },
    )
  })

  test('the list of rules finds what breaks them', () => {
    const fine = createBody(createRequest(), false)
    expect(breaches(fine)).toEqual([])
    expect(breaches({ ...fine, amount: 0, reference: 'x'.repeat(256), colour: 'red' })).toEqual([
      'unknown colour',
      'amount',
      'reference',
    ])
    expect(breaches({ ...fine, description: 'a <b>', metadata: { ['k'.repeat(31)]: '' } })).toHaveLength(3)
  })

  test('tells the language, the funds, the form and our attempt, and nothing of the answers', () =>
    withPay(async ({ pay, gateway, settings }) => {
      const request = createRequest()
      await gateway.create(settings, request)
      const [payment] = pay.payments.values()
      expect(payment?.key).toBe(request.idempotencyKey)
      expect(payment?.fields).toEqual({
        amount: 2500,
        reference: 'BW-7K2M4P6RTX',
        description: 'Casgliad gwastraff swmpus',
        return_url: 'http://localhost:3000/return',
        language: 'cy',
        metadata: {
          attempt: request.idempotencyKey,
          reference: 'BW-7K2M4P6RTX',
          form: 'bulky-waste',
          fund: 'BW, TW',
          ledger: 'R1234',
          line_1: '19.00 BW R1234 outside-scope collection',
          line_2: '6.00 TW standard bag',
        },
      })
    }))

  test('with more lines than columns the last column says how many are missing', () => {
    const [line] = lines(2500)
    const metadataOf = (count: number) =>
      createBody(createRequest({ lines: Array.from({ length: count }, () => line!) }), false).metadata
    expect(Object.keys(metadataOf(10))).toHaveLength(15)
    expect(metadataOf(10).line_10).toBe('19.00 BW R1234 outside-scope collection')
    expect(Object.keys(metadataOf(12))).toHaveLength(15)
    expect(metadataOf(12).line_10).toBe('and 3 more lines')
  })

  test('fills in who pays, so that nobody types it twice', () => {
    const address = { line1: '1 High Street', city: 'Exampleford', postcode: 'EX1 2MP' }
    const payer = { name: 'Sam Jones', email: 'sam@example.com', address }
    expect(createBody(createRequest({ payer }), false)).toMatchObject({
      email: 'sam@example.com',
      prefilled_cardholder_details: { cardholder_name: 'Sam Jones', billing_address: address },
    })
    // A caller is not asked for an address.
    const moto = createBody(createRequest({ payer, channel: 'moto' }), false)
    expect(moto).toMatchObject({ moto: true, prefilled_cardholder_details: { cardholder_name: 'Sam Jones' } })
    expect(JSON.stringify(moto)).not.toContain('High Street')
  })

  test('an e-mail address that does not fit is left out, never cut or changed; so is what is empty', () => {
    const long = `${'x'.repeat(250)}@example.com`
    for (const email of ['', '  ', long, 'a|b@example.com', '"a b"@example.com', 'a@b\u0000.example']) {
      expect(createBody(createRequest({ payer: { email } }), false)).not.toHaveProperty('email')
    }
    const empty = { name: ' ', email: '', address: { line1: '', postcode: '\n' } }
    expect(createBody(createRequest({ payer: empty }), false)).not.toHaveProperty(
      'prefilled_cardholder_details',
    )
  })

  test('a telephone payment is refused in clear words where Pay has not switched them on', () =>
    withPay(async ({ pay, gateway, settings }) => {
      const request = createRequest({ channel: 'moto' })
      expect((await gateway.create(settings, request)).kind).toBe('created')
      pay.account.moto = false
      expect(await gateway.create(settings, createRequest({ channel: 'moto' }))).toEqual({
        kind: 'refused',
        code: 'P0196',
        message:
          'This GOV.UK Pay account may not take telephone payments: ask GOV.UK Pay to switch them on (422 P0196)',
      })
      expect((await gateway.create(settings, createRequest())).kind).toBe('created')
    }))
})
