import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditEvent, elsewhereClaim, message, payLink } from '../../server/db/schema/index.ts'
import type { Engine } from '../support/db.ts'
import type { Resident, SeenPage } from '../support/resident-client.ts'
import { openGateway, permitSteps, permitText, referenceOn } from './journeys.ts'
import { anOfficer, type OfficerAtWork, paymentScreen } from './officers.ts'
import { linkSentTo } from './outbox.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

/** Telephone and counter: an officer fills the form in, and takes the payment without ever seeing a card number on our pages. */
describe.each<Engine>(['pglite', 'postgres'])('an officer on %s', { timeout: 60_000 }, (engine) => {
  let story: StoryHouse
  let ada: OfficerAtWork
  let finn: OfficerAtWork

  beforeAll(async () => {
    // Nothing is heard but by asking: what a screen shows it found out itself.
    story = await openStoryHouse({ engine, webhooks: 'off' })
    await story.publish(permitText())
    ada = await anOfficer(story, 'Ada', ['agent'])
    finn = await anOfficer(story, 'Finn', ['finance'])
  })
  afterAll(() => story?.close())

  /** Fills the permit form in for somebody, to the screen that takes the payment. */
  async function fillInFor(channel: 'telephone' | 'counter', hours: number): Promise<string> {
    const { browser } = ada
    const begun = await browser.post('/officer/assisted', { form: 'permit', channel })
    const check = await browser.walk(await browser.follow(begun), permitSteps(hours))
    const screen = await browser.send(check)
    expect(screen.status).toBe(303)
    const reference = /submissions\/([A-Z0-9]{10})\/payment$/.exec(screen.location ?? '')?.[1]
    if (!reference) throw new Error(`Not at the payment: ${screen.location}`)
    return reference
  }
  const look = (reference: string, { browser } = ada) => browser.get(paymentScreen(reference))
  const press = (reference: string, what: string, fields = {}, { browser } = ada) =>
    browser.post(`${paymentScreen(reference)}/${what}`, fields)

  async function openCardPage(reference: string): Promise<SeenPage> {
    return openGateway(ada.browser, await press(reference, 'attempts'))
  }

  /** Through the gateway's redirect and the return address, back to the officer's screen. */
  const choose = async (page: SeenPage, outcome: string, browser: Resident = ada.browser) =>
    browser.arrive(await browser.send(page, { outcome }))

  async function expectPaidOnce(reference: string, pence: number, channel: string) {
    const books = await story.books(reference)
    expect(books.submissions).toMatchObject([{ state: 'completed', totalPence: pence }])
    expect(books.payments.filter(({ state }) => state === 'success')).toMatchObject([
      { channel, amountPence: pence },
    ])
    expect(books.ledger).toMatchObject([{ grossPence: pence }])
    expect(books.deliveries).toHaveLength(1)
    return books
  }

  test('fills the form in on the resident’s pages, types the caller’s card at the gateway, and sees it paid', async () => {
    const begun = await ada.browser.post('/officer/assisted', { form: 'permit', channel: 'telephone' })
    const question = await ada.browser.follow(begun)
    expect(question.text).toContain(
      'You are filling in this form for a caller. Never type card details here.',
    )
    const reference = await fillInFor('telephone', 5)

    const screen = await look(reference)
    expect(screen.text).toContain('Take payment')
    expect(screen.text).toContain('Buy a visitor permit')
    expect(screen.text).toContain('£7.50')
    expect(screen.headers.has('refresh')).toBe(false)
    expect(screen.html).not.toMatch(/name="(card|pan|cvc|cvv|expiry)/i)

    const gatewayPage = await openCardPage(reference)
    expect(gatewayPage.text).toContain('Telephone payment')
    const waiting = await look(reference)
    expect(waiting.text).toContain('The payment page for the caller’s card is open, by Ada.')
    expect(waiting.headers.get('refresh')).toBe(`5; url=${paymentScreen(reference)}`)

    const paid = await choose(gatewayPage, 'pay')
    expect(paid.path).toBe(paymentScreen(reference))
    expect(paid.text).toContain('Paid £7.50')
    expect(paid.headers.has('refresh')).toBe(false)

    const { submissions, payments } = await expectPaidOnce(reference, 750, 'moto')
    expect(submissions).toMatchObject([{ channel: 'telephone', assistedBy: `officer:${ada.id}` }])
    expect(payments).toMatchObject([{ startedBy: `officer:${ada.id}` }])
  })

  test('is told when the card is declined, and tries again', async () => {
    const reference = await fillInFor('telephone', 2)
    const declined = await choose(await openCardPage(reference), 'decline')
    expect(declined.path).toBe(paymentScreen(reference))
    expect(declined.text).toContain('The last payment was declined. No money was taken.')
    expect(declined.text).toContain('Open the payment page')
    const paid = await choose(await openCardPage(reference), 'pay')
    expect(paid.text).toContain('Paid £3.00')
    await expectPaidOnce(reference, 300, 'moto')
  })

  test('who leaves the card page and comes back is led to the same payment', async () => {
    const reference = await fillInFor('telephone', 3)
    const first = await openCardPage(reference)
    expect((await look(reference)).text).toContain('Go back to the payment page')
    const second = await openCardPage(reference)
    expect(second.url).toBe(first.url)
    await choose(second, 'pay')
    expect((await story.books(reference)).payments).toHaveLength(1)
  })

  test('is told to wait, and not to take it again, while the card is being confirmed', async () => {
    const reference = await fillInFor('telephone', 1)
    const slow = await choose(await openCardPage(reference), 'slow')
    expect(slow.text).toContain('Do not take the payment again.')
    expect(slow.text).not.toContain('Open the payment page')
    expect(slow.headers.get('refresh')).toMatch(/^5; url=/)
    for (const [what, fields] of [
      ['attempts', {}],
      ['links', { to: 'payer@example.com' }],
      ['claims', { method: 'cash' }],
    ] as const) {
      expect((await press(reference, what, fields)).location).toBe(slow.url)
    }
    const paid = await until('the slow payment is paid', async () => {
      const page = await look(reference)
      return page.text.includes('Paid £1.50') && page
    })
    expect(paid.headers.has('refresh')).toBe(false)
    expect((await story.books(reference)).payments).toHaveLength(1)
  })

  test('of a free form goes to its confirmation, and it is delivered', async () => {
    const steps = [{ hours: '1' }]
    await story.publish(
      permitText((document) => {
        document.slug = 'free-permit'
        document.pricing!.lines = []
        document.pricing!.tests = []
        document.deliveries![0]!.tests = []
      }),
    )
    const begun = await ada.browser.post('/officer/assisted', { form: 'free-permit', channel: 'counter' })
    const check = await ada.browser.walk(await ada.browser.follow(begun), steps)
    expect(check.text).toContain('for somebody at the counter')
    const confirmation = await ada.browser.arrive(await ada.browser.send(check))
    expect(confirmation.path).toMatch(/^\/exampleshire\/free-permit\/confirmation\//)
    expect(confirmation.text).toContain('You filled this in for somebody. Give them the reference number.')
    const books = await story.books(referenceOn(confirmation))
    expect(books.submissions).toMatchObject([{ state: 'completed', channel: 'counter', totalPence: 0 }])
    expect(books.payments).toEqual([])
    expect(books.deliveries).toHaveLength(1)
    expect((await look(referenceOn(confirmation))).text).toContain('There is nothing to pay')
  })

  test('sends a link, and sees it sent, opened and paid while the caller is on the line', async () => {
    const reference = await fillInFor('telephone', 4)
    expect((await ada.browser.get(`${paymentScreen(reference)}?way=link`)).headers.has('refresh')).toBe(false)
    const sent = await press(reference, 'links', { to: '07700 900 982', after: '' })
    const shown = await ada.browser.follow(sent)
    expect(shown.text).toContain('The payment link is on its way.')
    expect(shown.text).toContain('Payment link by text message to …900982')
    expect(shown.headers.get('refresh')).toBe(`5; url=${paymentScreen(reference)}`)

    const payer = story.resident()
    const link = await linkSentTo(story, '+447700900982')
    await until('the link is seen to be sent', async () =>
      / Sent Payment link/.test((await look(reference)).text),
    )
    expect((await look(reference)).text).toContain('Not opened yet')
    const asked = await payer.get(link)
    expect(asked.text).toContain('Pay £6.00')
    expect((await look(reference)).text).toContain('First opened')
    const gatewayPage = await openGateway(payer, await payer.send(asked))
    expect((await look(reference)).text).toContain('The payer has gone on from the link to the payment page.')

    const received = await choose(gatewayPage, 'pay', payer)
    expect(received.text).toContain('We have received your payment')
    expect(received.text).toContain(reference)
    expect((await look(reference)).text).toContain('Paid £6.00')
    const { payments } = await expectPaidOnce(reference, 600, 'link')
    expect(payments).toMatchObject([{ startedBy: 'resident' }])
    expect((await payer.get(link)).text).toContain('This has been paid')
  })

  test('whose payer’s card is declined leaves it to the payer to try again, on their own page', async () => {
    const reference = await fillInFor('telephone', 6)
    await press(reference, 'links', { to: 'payer@example.com', after: '' })
    const payer = story.resident()
    const asked = await payer.get(await linkSentTo(story, 'payer@example.com'))
    const declined = await choose(await openGateway(payer, await payer.send(asked)), 'decline', payer)
    expect(declined.text).toContain('Your payment was declined')
    expect(declined.text).not.toContain('answers')
    expect((await look(reference)).text).toContain('The last payment was declined.')
    const received = await choose(await openGateway(payer, await payer.send(declined)), 'pay', payer)
    expect(received.text).toContain('You have paid £9.00 to Exampleshire Council.')
    const { payments } = await expectPaidOnce(reference, 900, 'link')
    expect(payments.map(({ channel }) => channel)).toEqual(['link', 'link'])
  })

  test('takes a link back, and sends a new one in the place of an old one', async () => {
    const reference = await fillInFor('counter', 7)
    await press(reference, 'links', { to: 'first@example.com', after: '' })
    const first = await linkSentTo(story, 'first@example.com')
    const [old] = (await story.house.db.select().from(payLink)).filter(({ closedAt }) => closedAt === null)
    await press(reference, 'links', { to: 'second@example.com', after: old!.id })
    const second = await linkSentTo(story, 'second@example.com')
    const payer = story.resident()
    expect((await payer.get(first)).text).toContain('There is a newer link')
    expect((await payer.get(second)).text).toContain('Pay £10.50')
    const back = await ada.browser.follow(await press(reference, 'links/withdrawals'))
    expect(back.text).toContain('Taken back')
    const dead = await payer.get(second)
    expect(dead.status).toBe(410)
    expect(dead.text).toContain('This link has been taken back')
    expect((await payer.post(second, {})).location).toBe(second)
    expect((await story.books(reference)).payments).toEqual([])
  })

  const cash = {
    method: 'cash',
    receiptNumber: 'TILL-0042',
    day: '22',
    month: '11',
    year: '2025',
    amount: '£12.00',
  }

  test('records what was taken elsewhere, and it counts when another officer has confirmed it', async () => {
    const reference = await fillInFor('counter', 8)
    const recorded = await ada.browser.follow(await press(reference, 'claims', cash))
    expect(recorded.text).toContain('It counts when another officer has confirmed it.')
    expect((await story.books(reference)).ledger).toEqual([])
    const [claim] = (await story.house.db.select().from(elsewhereClaim)).filter(
      ({ state }) => state === 'claimed',
    )
    expect(claim).toMatchObject({ paidOn: '2025-11-22', amountPence: 1200, claimedBy: `officer:${ada.id}` })

    const seen = await look(reference, finn)
    expect(seen.text).toContain('Ada recorded a payment taken elsewhere')
    expect(seen.text).toContain('TILL-0042')
    expect(seen.text).not.toContain('Take the payment')
    expect((await press(reference, `claims/${claim!.id}/confirmations`)).status).toBe(403)
    expect((await press(reference, `claims/${claim!.id}/withdrawals`, {}, finn)).status).toBe(403)

    const presses = await Promise.all(
      Array.from({ length: 10 }, () => press(reference, `claims/${claim!.id}/confirmations`, {}, finn)),
    )
    for (const page of presses) expect(page.status).toBe(303)
    const paid = await look(reference)
    expect(paid.text).toContain('Paid £12.00')
    expect(paid.text).toMatch(
      /Cash, receipt TILL-0042 , on 22 November 2025\. Recorded by Ada, confirmed by Finn\./,
    )
    await expectPaidOnce(reference, 1200, 'elsewhere')
  })

  test('who may do both never confirms what they recorded themselves', async () => {
    const both = await anOfficer(story, 'Both', ['agent', 'finance'])
    const reference = await fillInFor('counter', 8)
    await press(reference, 'claims', cash, both)
    const [claim] = (await story.house.db.select().from(elsewhereClaim)).filter(
      ({ state }) => state === 'claimed',
    )
    const screen = await look(reference, both)
    expect(screen.text).toContain('Another officer has to confirm it.')
    expect(screen.text).not.toContain('Confirm the payment')
    expect((await press(reference, `claims/${claim!.id}/confirmations`, {}, both)).status).toBe(403)
    expect((await story.books(reference)).payments).toEqual([])
    // Taken back by who recorded it, and owed again.
    await press(reference, `claims/${claim!.id}/withdrawals`, {}, both)
    expect((await look(reference, both)).text).toContain('Open the payment page')
  })

  test('cannot confirm a payment that another submission was recorded with', async () => {
    const [one, two] = [await fillInFor('counter', 8), await fillInFor('counter', 8)]
    await press(one, 'claims', cash)
    const [claim] = (await story.house.db.select().from(elsewhereClaim)).filter(
      ({ state }) => state === 'claimed',
    )
    for (const what of ['confirmations', 'rejections']) {
      expect((await press(two, `claims/${claim!.id}/${what}`, {}, finn)).status).toBe(404)
    }
    expect((await story.books(two)).payments).toEqual([])
    const rejected = await finn.browser.follow(await press(one, `claims/${claim!.id}/rejections`, {}, finn))
    expect(rejected.text).toContain('What was owed is owed again.')
    expect((await story.books(one)).payments).toEqual([])
  })

  test('is not let confirm cash while a card payment is with the gateway, and may when that is over', async () => {
    const reference = await fillInFor('telephone', 8)
    const gatewayPage = await openCardPage(reference)
    await press(reference, 'claims', cash)
    const [claim] = (await story.house.db.select().from(elsewhereClaim)).filter(
      ({ state }) => state === 'claimed',
    )
    await ada.browser.send(gatewayPage, { outcome: 'slow-decline' })
    const early = await press(reference, `claims/${claim!.id}/confirmations`, {}, finn)
    expect(early.status).toBe(409)
    expect(early.text).toContain('A card payment for this submission is under way.')
    await until('the slow card is declined', async () => {
      await look(reference)
      return (await story.books(reference)).payments.some(({ state }) => state === 'failed')
    })
    await press(reference, `claims/${claim!.id}/confirmations`, {}, finn)
    await expectPaidOnce(reference, 1200, 'elsewhere')
  })

  test('who presses every button fifty times takes one payment, sends one link and records one claim', async () => {
    const reference = await fillInFor('telephone', 9)
    const fifty = (what: string, fields = {}) =>
      Promise.all(Array.from({ length: 50 }, () => press(reference, what, fields)))
    for (const page of await fifty('links', { to: 'fifty@example.com', after: '' }))
      expect(page.status).toBe(303)
    for (const page of await fifty('attempts')) expect(page.status).toBe(303)
    for (const page of await fifty('links/withdrawals')) expect(page.status).toBe(303)
    for (const page of await fifty('claims', { ...cash, amount: '13.50' })) expect(page.status).toBe(303)
    const { submissions, payments } = await story.books(reference)
    const mine = (row: { submissionId: string | null }) => row.submissionId === submissions[0]!.id
    expect(payments).toHaveLength(1)
    expect((await story.house.db.select().from(payLink)).filter(mine)).toHaveLength(1)
    expect((await story.house.db.select().from(message)).filter(mine)).toHaveLength(1)
    expect((await story.house.db.select().from(elsewhereClaim)).filter(mine)).toHaveLength(1)
    const events = (await story.house.db.select().from(auditEvent)).filter(mine).map(({ event }) => event)
    for (const once of [
      'pay-link.sent',
      'pay-link.withdrawn',
      'payment.created',
      'payment.claimed-elsewhere',
    ]) {
      expect(events.filter((event) => event === once)).toHaveLength(1)
    }
  })

  test('whose gateway has no page for callers’ cards is told so, and cannot open one', async () => {
    const { capabilities } = story.house.gateways.sandbox!
    const reference = await fillInFor('telephone', 10)
    capabilities.moto = false
    try {
      const screen = await look(reference)
      expect(screen.text).toContain('has no page on which an officer may type a caller’s card.')
      expect(screen.text).not.toContain('Open the payment page')
      expect((await press(reference, 'attempts')).status).toBe(409)
      expect((await story.books(reference)).payments).toEqual([])
    } finally {
      capabilities.moto = true
    }
  })
})
