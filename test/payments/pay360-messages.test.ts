import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VatTreatment } from '../../form-schemas/document.ts'
import { sumPence } from '../../server/money.ts'
import type { CreateRequest, PaymentLine } from '../../server/payments/gateway.ts'
import { pay360Digest } from '../../server/payments/gateways/pay360/credentials.ts'
import {
  invokeMessage,
  queryMessage,
  versionMessage,
} from '../../server/payments/gateways/pay360/messages.ts'
import { plainText } from '../../server/payments/gateways/xml-element.ts'
import { vatTreatments, vatWithin } from '../../server/vat.ts'
import { bodyOf, breachesOfBody, breachesOfScp, textsAt } from '../support/pay360-schema.ts'
import type { XmlNode } from '../support/xml-schema.ts'

const settings = {
  environment: 'test' as const,
  siteId: '789',
  scpId: '37145297',
  hmacKeyId: '456',
  hmacKey: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  vatCodes: 'standard=05, outside-scope=09',
  styleCode: 'LCC',
}
const fresh = { uniqueReference: 'ABC-123:1700000000', at: new Date('2023-11-14T22:13:20Z') }

function line(change: Partial<PaymentLine> = {}): PaymentLine {
  const totalPence = change.totalPence ?? 2500
  return {
    code: 'collection',
    label: 'Collection of up to 3 items',
    quantity: 1,
    amountPence: totalPence,
    totalPence,
    vat: 'standard',
    fund: 'BW',
    ledger: 'R1234',
    narrative: 'UPRN 10000000001',
    ...change,
  }
}
function aRequest(change: Partial<CreateRequest> = {}): CreateRequest {
  const lines = change.lines ?? [line(), line({ label: 'Bags', totalPence: 600, quantity: 2, vat: 'exempt' })]
  return {
    idempotencyKey: 'b5c1f1f0a3d94d0f8d1c8f0e7a6b5c4d',
    amountPence: sumPence(lines.map((each) => each.totalPence)),
    lines,
    reference: 'BW-7K2M4P6RTX',
    description: 'Bulky waste collection',
    form: 'bulky-waste',
    returnUrl: 'https://forms.example.gov.uk/exampleshire/bulky-waste/return/7f3c?a=1&b=2',
    language: 'en',
    channel: 'web',
    payer: {
      name: 'Alex Resident',
      email: 'alex@example.org',
      address: { line1: '1 High Street', line2: '', city: 'Leicester', postcode: 'LE1 1AA' },
    },
    ...change,
  }
}
const invoke = (change: Partial<CreateRequest> = {}) => invokeMessage(settings, aRequest(change), fresh)
const invoked = (change: Partial<CreateRequest> = {}) => bodyOf(invoke(change))
const itemsOf = (message: XmlNode) => {
  const pick = (...names: string[]) => textsAt(message, 'sale', 'items', 'item', ...names)
  return {
    ids: pick('lineId'),
    pence: pick('itemSummary', 'amountInMinorUnits').map(Number),
    references: pick('itemSummary', 'reference'),
    funds: pick('lgItemDetails', 'fundCode'),
    vatCodes: pick('tax', 'vat', 'vatCode'),
    vatPence: pick('tax', 'vat', 'vatAmountInMinorUnits').map(Number),
  }
}

test('the digest is the published vector’s', () => {
  expect(pay360Digest(settings, fresh)).toBe('lzHaZuWapJN7XHEOK9NEWlHDEIeXUcinA465QxFwUCg=')
  const later = { uniqueReference: 'ABC-123:1700000600', at: new Date('2023-11-14T22:23:20.999Z') }
  expect(pay360Digest(settings, later)).toBe('ZKt7AHzwL083MtehxZ6X1LscSjVSbBAHpJEcvrJ8jc4=')
})

