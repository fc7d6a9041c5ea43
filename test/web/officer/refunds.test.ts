import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { payment as paymentTable } from '../../../server/db/schema/index.ts'
import type { Payment } from '../../../server/payments/index.ts'
import { type Browser, fieldsOf, type Office, openOffice } from './an-office.ts'
import { beginPayment, mismatchedPayment, paidPayment, refundOf, takenElsewhere } from './money-matters.ts'

let office: Office
let ada: Browser
let ben: Browser

beforeAll(async () => {
  office = await openOffice()
  ada = await office.signIn(['finance'])
  ben = await office.signIn(['finance'])
})
afterAll(() => office?.close())

const refundsOf = (payment: Payment) => office.house.payments.refunds.of([payment])
const formAddress = (payment: Payment) => `/officer/payments/${payment.id}/refunds/new`
const makeAddress = (payment: Payment) => `/officer/payments/${payment.id}/refunds`
const secondPerson = (needed: boolean) =>
  office.house.people.organisations.setSecondPersonForRefunds(office.organisation.id, needed, 'system')
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** The form as an officer's browser shows it. */
async function openForm(payment: Payment, browser = ada) {
  const html = await (await browser.get(formAddress(payment))).text()
  return fieldsOf(html, formAddress(payment))
}

/** Fills the form in and presses Continue; gives what the page to check it on would post. */
async function check(payment: Payment, typed: Record<string, string>, browser = ada) {
  const fields = { ...(await openForm(payment, browser)), ...typed }
  const response = await browser.post(formAddress(payment), fields)
  const html = await response.text()
  return {
    status: response.status,
    html,
    fields: response.status === 200 ? fieldsOf(html, makeAddress(payment)) : {},
  }
}

/** A gateway's answer to what was asked, as the queue would fetch it. */
async function settleRefunds(payment: Payment) {
  for (const { id } of await refundsOf(payment)) await office.house.payments.refunds.settle(id)
}

