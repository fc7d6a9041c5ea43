import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../support/db.ts'
import { type GovukPayStandIn, type PayerAction, startGovukPay } from '../support/govuk-pay.ts'
import type { Resident, SeenPage } from '../support/resident-client.ts'
import { permit, permitSteps, permitText, referenceOn } from './journeys.ts'
import { anOfficer, type OfficerAtWork, paymentScreen } from './officers.ts'
import { linkSentTo } from './outbox.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

/** What the gateway does not do well is no fault of the payer's: nothing is lost, nothing is charged twice, and a page says so. */
const cases: [Engine, delayedCapture: 'yes' | 'no'][] = [
  ['pglite', 'no'],
  ['postgres', 'no'],
  ['postgres', 'yes'],
]
describe.each(cases)(
  'a gateway in trouble, on %s, delayed capture %s,',
  { timeout: 60_000 },
  (engine, delayedCapture) => {
    let pay: GovukPayStandIn
    let story: StoryHouse
    let ada: OfficerAtWork

    beforeAll(async () => {
      pay = await startGovukPay()
      pay.account.createsPerSecond = 1000
      story = await openStoryHouse({
        engine,
        clock: { now: () => new Date(pay.now.ms) },
        env: { GOVUK_PAY_URL: pay.url },
        account: {
          gateway: 'govuk-pay',
          settings: { apiKey: pay.apiKey, webhookSecrets: [pay.webhookSecret], delayedCapture },
        },
      })
      await story.publish(permitText())
      ada = await anOfficer(story, 'Ada', ['agent'])
    })
    afterAll(async () => {
      await story?.close()
      await pay?.close()
    })

    let payers = 0
    /** Somebody who has a link to pay £1.50 an hour, and the reference it is for. */
    async function askedByLink(hours: number) {
      const to = `payer${++payers}@example.com`
      const resident = story.resident()
      const check = await resident.fill(permit, permitSteps(hours))
      const share = await resident.follow(await resident.send(check, { next: 'share' }))
      const sent = await resident.follow(await resident.send(share, { to }))
      return { resident, reference: referenceOn(sent), link: await linkSentTo(story, to) }
    }

    /** Does something on the page of Pay that a redirect leads to, and comes back. */
    async function atPay(who: Resident, redirect: SeenPage, does: PayerAction): Promise<SeenPage> {
      expect(redirect.location).toContain(`${pay.url}/secure/`)
      const token = redirect.location!.slice(redirect.location!.lastIndexOf('/') + 1)
      const payment = [...pay.payments.values()].find((one) => one.links.has(token))!
      await pay.visit(redirect.location!, does)
      const back = await who.get(payment.fields.return_url)
      return back.status === 303 ? who.arrive(back) : back
    }

    async function expectPaidOnce(reference: string, pence: number) {
      const books = await story.books(reference)
      expect(books.submissions).toMatchObject([{ state: 'completed' }])
      expect(books.ledger).toMatchObject([{ grossPence: pence }])
      const there = [...pay.payments.values()].filter(({ fields }) => fields.reference === `VP-${reference}`)
      expect(there.filter(({ status }) => status === 'success' || status === 'capturable')).toHaveLength(1)
    }

    test('that does not answer: the resident, the payer of a link and the officer can all try again later', async () => {
      const resident = story.resident()
      const check = await resident.fill(permit, permitSteps(1))
      pay.faults.push({ kind: 'status', status: 500 })
      const down = await resident.send(check)
      expect(down.status).toBe(503)
      expect(down.text).toContain('The payment service is not answering.')
      expect(down.text).toContain('Your answers are kept')
      const confirmation = await atPay(resident, await resident.send(await resident.get(check.url)), 'pay')
      await expectPaidOnce(referenceOn(confirmation), 150)

      const { link, reference } = await askedByLink(2)
      const payer = story.resident()
      pay.faults.push({ kind: 'html' })
      const noWay = await payer.send(await payer.get(link))
      expect(noWay.status).toBe(503)
      expect(noWay.text).toContain('No money was taken. You can still pay.')
      expect(noWay.html).toContain(`href="${new URL(link).pathname}"`)
      pay.faults.push({ kind: 'status', status: 502 })
      const officers = await ada.browser.post(`${paymentScreen(reference)}/attempts`, {})
      expect(officers.status).toBe(503)
      expect(officers.text).toContain('The payment service is not answering. Nothing was taken.')
      expect(officers.text).toContain('Send a new link')
      const received = await atPay(payer, await payer.send(await payer.get(link)), 'pay')
      expect(received.text).toContain('We have received your payment')
      await expectPaidOnce(reference, 300)
    })

    test('that does not accept our account: people are told that it is not their card, and that it is not their turn to act', async () => {
      const resident = story.resident()
      const check = await resident.fill(permit, permitSteps(3))
      pay.faults.push({ kind: 'status', status: 401 })
      const refused = await resident.send(check)
      expect(refused.status).toBe(503)
      expect(refused.text).toContain('This form cannot take payments at the moment')
      expect(refused.text).toContain('There is nothing wrong with your card.')

      // Mended meanwhile.
      const again = await resident.send(await resident.get(check.url))
      const confirmation = await atPay(resident, again, 'pay')
      await expectPaidOnce(referenceOn(confirmation), 450)

      // Pay has telephone payments switched off for this service.
      const { reference, link } = await askedByLink(4)
      pay.account.moto = false
      const officers = await ada.browser.post(`${paymentScreen(reference)}/attempts`, {})
      pay.account.moto = true
      expect(officers.status).toBe(503)
      expect(officers.text).toContain(
        'The payment service does not accept this payment from us. Nothing was taken.',
      )
      const payer = story.resident()
      await atPay(payer, await payer.send(await payer.get(link)), 'pay')
      await expectPaidOnce(reference, 600)
    })

    test.runIf(delayedCapture === 'yes')(
      'that has authorised the money and not taken it yet: it counts as paid at once',
      async () => {
        const resident = story.resident()
        const redirect = await resident.send(await resident.fill(permit, permitSteps(5)))
        // The capture is asked for, and fails for now.
        pay.faults.push({ kind: 'status', status: 500, method: 'POST' })
        const confirmation = await atPay(resident, redirect, 'pay')
        expect(confirmation.text).toContain('We have received your payment of £7.50')
        await expectPaidOnce(referenceOn(confirmation), 750)
      },
    )

    test.runIf(delayedCapture === 'no')(
      'that took another amount: people look into it, nobody is asked to pay again, and nothing is',
      async () => {
        const { resident, reference, link } = await askedByLink(6)
        const payer = story.resident()
        const redirect = await payer.send(await payer.get(link))
        const [payment] = [...pay.payments.values()].filter(
          ({ fields }) => fields.reference === `VP-${reference}`,
        )
        payment!.fields.amount = 1
        const held = await atPay(payer, redirect, 'pay')
        expect(held.text).toContain('We need to look into your payment')
        expect(held.text).toContain('a different amount from the £9.00 we asked for')
        expect(held.headers.has('refresh')).toBe(false)

        const before = pay.payments.size
        for (let press = 0; press < 5; press++) {
          expect((await payer.post(held.url, {})).location).toBe(held.url)
          expect((await payer.post(link, {})).location).toBe(held.url)
          const check = await resident.get(`${permit}/check-your-answers`)
          expect((await resident.send(check)).location).toBe(held.url)
          expect((await ada.browser.post(`${paymentScreen(reference)}/attempts`, {})).status).toBe(303)
          expect(
            (await ada.browser.post(`${paymentScreen(reference)}/claims`, { method: 'cash' })).status,
          ).toBe(303)
        }
        const screen = await ada.browser.get(paymentScreen(reference))
        expect(screen.text).toContain('Another amount was taken than was asked for.')
        expect(screen.text).not.toContain('Take the payment')
        expect(pay.payments.size).toBe(before)
        expect((await story.books(reference)).submissions).toMatchObject([{ state: 'submitted' }])
      },
    )
  },
)
