import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePounds, sumPence } from '../../server/money.ts'
import type { PaymentLine } from '../../server/payments/gateway.ts'
import { basketBody, basketItems } from '../../server/payments/gateways/civica-pay/basket.ts'
import { CivicaSettings } from '../../server/payments/gateways/civica-pay/settings.ts'
import { BasketFields } from '../support/civica-pay-fields.ts'
import { aPayment, aRequest, basketOf, withCivica } from './a-civica-account.ts'

const settings = CivicaSettings.parse({
  mode: 'test',
  estore: 'ExampleshireEstore',
  xml: 'ExampleshireXML',
  callingAppIdentifier: 'Forms',
  customerId: 'EXAMPLE',
  apiPassword: 'a-password',
  queryNamespace: 'http://altsql71/XMLSchema/epayments/standard',
  catalogue: 'BW=00000012',
  vatCodes: 'standard=01, outside-scope=05',
})
const line = (totalPence: number, change: Partial<PaymentLine> = {}): PaymentLine => ({
  code: 'line',
  label: 'A line',
  quantity: 1,
  amountPence: totalPence,
  totalPence,
  vat: 'outside-scope',
  fund: 'BW',
  ...change,
})
const total = (lines: readonly PaymentLine[]) => sumPence(lines.map(({ totalPence }) => totalPence))
const bodyOf = (lines: PaymentLine[], change = {}) =>
  basketBody(settings, aRequest({ lines, amountPence: total(lines), ...change }), 'http://localhost/n')
const detailsOf = (body: object | undefined) =>
  BasketFields.parse(JSON.parse(JSON.stringify(body))).PaymentItems.map((item) => item.PaymentDetails)

test('the eStore is told an item a line, in pounds, with fund, ledger code and VAT, and who pays', () =>
  withCivica(async (account) => {
    const { request, id, nextUrl } = await aPayment(account, {
      payer: {
        name: 'Alex Resident',
        email: 'alex@example.org',
        address: { line1: '1a High Street', line2: 'Stoneygate', city: 'Leicester', postcode: 'LE1 1AA' },
      },
    })
    const notify = basketOf(account.civica, nextUrl).fields.NotifyURL ?? ''
    expect(notify).toMatch(
      new RegExp(
        `^http://localhost:3000/hooks/civica-pay/account/${id.replaceAll('.', '\\.')}-[0-9a-f]{64}$`,
      ),
    )
    const shared = {
      CallingAppTranReference: request.idempotencyKey,
      ServicePayReference: 'BW-7K2M4P6RTX',
      ServicePayNarrative: 'Bulky waste collection',
      PaymentNotificationURL: notify,
      EmailAddress: 'alex@example.org',
    }
    const AddressDetails = {
      Name: 'Alex Resident',
      HouseNo: '1a',
      Street: 'High Street',
      Area: 'Stoneygate',
      Town: 'Leicester',
      Postcode: 'LE1 1AA',
    }
    expect(account.civica.received.estore.map((text) => JSON.parse(text))).toEqual([
      {
        CallingAppIdentifier: 'Forms',
        CustomerID: 'EXAMPLE',
        ApiPassword: account.civica.settings.apiPassword,
        ReturnURL: 'http://localhost:3000/return/7f3c',
        NotifyURL: notify,
        CallingAppTranReference: request.idempotencyKey,
        PaymentItems: [
          {
            PaymentDetails: {
              CatalogueID: '00000012',
              AccountReference: 'R1234',
              PaymentAmount: '19.00',
              Quantity: '1',
              VATCode: '05',
              PaymentNarrative: 'Collection',
              ServicePayItemDesc: 'Collection',
              ...shared,
            },
            AddressDetails,
          },
          {
            PaymentDetails: {
              CatalogueID: 'TW',
              AccountReference: 'BW-7K2M4P6RTX',
              PaymentAmount: '6.00',
              Quantity: '1',
              VATCode: '01',
              PaymentNarrative: 'Bags',
              ServicePayItemDesc: '2 x Bags',
              ...shared,
            },
            AddressDetails,
          },
        ],
      },
    ])
  }))