describe('asking for a refund', () => {
  test('part of a line: checked first, then made, sent, posted and told', async () => {
    const payment = await paidPayment(office)
    const { html, fields } = await check(payment, {
      which: 'part',
      'line-1': '10.50',
      reason: 'One item  was not\nthere',
    })
    for (const said of [
      'Collection of up to 3 items £10.50',
      'Left after it £14.50',
      'Sandbox ending in 0000',
      'One item was not there',
      'Not needed: it is made at once',
    ]) {
      expect(words(html)).toContain(said)
    }
    expect(await refundsOf(payment)).toEqual([])

    const made = await ada.post(makeAddress(payment), fields)
    expect(made.status).toBe(303)
    const [refund] = await refundsOf(payment)
    expect(made.headers.get('location')).toBe(`/officer/refunds/${refund!.id}?made`)
    expect(refund).toMatchObject({
      amountPence: 1050,
      lines: [{ line: 1, pence: 1050 }],
      reason: 'One item was not there',
      requestedBy: `officer:${ada.officer.id}`,
      state: 'approved',
    })
    await settleRefunds(payment)
    const page = words(await (await ada.get(`/officer/refunds/${refund!.id}?made`)).text())
    expect(page).toContain('The refund has been asked for')
    expect(page).toContain('Paid back')
    expect(page).toContain('Refund succeeded')
    const shown = words(await (await ada.get(`/officer/payments/${payment.id}`)).text())
    expect(shown).toContain('Left to refund £14.50')
    expect(shown).toContain('-£10.50')
  })

  test('everything that is left, the surcharge with it', async () => {
    const payment = await paidPayment(office, 'surcharge')
    await refundOf(office, payment, 500)
    const { html, fields } = await check(payment, { which: 'everything', reason: 'Cancelled' })
    expect(words(html)).toContain('Refund altogether £20.50')
    await ada.post(makeAddress(payment), fields)
    expect((await refundsOf(payment)).at(-1)).toMatchObject({
      amountPence: 2050,
      lines: [
        { line: 1, pence: 2000 },
        { line: 2, pence: 50 },
      ],
    })
    const after = await (await ada.get(formAddress(payment))).text()
    expect(after).toContain('There is nothing left to refund')
    expect(after).not.toContain('<textarea')
  })

  test('money that is held goes back as one', async () => {
    const payment = await mismatchedPayment(office)
    const { fields } = await check(payment, { 'line-0': '24', reason: 'Another amount was taken' })
    expect((await ada.post(makeAddress(payment), fields)).status).toBe(303)
    expect((await refundsOf(payment))[0]).toMatchObject({ lines: [{ line: 0, pence: 2400 }] })
  })

  test('an amount that is filled in is a choice of part', async () => {
    const payment = await paidPayment(office)
    expect((await check(payment, { 'line-1': '1', reason: 'x' })).status).toBe(200)
  })

  test.each<[string, Record<string, string>, string, string]>([
    ['nothing', {}, 'which', 'Choose how much to refund'],
    ['no reason', { which: 'everything' }, 'reason', 'Enter the reason for the refund'],
    [
      'a reason that is too long',
      { which: 'everything', reason: 'x'.repeat(501) },
      'reason',
      '500 characters',
    ],
    ['part, and no amount', { which: 'part', reason: 'x' }, 'line-1', 'Enter how much to refund'],
    ['£0', { which: 'part', 'line-1': '0', reason: 'x' }, 'line-1', 'Enter how much to refund'],
    ['no amount', { which: 'part', 'line-1': 'ten', reason: 'x' }, 'line-1', 'like 12.50'],
    ['less than nothing', { which: 'part', 'line-1': '-5', reason: 'x' }, 'line-1', 'like 12.50'],
    ['part of a penny', { which: 'part', 'line-1': '1.005', reason: 'x' }, 'line-1', 'like 12.50'],
    ['more than is left', { which: 'part', 'line-1': '25.01', reason: 'x' }, 'line-1', 'No more than £25.00'],
    ['both', { which: 'everything', 'line-1': '5', reason: 'x' }, 'which', 'empty the boxes'],
  ])('%s is explained, and what was typed is kept', async (_what, typed, field, message) => {
    const payment = await paidPayment(office)
    const { status, html } = await check(payment, typed)
    expect(status).toBe(422)
    expect(html).toContain('<title>Error: ')
    expect(html).toMatch(new RegExp(`href="#${field}">[^<]*${message}`))
    expect(html).toContain(`id="${field}"`)
    if (typed['line-1']) expect(html).toContain(`value="${typed['line-1']}"`)
    if (typed.reason) expect(html).toContain(typed.reason)
    // The check page is not the only lock.
    const straight = await ada.post(makeAddress(payment), { ...(await openForm(payment)), ...typed })
    expect(straight.status).toBe(422)
    expect(await refundsOf(payment)).toEqual([])
  })

  test('a card number is refused wherever it is typed, and not shown again', async () => {
    const payment = await paidPayment(office)
    const card = '4111 1111 1111 1111'
    const { status, html } = await check(payment, { which: 'part', 'line-1': card, reason: `To ${card}` })
    expect(status).toBe(422)
    expect(html).toContain('The reason must not contain a card number')
    expect(html).not.toContain('1111')
  })

  test('lines that were never paid are not refunded', async () => {
    const payment = await paidPayment(office)
    const { status } = await check(payment, { which: 'part', 'line-2': '1', 'line-0': '1', reason: 'x' })
    expect(status).toBe(422)
  })

  test('Change leads back to the form with what was typed', async () => {
    const payment = await paidPayment(office)
    const { fields } = await check(payment, { which: 'part', 'line-1': '7', reason: 'Not sure' })
    const back = await (await ada.post(formAddress(payment), { ...fields, action: 'change' })).text()
    expect(fieldsOf(back, formAddress(payment))).toMatchObject({
      which: 'part',
      'line-1': '7',
      reason: 'Not sure',
    })
  })

  test('what was not paid has nothing to refund', async () => {
    const begun = await beginPayment(office)
    const payment = await office.house.payments.get(office.organisation.id, begun.paymentId)
    expect(await (await ada.get(formAddress(payment))).text()).toContain('There is nothing left to refund')
    const forced = await ada.post(makeAddress(payment), {
      which: 'everything',
      reason: 'x',
      seen: '0',
      shownAt: new Date().toISOString(),
    })
    expect(forced.status).toBe(409)
    expect(await refundsOf(payment)).toEqual([])
  })
})

