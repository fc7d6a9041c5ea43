import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Payment, Refund } from '../../../server/payments/index.ts'
import { ageWords } from '../../../server/web/officer/to-look-at/age.ts'
import { type Browser, type Office, openOffice } from './an-office.ts'
import {
  beginPayment,
  claimElsewhere,
  deadLetter,
  lostPayment,
  mismatchedPayment,
  overpaidPayment,
  paidPayment,
  refundOf,
  stuckPayment,
  takenElsewhere,
} from './money-matters.ts'

let office: Office
let finance: Browser

beforeAll(async () => {
  office = await openOffice()
  finance = await office.signIn(['finance'])
})
afterAll(() => office?.close())

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const page = async (browser = finance) => (await browser.get('/officer/to-look-at')).text()

/** The part of the page below a heading, up to the next; empty when there is none. */
async function section(id: string, browser = finance): Promise<string> {
  return new RegExp(`<h2[^>]*id="${id}"[\\s\\S]*?</section>`).exec(await page(browser))?.[0] ?? ''
}

describe('what finance has to look at', () => {
  test('nothing, when there is nothing', async () => {
    expect(await page()).toContain('Nothing needs looking at')
    // A payment that somebody is making, and one that was made, are nothing to look at either.
    const begun = await beginPayment(office)
    await paidPayment(office)
    expect(await page()).toContain('Nothing needs looking at')
    const underWay = await section('under-way')
    expect(underWay).toContain(begun.paymentId)
    expect(words(underWay)).toContain(`submission ${begun.reference}`)
    expect(words(underWay)).toContain('under a minute')
  })

  test('another amount, until it has been refunded', async () => {
    const payment = await mismatchedPayment(office)
    const held = await section('held')
    expect(held).toContain(`/officer/payments/${payment.id}`)
    expect(words(held)).toContain('Another amount Test £24.00')
    await refundOf(office, payment, 1000)
    expect(words(await section('held'))).toContain('£14.00')
    await refundOf(office, payment, 1400)
    expect(await section('held')).toBe('')
  })

  test('what was paid twice goes back by itself, so only its failing is looked at', async () => {
    const { payment } = await overpaidPayment(office)
    expect(await section('held')).not.toContain(payment.id)
  })

  test('what was paid and then was not, until somebody pays again', async () => {
    const payment = await lostPayment(office)
    const lost = await section('lost')
    expect(lost).toContain(`/officer/payments/${payment.id}`)
    expect(words(lost)).toContain('£25.00')
    expect(words(lost)).toContain('Ask for the money again')
  })

  describe('refunds', () => {
    let payment: Payment
    const listed = async (id: string, refund: Refund) =>
      (await section(id)).includes(`/officer/refunds/${refund.id}`)
    beforeAll(async () => {
      payment = await paidPayment(office)
    })

    test('one that waits for a second officer, with who asked and why', async () => {
      const asked = {
        actor: `officer:${finance.officer.id}`,
        needsSecondPerson: true,
        reason: 'Two <i>beds</i>',
      }
      const refund = await refundOf(office, payment, 300, asked)
      expect(await listed('refunds-waiting', refund)).toBe(true)
      expect(await section('refunds-waiting')).toContain(
        `${finance.officer.name}: Two &lt;i&gt;beds&lt;/i&gt;`,
      )
      const other = await office.signIn(['finance'])
      await other.post(`/officer/refunds/${refund.id}/approval`)
      expect(await section('refunds-waiting')).toBe('')
      // Refunds of one payment are sent one after the other.
      await office.house.payments.refunds.settle(refund.id)
    })

    test('one that failed, until as much is asked for again', async () => {
      const refund = await refundOf(office, payment, 599)
      expect(await listed('refunds-failed', refund)).toBe(true)
      await refundOf(office, payment, 100)
      expect(await listed('refunds-failed', refund)).toBe(true)
      await refundOf(office, payment, 600)
      expect(await section('refunds-failed')).toBe('')
    })

    test('one that finance has to pay, until that is recorded', async () => {
      const begun = await beginPayment(office)
      const cash = await takenElsewhere(office, begun.submissionId, ['officer:a', 'officer:b'])
      const refund = await refundOf(office, cash, 2500)
      expect(await listed('refunds-owed', refund)).toBe(true)
      await finance.post(`/officer/refunds/${refund.id}/repayment`, { by: 'cheque', reference: '000123' })
      expect(await section('refunds-owed')).toBe('')
    })
  })

  test('a payment taken elsewhere, until it is confirmed', async () => {
    const begun = await beginPayment(office)
    const { owed, claim } = await claimElsewhere(office, begun.submissionId, `officer:${finance.officer.id}`)
    const claims = await section('claims')
    expect(claims).toContain(`/officer/submissions/${begun.reference}/payment#claim`)
    expect(words(claims)).toContain(`Cash, recorded by ${finance.officer.name}`)
    await office.house.payments.elsewhere.confirm(owed, claim.id, 'officer:b')
    expect(await section('claims')).toBe('')
  })

  test('a payment that nobody can pay any more and that is still open', async () => {
    const begun = await stuckPayment(office)
    const stuck = await section('stuck')
    expect(stuck).toContain(`/officer/payments/${begun.paymentId}`)
    expect(words(stuck)).toContain('3 hours')
    expect(await section('under-way')).not.toContain(begun.paymentId)
  })

  test('deliveries that were given up are counted; who may see them is led there', async () => {
    const payment = await paidPayment(office)
    await deadLetter(office, payment.submissionId)
    expect(words(await section('deliveries'))).toContain('1 submission was not accepted')
    expect(await section('deliveries')).not.toContain('/officer/deliveries')
    const auditor = await office.signIn(['auditor'])
    expect(await section('deliveries', auditor)).toContain('/officer/deliveries?state=dead-letter')
  })

  test('another organisation sees nothing of it', async () => {
    const otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
    const html = await page(await office.signIn(['admin'], otherham))
    expect(html).toContain('Nothing needs looking at')
    expect(html).not.toContain('BW-')
  })
})

test.each([
  [0, 'under a minute'],
  [-5, 'under a minute'],
  [1, '1 minute'],
  [119, '119 minutes'],
  [120, '2 hours'],
  [47 * 60 + 59, '47 hours'],
  [48 * 60, '2 days'],
  [400 * 24 * 60, '400 days'],
])('%i minutes ago is said as %s', (minutes, said) => {
  const now = new Date('2026-11-22T12:00:00Z')
  expect(ageWords(new Date(now.getTime() - minutes * 60_000), now)).toBe(said)
})
