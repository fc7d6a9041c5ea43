import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { payment as paymentTable } from '../../../server/db/schema/index.ts'
import type { Payment } from '../../../server/payments/index.ts'
import { type Browser, type Office, openOffice } from './an-office.ts'
import {
  beginPayment,
  claimElsewhere,
  lostPayment,
  mismatchedPayment,
  overpaidPayment,
  paidPayment,
  refundOf,
  takenElsewhere,
} from './money-matters.ts'

const logged: string[] = []
let office: Office
let ada: Browser
let ben: Browser
let paid: Payment
let open: Payment

beforeAll(async () => {
  office = await openOffice(logged)
  ada = await office.signIn(['admin'])
  ben = await office.signIn(['finance'])
  paid = await paidPayment(office, 'surcharge')
  const begun = await beginPayment(office)
  open = await office.house.payments.get(office.organisation.id, begun.paymentId)
})
afterAll(() => office?.close())

const list = async (query: Record<string, string> | string = {}) => {
  const response = await ada.get(`/officer/payments?${new URLSearchParams(query)}`)
  return { status: response.status, html: await response.text() }
}
const page = async (id: string, browser = ada) => (await browser.get(`/officer/payments/${id}`)).text()
/** What a page says, without its markup. */
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')

describe('finding a payment', () => {
  test.each<[string, (payment: Payment) => Record<string, string>]>([
    ['the beginning of its reference', ({ reference }) => ({ text: reference.slice(0, 8).toLowerCase() })],
    ['the gateway’s number', ({ gatewayPaymentId }) => ({ text: gatewayPaymentId! })],
    ['part of the payer’s name', ({ payer }) => ({ text: payer!.name!.slice(1), state: 'success' })],
    [
      'part of the payer’s e-mail address',
      ({ payer }) => ({ text: payer!.email!.slice(2), state: 'success' }),
    ],
    ['its state', ({ state }) => ({ state })],
    ['its amount and its day', () => ({ amount: '25', from: today(), to: today(), state: 'success' })],
    ['its gateway and how it was begun', () => ({ gateway: 'sandbox', channel: 'web', state: 'success' })],
  ])('by %s', async (_what, query) => {
    const { status, html } = await list(query(paid))
    expect(status).toBe(200)
    expect(html).toContain(`/officer/payments/${paid.id}`)
    expect(html).not.toContain(`/officer/payments/${open.id}`)
    expect(words(html)).toContain('1 payment ')
  })

  test.each<[string, Record<string, string>]>([
    ['text', { text: 'Nobody of this name' }],
    ['amount', { amount: '25.01' }],
    ['day', { to: '1/1/2020' }],
    ['channel', { channel: 'moto' }],
    ['a sign that stands for others', { text: '%' }],
  ])('another %s finds nothing, and says so', async (_what, query) => {
    const { html } = await list(query)
    expect(html).toContain('No payment was found')
    expect(html).toContain('Clear the search')
  })

  test('the newest are first, counted, and test payments are marked', async () => {
    const { html } = await list()
    expect(html.indexOf(open.id)).toBeLessThan(html.indexOf(paid.id))
    expect(words(html)).toContain('2 payments')
    expect(html.match(/govuk-tag--yellow">Test</g)).toHaveLength(2)
  })

  test('what cannot be read is explained beside its box, and what was typed is kept', async () => {
    const { status, html } = await list({ text: 'Ada', amount: 'much', from: '31/2/2026' })
    expect(status).toBe(422)
    expect(html).toContain('<title>Error: Payments')
    expect(html).toMatch(/href="#amount">Enter an amount in pounds/)
    expect(html).toMatch(/value="much"/)
    expect(html).toMatch(/value="Ada"/)
    expect(html).not.toContain(`/officer/payments/${paid.id}`)
  })

  test.each(['text', 'amount', 'from', 'to'])(
    'a card number in %s is refused, leaves the address, and is neither shown nor logged',
    async (box) => {
      const card = '4111 1111 1111 1111'
      const query = new URLSearchParams({ state: 'success', [box]: card })
      const refused = await ada.get(`/officer/payments?${query}`)
      expect(refused.status).toBe(303)
      const location = refused.headers.get('location')!
      expect(location).toBe('/officer/payments?state=success&card=1')
      const shown = await ada.get(location)
      expect(shown.status).toBe(422)
      const html = await shown.text()
      expect(html).toContain('looks like a card number')
      expect(html + logged.join('')).not.toMatch(/4111[ +]?1111/)
    },
  )

  test('a card number in the search for submissions is refused the same way', async () => {
    const refused = await ada.get('/officer/submissions?reference=4111111111111111')
    expect(refused.headers.get('location')).toBe('/officer/submissions?card=1')
    expect(await (await ada.get('/officer/submissions?card=1')).text()).toContain('looks like a card number')
  })

  test('pages keep the filter, and say which payments they show', async () => {
    const { db } = office.house
    const [row] = await db.select().from(paymentTable).where(eq(paymentTable.id, paid.id))
    const old = new Date('2025-06-01T12:00:00Z')
    const copies = Array.from({ length: 60 }, (_, n) => ({
      ...row!,
      id: `${n}`.padStart(32, 'a'),
      returnId: `return-${n}`,
      gatewayPaymentId: `copy-${n}`,
      state: 'failed' as const,
      takenPence: null,
      surchargePence: 0,
      createdAt: old,
    }))
    await db.insert(paymentTable).values(copies)
    const first = await list({ from: '1/6/2025', to: '1/6/2025', amount: '25' })
    expect(words(first.html)).toContain('Payments 1 to 50, the newest first')
    const next = /class="govuk-link govuk-pagination__link" href="([^"]+)" rel="next"/.exec(first.html)?.[1]
    expect(next).toBe('/officer/payments?amount=25&amp;from=1%2F6%2F2025&amp;to=1%2F6%2F2025&amp;page=2')
    const second = await list(
      Object.fromEntries(new URLSearchParams(next!.split('?')[1]!.replaceAll('&amp;', '&'))),
    )
    expect(words(second.html)).toContain('Payments 51 to 60, the newest first')
    expect(second.html).toMatch(/rel="prev"/)
    expect(second.html).not.toMatch(/rel="next"/)
    await db.delete(paymentTable).where(eq(paymentTable.createdAt, old))
  })
})