describe('the items of a basket', () => {
  test('come to exactly what the lines come to, each above nothing, whatever the lines are', () => {
    const aLine = fc.record({
      totalPence: fc.integer({ min: -50_000, max: 9_999_999 }),
      fund: fc.constantFrom('BW', 'GW', 'TW'),
      vat: fc.constantFrom('standard' as const, 'zero' as const),
    })
    fc.assert(
      fc.property(fc.array(aLine, { minLength: 1, maxLength: 60 }), (parts) => {
        const lines = parts.map(({ totalPence, ...change }) => line(totalPence, change))
        fc.pre(total(lines) > 0)
        const items = basketItems(lines)
        expect(items.length).toBeLessThanOrEqual(40)
        expect(items.every((item) => item.totalPence > 0)).toBe(true)
        const sent = detailsOf(bodyOf(lines)).map(
          (details) => parsePounds(details.PaymentAmount) ?? Number.NaN,
        )
        expect(sent).toEqual(items.map((item) => item.totalPence))
        expect(sumPence(sent)).toBe(total(lines))
      }),
    )
  })

  test.each([
    [1, '0.01'],
    [10, '0.10'],
    [99, '0.99'],
    [6500, '65.00'],
    [115, '1.15'],
    [1999, '19.99'],
    [10_000_000, '100000.00'],
  ])('%i pence are “%s”', (pence, text) => {
    expect(detailsOf(bodyOf([line(pence)]))[0]?.PaymentAmount).toBe(text)
  })

  test('a discount comes off the lines of its own fund, ledger code and VAT', () => {
    const lines = [
      line(5000),
      line(2000, { fund: 'GW', vat: 'standard' }),
      line(-1000, { label: 'Concession' }),
    ]
    expect(detailsOf(bodyOf(lines)).map((details) => [details.CatalogueID, details.PaymentAmount])).toEqual([
      ['00000012', '40.00'],
      ['GW', '20.00'],
    ])
  })

  test('a discount its own fund cannot bear makes one item, under the largest line and no VAT code', () => {
    const lines = [line(500), line(2000, { fund: 'GW', vat: 'standard' }), line(-1000)]
    const [item, ...more] = detailsOf(bodyOf(lines))
    expect(more).toEqual([])
    expect(item).toMatchObject({ CatalogueID: 'GW', PaymentAmount: '15.00' })
    expect(item?.VATCode).toBeUndefined()
  })

  test('lines of nothing are left out; a quantity is in the words, never in the sum', () => {
    const details = detailsOf(bodyOf([line(0, { label: 'Free' }), line(900, { label: 'Bag', quantity: 3 })]))
    expect(details).toHaveLength(1)
    expect(details[0]).toMatchObject({ Quantity: '1', PaymentAmount: '9.00', ServicePayItemDesc: '3 x Bag' })
  })

  test('a VAT treatment without a code leaves the catalogue item’s own', () => {
    expect(detailsOf(bodyOf([line(100, { vat: 'reduced' })]))[0]?.VATCode).toBeUndefined()
  })

  test('lines that do not come to the amount are refused before anything is sent', () =>
    withCivica(async ({ civica, gateway, settings: opened }) => {
      const wrong = [
        aRequest({ amountPence: 2501 }),
        aRequest({ amountPence: 0, lines: [] }),
        aRequest({ amountPence: -100, lines: [line(-100)] }),
      ]
      for (const request of wrong) {
        expect(await gateway().create(opened, request)).toMatchObject({ kind: 'refused', code: 'lines' })
      }
      expect(civica.received.estore).toEqual([])
    }))
})

test('whatever is typed, a basket holds no pipes or control characters and keeps every length', () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 })
  fc.assert(
    fc.property(fc.array(text, { minLength: 9, maxLength: 9 }), (typed) => {
      const [label, narrative, ledger, description, name, email, line1, city, postcode] = typed as string[]
      const lines = [line(100, { label: label!, narrative: narrative!, ledger: ledger! })]
      const payer = {
        name: name!,
        email: email!,
        address: { line1: line1!, city: city!, postcode: postcode! },
      }
      const body = JSON.parse(JSON.stringify(bodyOf(lines, { description, payer })))
      expect(BasketFields.safeParse(body).success).toBe(true)
    }),
  )
})

test('an e-mail address that would have to be changed is left out', () => {
  const emailOf = (email: string) => detailsOf(bodyOf([line(100)], { payer: { email } }))[0]?.EmailAddress
  expect(emailOf('alex@example.org')).toBe('alex@example.org')
  expect(emailOf('al|ex@example.org')).toBeUndefined()
  expect(emailOf(`${'a'.repeat(250)}@example.org`)).toBeUndefined()
})