test('an ordinary payment says all that finance and the payer need, and keeps the schema', () => {
  const message = invoked()
  expect(breachesOfBody(message)).toEqual([])
  const text = (...names: string[]) => textsAt(message, ...names)
  expect(text('credentials', 'requestIdentification', 'timeStamp')).toEqual(['20231114221320'])
  expect(text('requestType')).toEqual(['payOnly'])
  expect(text('requestId')).toEqual(['b5c1f1f0a3d94d0f8d1c8f0e7a6b5c4d'])
  expect(text('routing', 'returnUrl')).toEqual([aRequest().returnUrl])
  expect(text('routing', 'backUrl')).toEqual([aRequest().returnUrl])
  expect(text('panEntryMethod')).toEqual(['ECOM'])
  expect(text('additionalInstructions', 'styleCode')).toEqual(['LCC'])
  expect(text('billing', 'cardHolderDetails', 'cardHolderName')).toEqual(['Alex Resident'])
  expect(text('billing', 'cardHolderDetails', 'address', 'address1')).toEqual(['1 High Street'])
  expect(text('billing', 'cardHolderDetails', 'address', 'address2')).toEqual(['Leicester'])
  expect(text('billing', 'cardHolderDetails', 'address', 'postcode')).toEqual(['LE1 1AA'])
  expect(text('billing', 'cardHolderDetails', 'contact', 'email')).toEqual(['alex@example.org'])
  expect(text('sale', 'saleSummary', 'description')).toEqual(['Bulky waste collection'])
  expect(text('sale', 'saleSummary', 'amountInMinorUnits')).toEqual(['3100'])
  expect(text('sale', 'saleSummary', 'reference')).toEqual(['BW-7K2M4P6RTX'])
  expect(text('sale', 'items', 'item', 'itemSummary', 'description')).toEqual([
    'Collection of up to 3 items',
    'Bags',
  ])
  expect(text('sale', 'items', 'item', 'quantity')).toEqual(['1', '2'])
  expect(text('sale', 'items', 'item', 'tax', 'vat', 'vatRate')).toEqual(['20'])
  expect(text('sale', 'items', 'item', 'lgItemDetails', 'narrative')).toEqual(
    Array(2).fill('UPRN 10000000001'),
  )
  expect(itemsOf(message)).toEqual({
    ids: ['1', '2'],
    pence: [2500, 600],
    references: ['R1234', 'R1234'],
    funds: ['BW', 'BW'],
    vatCodes: ['05'],
    // A sixth of £25, to the penny. Exempt has no code in this account: sent without VAT, not as zero-rated.
    vatPence: [417],
  })
})

test('an officer’s call is card-not-present; a payer we know nothing of is not made up', () => {
  const message = invoked({ channel: 'moto', payer: {} })
  expect(textsAt(message, 'panEntryMethod')).toEqual(['CNP'])
  expect(message.children.map(({ name }) => name.replace(/^\{.*\}/, ''))).not.toContain('billing')
  expect(breachesOfBody(message)).toEqual([])
})

test('query and version messages keep the schema', () => {
  for (const reference of ['k4n9ptkqtcn7lawqf7mhq6g9lmxnqzc', '', ' ', '<a>&b;]]>', '\u0000\ud800']) {
    const message = queryMessage(settings, reference, fresh)
    expect(breachesOfScp(message)).toEqual([])
    expect(textsAt(bodyOf(message), 'scpReference')).toEqual([plainText(reference)])
    expect(bodyOf(message).attributes).toEqual({ acceptNonCardResponseData: 'true' })
  }
  expect(breachesOfScp(versionMessage(settings, fresh))).toEqual([])
})

test('no message has the key in it', () => {
  for (const message of [invoke(), queryMessage(settings, 'x', fresh), versionMessage(settings, fresh)]) {
    expect(message).not.toContain(settings.hmacKey)
    expect(message).not.toContain('0123456789abcdef')
  }
})

const hostile = {
  markup: '</base:description><base:amountInMinorUnits>1</base:amountInMinorUnits> & <![CDATA[ "\'`--> ]]>',
  emoji: '👩‍👩‍👧‍👦🗑️'.repeat(30),
  'ten thousand characters': 'a & b < c '.repeat(1000),
  'control characters': '\u0000\u0001\u0008\u000b\u001f\u007f\u0085\u2028\ufffe\uffff',
  'half an emoji': `${'\ud83d'} and ${'\udc00'}`,
  'an entity': '&xxe; &#0; &amp;lt;',
  'a byte-order mark': '\ufeff',
  nothing: '',
  blanks: ' \t\r\n\u00a0 ',
  Welsh: 'Casgliad gwastraff swmpus – tŷ, dŵr, llwybr, Ŵŷ',
}
test.each(Object.entries(hostile))('%s in every text still makes a message of the schema', (_name, text) => {
  const change = {
    description: text,
    reference: text,
    payer: { name: text, email: text, address: { line1: text, line2: text, city: text, postcode: text } },
    lines: [line({ label: text, ledger: text, narrative: text }), line({ label: text })],
  }
  const message = invoke(change)
  expect(breachesOfScp(message)).toEqual([])
  expect(textsAt(bodyOf(message), 'sale', 'saleSummary', 'amountInMinorUnits')).toEqual(['5000'])
  const description = textsAt(bodyOf(message), 'sale', 'saleSummary', 'description')[0] ?? ''
  expect(description).toBe(plainText(text, 100) || 'Payment')
})

test('whatever is typed, the message keeps the schema and its items come to the sale', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.constantFrom(hostile.markup, hostile.emoji, hostile['half an emoji'], hostile.blanks),
  )
  const anyLine = fc.record({
    label: anything,
    totalPence: fc.integer({ min: -50_000, max: 50_000 }),
    quantity: fc.oneof(fc.integer({ min: -1, max: 40_000 }), fc.double()),
    vat: fc.constantFrom(...vatTreatments),
    fund: fc.string({ maxLength: 5 }),
    ledger: fc.option(anything, { nil: undefined }),
    narrative: fc.option(anything, { nil: undefined }),
  })
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 8 }),
      anything,
      anything,
      fc.constantFrom('web' as const, 'moto' as const),
      (lines, description, reference, channel) => {
        const all = lines.map((each) => line(each))
        const amountPence = sumPence(all.map((each) => each.totalPence))
        fc.pre(amountPence > 0)
        const message = invoke({
          lines: all,
          description,
          reference,
          channel,
          payer: { name: description, email: reference },
        })
        expect(breachesOfScp(message)).toEqual([])
        const { pence, ids } = itemsOf(bodyOf(message))
        expect(sumPence(pence)).toBe(amountPence)
        expect(pence.every((each) => each > 0)).toBe(true)
        expect(new Set(ids).size).toBe(ids.length)
      },
    ),
    { numRuns: 100 },
  )
})