describe('one payment', () => {
  test('tells its money, who pays, how to find it at the gateway, its lines and its ledger', async () => {
    const text = words(await page(paid.id))
    for (const said of [
      'Asked for £25.00',
      'Taken £25.00',
      'Card surcharge on top £0.50',
      'Left to refund £25.50',
      `Payer ${paid.payer!.name}`,
      `email address ${paid.payer!.email}`,
      'How Online, by the payer',
      'By The resident',
      'Gateway Sandbox (no money moves)',
      `number ${paid.gatewayPaymentId}`,
      'Card Sandbox ending in 0000',
      'Captured on ',
      'Next check None: this is final',
      'Collection of up to 3 items',
      'Corporate card surcharge Payment',
      'Payment created',
      'Payment succeeded',
      'The money was taken',
    ]) {
      expect(text).toContain(said)
    }
  })

  test('nothing but the payer’s name and e-mail address is told of them', async () => {
    expect(paid.payer!.address!.postcode).toBeTruthy()
    const html = await page(paid.id)
    expect(html).not.toContain(paid.payer!.address!.postcode)
    expect(html).not.toContain(paid.returnId)
  })

  test('it leads to its submission, and its submission to it', async () => {
    const html = await page(paid.id)
    const submission = (await office.house.submissions.byId(paid.submissionId))!
    expect(html).toContain(`/officer/submissions/${submission.reference}#payments`)
    const back = await (await ada.get(`/officer/submissions/${submission.reference}`)).text()
    expect(back).toContain(`/officer/payments/${paid.id}`)
  })

  test('an open one says when it is asked after, and checking says whether anything changed', async () => {
    const text = words(await page(open.id))
    expect(text).toMatch(/Next check \d+ \w+ \d{4} at/)
    expect(text).toContain('was sent to the gateway’s page')
    const checked = await ada.post(`/officer/payments/${open.id}/checks`)
    expect(checked.headers.get('location')).toBe(`/officer/payments/${open.id}?checked=same`)
    expect(await (await ada.get(checked.headers.get('location')!)).text()).toContain('Nothing has changed')
  })

  test('what the gateway has said for good is not asked again', async () => {
    expect(await page(paid.id)).not.toContain('Check with the gateway now')
    expect(await page(open.id)).toContain('Check with the gateway now')
  })

  test('who may not refund or check is offered neither', async () => {
    const auditor = await office.signIn(['auditor'])
    for (const id of [paid.id, open.id]) {
      const html = await page(id, auditor)
      expect(html).not.toMatch(/refunds\/new|Check with the gateway now/)
    }
    expect(await page(paid.id)).toContain('refunds/new')
  })

  test('money of another amount: what was taken, and that it counts for nothing', async () => {
    const text = words(await page((await mismatchedPayment(office)).id))
    expect(text).toContain('The gateway took £24.00; £25.00 was asked for')
    expect(text).toContain('Then refund it')
    expect(text).toContain('Another amount than asked for, held Held')
  })

  test('money that came twice: its refund is there already', async () => {
    const { payment, refund } = await overpaidPayment(office)
    const html = await page(payment.id)
    expect(words(html)).toContain('somebody paid twice')
    expect(html).toContain(`/officer/refunds/${refund.id}`)
    expect(words(html)).toContain('its refund has been asked for')
  })

  test('money that was lost again: the ledger shows both, and what there is to do', async () => {
    const text = words(await page((await lostPayment(office)).id))
    expect(text).toContain('the gateway could not take the money after all')
    expect(text).toMatch(/Payment BW .*Taken back by the gateway BW/)
    expect(text).toContain('-£25.00')
  })

  test('one taken elsewhere: how, its receipt, and both officers in what happened', async () => {
    const begun = await beginPayment(office)
    const officers: [string, string] = [`officer:${ada.officer.id}`, `officer:${ben.officer.id}`]
    const payment = await takenElsewhere(office, begun.submissionId, officers)
    const text = words(await page(payment.id))
    for (const said of [
      'Method Cash',
      'Receipt number R-1042',
      `By ${ada.officer.name}`,
      'Taken elsewhere, recorded by officers',
      `${ada.officer.name} Payment taken elsewhere recorded`,
      `${ben.officer.name} Payment taken elsewhere confirmed`,
    ]) {
      expect(text).toContain(said)
    }
    expect(text).not.toContain('Check with the gateway now')
  })

  test.each(['0'.repeat(32), 'x', '%00', "'%20or%201=1"])('there is none at %s', async (id) => {
    for (const path of [id, `${id}/refunds/new`]) {
      expect((await ada.get(`/officer/payments/${path}`)).status).toBe(404)
    }
  })
})