describe('two at once', () => {
  test('the second officer is told what the first did, and refunds on top of it only knowingly', async () => {
    const payment = await paidPayment(office)
    const typed = { which: 'part', 'line-1': '5', reason: 'Late' }
    const [one, other] = [await check(payment, typed, ada), await check(payment, typed, ben)]
    expect((await ada.post(makeAddress(payment), one.fields)).status).toBe(303)
    const second = await ben.post(makeAddress(payment), other.fields)
    expect(second.status).toBe(409)
    const html = await second.text()
    expect(words(html)).toContain(`A refund of £5.00, asked for by ${ada.officer.name}: being sent.`)
    expect(words(html)).toContain('£20.00 is left to refund now')
    expect(await refundsOf(payment)).toHaveLength(1)

    // The page that came back shows what is left now: whoever goes on from it knows.
    const knowing = await ben.post(formAddress(payment), fieldsOf(html, formAddress(payment)))
    const fields = fieldsOf(await knowing.text(), makeAddress(payment))
    expect((await ben.post(makeAddress(payment), fields)).status).toBe(303)
    expect(await refundsOf(payment)).toHaveLength(2)
  })

  test('an officer who looks at the form again before checking it is told, too', async () => {
    const payment = await paidPayment(office)
    const fields = await openForm(payment, ben)
    await refundOf(office, payment, 300)
    const response = await ben.post(formAddress(payment), { ...fields, which: 'everything', reason: 'x' })
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('£22.00 is left to refund now')
  })

  test.each([2, 10])('%i presses at the same moment never refund more than was paid', async (presses) => {
    const payment = await paidPayment(office)
    const all = await Promise.all(
      Array.from({ length: presses }, (_, n) =>
        check(payment, { which: 'everything', reason: `Press ${n}` }, n % 2 === 0 ? ada : ben),
      ),
    )
    const answers = await Promise.all(
      all.map(({ fields }, n) => (n % 2 === 0 ? ada : ben).post(makeAddress(payment), fields)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array(presses - 1).fill(409)])
    expect(await refundsOf(payment)).toMatchObject([{ amountPence: 2500 }])
  })

  test.each(['everything', 'part'])(
    'a second press of the button leads to the same refund (%s)',
    async (which) => {
      const payment = await paidPayment(office)
      const typed = { which, reason: 'Twice', ...(which === 'part' && { 'line-1': '5' }) }
      const { fields } = await check(payment, typed)
      const first = await ada.post(makeAddress(payment), fields)
      const second = await ada.post(makeAddress(payment), fields)
      expect(second.status).toBe(303)
      expect(second.headers.get('location')).toBe(first.headers.get('location'))
      expect(await refundsOf(payment)).toHaveLength(1)
    },
  )

  test.each(['', '-1', '2500.5', '1e3', 'x', '999999999999999'])(
    'a form that says ‘%s’ was left is not believed',
    async (seen) => {
      const payment = await paidPayment(office)
      const { fields } = await check(payment, { which: 'everything', reason: 'x' })
      for (const shownAt of [fields.shownAt!, 'x', '']) {
        const refused = await ada.post(makeAddress(payment), { ...fields, seen, shownAt })
        expect(refused.status).toBe(409)
      }
      expect(await refundsOf(payment)).toEqual([])
    },
  )
})