test('every VAT treatment has its own code, its rate and the VAT within the gross', () => {
  const codes = { 'outside-scope': '00', exempt: '01', zero: '02', reduced: '03', standard: '04' }
  const vatCodes = Object.entries(codes)
    .map(([treatment, code]) => `${treatment}=${code}`)
    .join(',')
  const lines = vatTreatments.map((vat) => line({ vat, totalPence: 1999 }))
  const message = bodyOf(invokeMessage({ ...settings, vatCodes }, aRequest({ lines }), fresh))
  expect(breachesOfBody(message)).toEqual([])
  expect(itemsOf(message).vatCodes).toEqual(vatTreatments.map((vat: VatTreatment) => codes[vat]))
  expect(itemsOf(message).vatPence).toEqual(vatTreatments.map((vat) => vatWithin(1999, vat)))
  expect(textsAt(message, 'sale', 'items', 'item', 'tax', 'vat', 'vatRate')).toEqual([
    '0',
    '0',
    '0',
    '5',
    '20',
  ])
  const without = bodyOf(invokeMessage({ ...settings, vatCodes: undefined }, aRequest({ lines }), fresh))
  expect(breachesOfBody(without)).toEqual([])
  expect(itemsOf(without).vatCodes).toEqual([])
})

test('forty lines are forty items', () => {
  const message = invoked({ lines: Array.from({ length: 40 }, (_, i) => line({ totalPence: i + 1 })) })
  expect(breachesOfBody(message)).toEqual([])
  expect(itemsOf(message).ids).toEqual(Array.from({ length: 40 }, (_, i) => String(i + 1)))
})

test('a line of nothing is left out, and the others keep their numbers', () => {
  const { ids, pence } = itemsOf(invoked({ lines: [line({ totalPence: 0 }), line()] }))
  expect({ ids, pence }).toEqual({ ids: ['2'], pence: [2500] })
})

test('a discount is taken off its own fund: one item a fund', () => {
  const lines = [line(), line({ fund: 'TW', totalPence: 600 }), line({ totalPence: -500, ledger: 'R9' })]
  const message = invoked({ lines })
  expect(breachesOfBody(message)).toEqual([])
  expect(itemsOf(message)).toEqual({
    ids: ['1', '2'],
    pence: [2000, 600],
    references: ['R1234', 'R1234'],
    funds: ['BW', 'TW'],
    vatCodes: ['05', '05'],
    // £25 less £5, each with its own penny: what our ledger has.
    vatPence: [417 - 83, 100],
  })
  expect(textsAt(message, 'sale', 'items', 'item', 'itemSummary', 'description')[0]).toBe(
    'Bulky waste collection',
  )
})

test('a fund whose lines come to nothing has no item', () => {
  const lines = [line({ totalPence: 500, fund: 'TW' }), line(), line({ totalPence: -500, fund: 'TW' })]
  expect(itemsOf(invoked({ lines }))).toMatchObject({ ids: ['2'], pence: [2500], funds: ['BW'] })
})

test('a discount from a fund of its own makes one item, under the fund that most money goes to, and VAT that is mixed is not told', () => {
  const lines = [
    line({ totalPence: 600, fund: 'TW', vat: 'outside-scope' }),
    line(),
    line({ totalPence: -500, fund: 'DISC' }),
  ]
  expect(itemsOf(invoked({ lines }))).toEqual({
    ids: ['1'],
    pence: [2600],
    references: ['R1234'],
    funds: ['BW'],
    vatCodes: [],
    vatPence: [],
  })
})

test('a ledger code is never cut: what does not fit gives way to the payment’s reference', () => {
  const message = invoked({ lines: [line({ ledger: 'R'.repeat(51) }), line({ fund: 'TW' })] })
  expect(breachesOfBody(message)).toEqual([])
  expect(itemsOf(message)).toMatchObject({ references: ['BW-7K2M4P6RTX', 'R1234'], funds: ['BW', 'TW'] })
})

test('an address that does not fit is left for the payer to type, not half filled in', () => {
  const change = { payer: { email: 'two@at@signs', address: { postcode: 'LE1 1AA, England' } } }
  expect(invoke(change)).not.toContain('billing')
  const foreign = invoked({ payer: { email: 'a b@example.org', address: { line2: 'Flat 2' } } })
  expect(textsAt(foreign, 'billing', 'cardHolderDetails', 'address', 'address1')).toEqual(['Flat 2'])
  expect(textsAt(foreign, 'billing', 'cardHolderDetails', 'contact')).toEqual([])
})