test('a submission shows its refunds, its links, its claims and its messages', async () => {
  const begun = await beginPayment(office)
  const { submissions, forms } = office.house
  const submission = (await submissions.byId(begun.submissionId))!
  const form = await forms.version(submission.formVersionId)
  const sentBy = `officer:${ada.officer.id}`
  await submissions.payLinks.send({ submission, form, channel: 'email', to: 'someone@example.org', sentBy })
  await claimElsewhere(office, begun.submissionId, sentBy)
  const claimed = await (await ada.get(`/officer/submissions/${begun.reference}`)).text()
  expect(words(claimed)).toContain('Waiting for a second officer £25.00 by Cash')
  expect(words(claimed)).toContain('Online, by the resident')
  expect(words(claimed)).toMatch(/Not opened yet To s\S+@example\.org, sent by Officer 1/)
  expect(words(claimed)).toMatch(/Payment link s\S+@example\.org, by email/)
  expect(claimed).not.toContain('someone@example.org')

  const refund = await refundOf(office, paid, 500, { actor: `officer:${ada.officer.id}`, reason: 'Too much' })
  const { reference } = (await submissions.byId(paid.submissionId))!
  const html = await (await ada.get(`/officer/submissions/${reference}`)).text()
  expect(html).toContain(`/officer/refunds/${refund.id}`)
  expect(words(html)).toMatch(/Paid back Refund of £5\.00, asked for .* by Officer 1: Too much/)
})

test('what gateways, payers and officers wrote is text on every page, never markup', async () => {
  const evil = `"><img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}'`
  const { db } = office.house
  const payment = await paidPayment(office)
  await db
    .update(paymentTable)
    .set({
      payer: { name: `N ${evil}`, email: `E ${evil}` },
      stateReason: `R ${evil}`,
      traces: {
        cardBrand: evil,
        lastDigits: evil,
        authCode: evil,
        transactionId: evil,
        auditNumbers: { [evil]: evil },
      },
      description: `D ${evil}`,
      gatewayPaymentId: `G ${evil}`,
    })
    .where(eq(paymentTable.id, payment.id))
  const refund = await refundOf(office, paid, 100, { reason: `W ${evil}` })
  const { reference } = (await office.house.submissions.byId(payment.submissionId))!
  for (const path of [
    '/officer/payments',
    `/officer/payments?${new URLSearchParams({ text: evil, amount: evil.slice(0, 20), from: evil.slice(0, 20) })}`,
    `/officer/payments/${payment.id}`,
    `/officer/payments/${paid.id}`,
    `/officer/payments/${payment.id}/refunds/new`,
    '/officer/refunds',
    `/officer/refunds/${refund.id}`,
    `/officer/submissions/${reference}`,
    '/officer/to-look-at',
  ]) {
    const html = await (await ada.get(path)).text()
    expect(html, path).not.toContain('<img src=x')
    expect(html, path).not.toContain('<script>alert')
    expect(html, path).not.toMatch(/[NERDGW] [^<]*49/)
  }
})

function today(): string {
  const [year, month, day] = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })
    .format(office.house.clock.now())
    .split('-')
  return `${day}/${month}/${year}`
}