describe('four eyes', () => {
  beforeAll(() => secondPerson(true))
  afterAll(() => secondPerson(false))

  async function requested(): Promise<{ payment: Payment; id: string; address: string }> {
    const payment = await paidPayment(office)
    const { html, fields } = await check(payment, { which: 'part', 'line-1': '4', reason: 'Please' })
    expect(words(html)).toContain('Another officer must approve it before it is made')
    const made = await ada.post(makeAddress(payment), fields)
    const [refund] = await refundsOf(payment)
    expect(made.headers.get('location')).toBe(`/officer/refunds/${refund!.id}?made`)
    expect(refund!.state).toBe('requested')
    return { payment, id: refund!.id, address: `/officer/refunds/${refund!.id}` }
  }

  test('who asked for it is not offered to approve it, and is refused', async () => {
    const { payment, address } = await requested()
    const html = await (await ada.get(address)).text()
    expect(html).toContain('You asked for this refund, so another officer has to approve it')
    expect(html).not.toContain(`${address}/approval`)
    const refused = await ada.post(`${address}/approval`)
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('must be approved by another officer')
    await settleRefunds(payment)
    expect(await refundsOf(payment)).toMatchObject([{ state: 'requested' }])
  })

  test('another officer approves it, and then it is sent; once', async () => {
    const { payment, address } = await requested()
    expect(await (await ben.get(address)).text()).toContain('Approve this refund')
    expect((await ben.post(`${address}/approval`)).headers.get('location')).toBe(`${address}?approved`)
    expect((await ben.post(`${address}/approval`)).status).toBe(409)
    await settleRefunds(payment)
    expect(await refundsOf(payment)).toMatchObject([
      { state: 'success', decidedBy: `officer:${ben.officer.id}` },
    ])
    const text = words(await (await ben.get(address)).text())
    expect(text).toContain(`Asked for by ${ada.officer.name}`)
    expect(text).toContain(`Decided by ${ben.officer.name}`)
  })

  test('another officer rejects it with a reason, and its amount is free again', async () => {
    const { payment, address } = await requested()
    const without = await ben.post(`${address}/rejection`, { why: ' ' })
    expect(without.status).toBe(422)
    expect(await without.text()).toMatch(/href="#why">Enter why the refund is rejected/)
    const card = await ben.post(`${address}/rejection`, { why: '4111111111111111' })
    expect(card.status).toBe(422)
    expect(await card.text()).not.toContain('1111')
    const rejected = await ben.post(`${address}/rejection`, { why: 'It was <b>there</b>' })
    expect(rejected.headers.get('location')).toBe(`${address}?rejected`)
    const html = await (await ben.get(address)).text()
    expect(html).toContain('It was &lt;b&gt;there&lt;/b&gt;')
    expect((await office.house.payments.refunds.left(payment)).leftPence).toBe(2500)
    expect((await ben.post(`${address}/approval`)).status).toBe(409)
  })

  test('who asked may withdraw it', async () => {
    const { payment, address } = await requested()
    expect(await (await ada.get(address)).text()).toContain('Withdraw this refund')
    expect((await ada.post(`${address}/rejection`, { why: 'A mistake' })).status).toBe(303)
    expect(await refundsOf(payment)).toMatchObject([{ state: 'rejected' }])
  })

  test('two officers who decide at once are one after the other', async () => {
    const { payment, address } = await requested()
    const carol = await office.signIn(['finance'])
    const answers = await Promise.all([
      ben.post(`${address}/approval`),
      carol.post(`${address}/rejection`, { why: 'No' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await refundsOf(payment)).toHaveLength(1)
  })

  test('an auditor sees it and decides nothing', async () => {
    const { address } = await requested()
    const auditor = await office.signIn(['auditor'])
    const html = await (await auditor.get(address)).text()
    expect(html).toContain('Waiting for a second officer')
    expect(html).not.toMatch(/action="[^"]*(approval|rejection)"/)
  })
})

describe('a refund that no gateway pays', () => {
  async function owed() {
    const begun = await beginPayment(office)
    const payment = await takenElsewhere(office, begun.submissionId, ['officer:a', 'officer:b'])
    const { html, fields } = await check(payment, { which: 'everything', reason: 'Cancelled' })
    expect(words(html)).toContain('finance pays it back by other means')
    await ada.post(makeAddress(payment), fields)
    const [refund] = await refundsOf(payment)
    return { payment, address: `/officer/refunds/${refund!.id}` }
  }

  test('is recorded as paid back, with how and the number it is found by', async () => {
    const { payment, address } = await owed()
    expect(await refundsOf(payment)).toMatchObject([{ state: 'owed' }])
    const empty = await ben.post(`${address}/repayment`)
    expect(empty.status).toBe(422)
    expect(await empty.text()).toMatch(/href="#by">Choose how[\s\S]*href="#reference">Enter the number/)
    const nonsense = await ben.post(`${address}/repayment`, { by: 'constructor', reference: 'B 77' })
    expect(nonsense.status).toBe(422)
    expect(await nonsense.text()).toContain('value="B 77"')
    const done = await ben.post(`${address}/repayment`, { by: 'bacs', reference: 'B 77' })
    expect(done.headers.get('location')).toBe(`${address}?recorded`)
    expect(await refundsOf(payment)).toMatchObject([
      { state: 'success', paidBy: 'Bank transfer (BACS)', paidReference: 'B 77' },
    ])
    const text = words(await (await ben.get(address)).text())
    expect(text).toContain('Finance has paid it back')
    expect(text).toContain('Found by B 77')
    expect((await ben.post(`${address}/repayment`, { by: 'bacs', reference: 'B 78' })).status).toBe(409)
    const ledger = await office.house.finance.ledgerOf(office.house.db, payment.submissionId)
    expect(ledger.map(({ grossPence }) => grossPence)).toEqual([2500, -2500])
  })
})

test('a refund that failed says so and leads to another', async () => {
  const payment = await paidPayment(office)
  const failed = await refundOf(office, payment, 599)
  const html = await (await ada.get(`/officer/refunds/${failed.id}`)).text()
  expect(words(html)).toContain('The gateway could not pay it back. The money is still here')
  expect(html).toContain(formAddress(payment))
  expect((await office.house.payments.refunds.left(payment)).leftPence).toBe(2500)
})

test('the list shows the newest first, and of one state only', async () => {
  const payment = await paidPayment(office)
  const [old, failed] = [await refundOf(office, payment, 100), await refundOf(office, payment, 199)]
  const all = await (await ada.get('/officer/refunds')).text()
  expect(all.indexOf(failed.id)).toBeLessThan(all.indexOf(old.id))
  const errors = await (await ada.get('/officer/refunds?state=error')).text()
  expect(errors).toContain(failed.id)
  expect(errors).not.toContain(old.id)
  expect(errors).toContain(payment.reference)
  for (const state of ['nonsense', '__proto__', '%00']) {
    expect((await ada.get(`/officer/refunds?state=${state}&page=${state}`)).status).toBe(200)
  }
  const otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
  const outsider = await office.signIn(['admin'], otherham)
  expect(await (await outsider.get('/officer/refunds')).text()).toContain('Nothing has been refunded yet')
})

test('a payment that is lost while a refund is asked for is not refunded', async () => {
  const payment = await paidPayment(office)
  const { fields } = await check(payment, { which: 'everything', reason: 'x' })
  const { db } = office.house
  await db
    .update(paymentTable)
    .set({ state: 'error', takenPence: null })
    .where(eq(paymentTable.id, payment.id))
  const refused = await ada.post(makeAddress(payment), fields)
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('There is nothing left to refund')
  expect(await refundsOf(payment)).toEqual([])
})
