import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refund } from '../../server/db/schema/index.ts'
import { isOpen } from '../../server/payments/index.ts'
import type { Engine } from '../support/db.ts'
import type { Resident, SeenPage } from '../support/resident-client.ts'
import {
  bilingualPermitText,
  openGateway,
  payAndReturn,
  permit,
  permitSteps,
  permitText,
  referenceOn,
} from './journeys.ts'
import { anOfficer, type OfficerAtWork, paymentScreen } from './officers.ts'
import { linkSentTo, messagesSent } from './outbox.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

/** One fills the form in, another pays: by a link that shows nothing of the answers. */
describe.each<Engine>(['pglite', 'postgres'])('someone else pays, on %s,', { timeout: 60_000 }, (engine) => {
  let story: StoryHouse
  let ada: OfficerAtWork
  beforeAll(async () => {
    story = await openStoryHouse({ engine })
    await story.publish(bilingualPermitText())
    ada = await anOfficer(story, 'Ada', ['agent', 'finance'])
  })
  afterAll(() => story?.close())

  /** A resident who has asked an address to pay, and the link that reached it. */
  async function asked(hours: number, to: string, language = '') {
    const resident = story.resident()
    const start = await resident.get(`${permit}${language && `?language=${language}`}`)
    const [answers] = permitSteps(hours)
    const check = await resident.walk(start, [{}, { ...answers, fullName: 'Ada Secret' }])
    const share = await resident.follow(await resident.send(check, { next: 'share' }))
    const sent = await resident.follow(await resident.send(share, { to }))
    const link = await linkSentTo(story, to)
    const reference = /([A-Z0-9]{10})/.exec(sent.text.split(/reference is|cyfeirnod yw/)[1] ?? '')![1]!
    return { resident, share, sent, link, reference }
  }

  async function openPage(payer: Resident, link: string): Promise<SeenPage> {
    return openGateway(payer, await payer.send(await payer.get(link)))
  }

  /** Paid once and posted once; what was paid beside that went back. */
  async function expectPaidOnce(reference: string, pence: number, goneBack = 0) {
    const books = await story.books(reference)
    expect(books.submissions).toMatchObject([{ state: 'completed', totalPence: pence }])
    expect(books.payments.filter(({ state }) => state === 'success')).toHaveLength(1)
    expect(books.payments.filter(({ state }) => state === 'overpaid')).toHaveLength(goneBack)
    expect(books.payments.filter(({ state }) => isOpen(state))).toEqual([])
    const net = books.ledger.reduce((total, { grossPence }) => total + grossPence, 0)
    expect(net).toBe(pence)
    expect(books.deliveries).toHaveLength(1)
    return books
  }

  test('and the resident, who did nothing more, finds the confirmation', async () => {
    const { resident, sent, link, reference } = await asked(4, 'payer@example.com')
    expect(sent.text).toMatch(/We (are sending|have sent) the link/)
    expect(sent.text).toContain('p…@example.com')
    const [message] = (await messagesSent(story)).filter(({ to }) => to === 'payer@example.com')
    expect(message!.text).toContain('Exampleshire Council has asked you to pay £6.00.')
    expect(message!.text).not.toContain('Secret')

    // Another person, in another browser: no cookie is needed, there or on the way back.
    const payer = story.resident()
    const request = await payer.get(link)
    expect(request.text).toContain('Pay £6.00')
    expect(request.text).toContain(reference)
    expect(request.html).not.toContain('Secret')
    expect(request.headers.get('referrer-policy')).toBe('same-origin')
    expect(request.headers.get('cache-control')).toBe('no-store')
    expect(request.headers.get('set-cookie')).toBeNull()
    const received = await payAndReturn(payer, await openPage(payer, link), 'pay')
    expect(received.text).toContain('We have received your payment')
    expect(payer.cookieFor(link)).toBe('')

    const books = await expectPaidOnce(reference, 600)
    expect(books.payments).toMatchObject([{ channel: 'link', startedBy: 'resident' }])
    const back = await resident.arrive(await resident.get(sent.url))
    expect(back.text).toContain('We have received your form')
    // Looked at again on another day, by either of them: the same success.
    expect((await story.resident().get(received.url)).text).toContain('We have received your payment')
    expect((await payer.get(link)).text).toContain('This has been paid')
    expect((await payer.post(link, {})).location).toBe(link)
    await expectPaidOnce(reference, 600)
  })

  test('in Welsh, from the button to the payment', async () => {
    const { sent, link } = await asked(2, 'talwr@example.com', 'cy')
    expect(sent.html).toContain('lang="cy"')
    const [message] = (await messagesSent(story)).filter(({ to }) => to === 'talwr@example.com')
    expect(message).toMatchObject({ language: 'cy' })
    const payer = story.resident()
    expect((await payer.get(link)).text).toContain('Talu £3.00')
    const declined = await payAndReturn(payer, await openPage(payer, link), 'decline')
    expect(declined.text).toContain('Gwrthodwyd eich taliad')
    const received = await payAndReturn(payer, await openGateway(payer, await payer.send(declined)), 'pay')
    expect(received.text).toContain('Rydym wedi derbyn eich taliad')
  })

  test('or the resident pays after all, and the link says that it is paid', async () => {
    const { resident, link, reference } = await asked(3, 'late@example.com')
    const check = await resident.get(`${permit}/check-your-answers`)
    const confirmation = await payAndReturn(
      resident,
      await openGateway(resident, await resident.send(check)),
      'pay',
    )
    expect(referenceOn(confirmation)).toBe(reference)
    const late = await story.resident().get(link)
    expect(late.status).toBe(200)
    expect(late.text).toContain('This has been paid')
    const books = await expectPaidOnce(reference, 450)
    expect(books.payments).toMatchObject([{ channel: 'web' }])
  })

  test('at the same page as the resident when both go to pay: one attempt, one payment', async () => {
    const { resident, link, reference } = await asked(5, 'both@example.com')
    const check = await resident.get(`${permit}/check-your-answers`)
    const mine = await openGateway(resident, await resident.send(check))
    const payer = story.resident()
    const theirs = await openPage(payer, link)
    expect(theirs.url).toBe(mine.url)
    const [one, two] = await Promise.all([
      payAndReturn(resident, mine, 'pay'),
      payAndReturn(payer, theirs, 'pay'),
    ])
    for (const page of [one!, two!]) expect(page.text).toContain('We have received your')
    await expectPaidOnce(reference, 750)
  })

  test('and never two at once: of every channel together there is one open attempt at most', async () => {
    const { resident, link, reference } = await asked(6, 'crowd@example.com')
    const payer = story.resident()
    const check = await resident.get(`${permit}/check-your-answers`)
    const pressed = await Promise.all([
      ...Array.from({ length: 15 }, () => payer.post(link, {})),
      ...Array.from({ length: 15 }, () => resident.send(check)),
      ...Array.from({ length: 5 }, () => ada.browser.post(`${paymentScreen(reference)}/attempts`, {})),
    ])
    for (const page of pressed) expect([303, 503]).toContain(page.status)
    const { payments } = await story.books(reference)
    // None when the last press ended another channel's attempt before it began its own: never more than one.
    expect(payments.filter(({ state }) => isOpen(state)).length).toBeLessThanOrEqual(1)

    const confirmation = await payAndReturn(
      resident,
      await openGateway(resident, await resident.send(check)),
      'pay',
    )
    expect(referenceOn(confirmation)).toBe(reference)
    await expectPaidOnce(reference, 900)
  })

  test('and when two really have paid, the second payment goes back and its payer is told', async () => {
    // As at gateways that cannot be told to cancel: a page that was given up can still be paid on.
    const { sandbox } = story.house.gateways
    const { cancel } = sandbox!
    delete sandbox!.cancel
    try {
      const { link, reference } = await asked(7, 'twice@example.com')
      const payer = story.resident()
      const theirs = await openPage(payer, link)
      const officers = await openGateway(
        ada.browser,
        await ada.browser.post(`${paymentScreen(reference)}/attempts`, {}),
      )
      expect(officers.url).not.toBe(theirs.url)
      const paid = await ada.browser.arrive(await ada.browser.send(officers, { outcome: 'pay' }))
      expect(paid.text).toContain('Paid £10.50')

      const second = await payAndReturn(payer, theirs, 'pay')
      expect(second.text).toContain('This was paid twice')
      expect(second.text).toContain('Your payment of £10.50 was made after another one')
      await until('the second payment has gone back', async () => {
        const rows = await story.house.db.select().from(refund)
        return rows.find(({ state, amountPence }) => state === 'success' && amountPence === 1050)
      })
      const books = await expectPaidOnce(reference, 1050, 1)
      expect(books.payments.map(({ channel, state }) => [channel, state]).sort()).toEqual([
        ['link', 'overpaid'],
        ['moto', 'success'],
      ])
      const screen = await ada.browser.get(paymentScreen(reference))
      expect(screen.text).toContain('It was paid twice. The second payment of £10.50 goes back.')
      // Pressed again, wherever: nobody is charged a third time.
      for (const again of [
        await payer.post(second.url, {}),
        await payer.post(link, {}),
        await ada.browser.post(`${paymentScreen(reference)}/attempts`, {}),
      ]) {
        expect(again.status).toBe(303)
        expect(again.location).not.toContain('/sandbox/')
      }
      expect((await story.books(reference)).payments).toHaveLength(2)
    } finally {
      if (cancel) sandbox!.cancel = cancel
    }
  })

  test('by a link that is this submission’s and this form’s only', async () => {
    const { link, reference } = await asked(8, 'forger@example.com')
    await story.publish(
      permitText((document) => {
        document.slug = 'other-permit'
      }),
    )
    const token = link.slice(link.lastIndexOf('/') + 1)
    const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    for (const address of [
      `/exampleshire/other-permit/pay/${token}`,
      `/otherham/permit/pay/${token}`,
      `${permit}/pay/${flipped}`,
      `${permit}/pay/${token.toLowerCase()}`,
      `${permit}/pay/${token}%0d%0a`,
      `${permit}/pay/${'x'.repeat(10_000)}`,
      `${permit}/payment/${token}`,
      `${permit}/payment/share/${token}`,
    ]) {
      const browser = story.resident()
      for (const page of [await browser.get(address), await browser.post(address, {})]) {
        expect([303, 404]).toContain(page.status)
        expect(page.location ?? '').not.toContain('/sandbox/')
        expect(page.text).not.toContain(reference)
      }
    }
    expect((await story.books(reference)).payments).toEqual([])
  })

  test('and no other site can press any of the buttons', async () => {
    const { resident, link, share, reference } = await asked(9, 'cross@example.com')
    const addresses = [link, share.url, `${story.baseUrl}${permit}/check-your-answers`]
    const elsewhere: Record<string, string>[] = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      {},
    ]
    for (const address of addresses) {
      for (const headers of elsewhere) {
        const response = await fetch(address, {
          method: 'POST',
          redirect: 'manual',
          headers: { ...headers, cookie: resident.cookieFor(address) },
          body: new URLSearchParams({ to: 'evil@example.com', next: 'share' }),
        })
        expect(response.status).toBe(403)
      }
    }
    expect((await story.books(reference)).payments).toEqual([])
    expect((await messagesSent(story)).filter(({ to }) => to === 'evil@example.com')).toEqual([])

    // Where a gateway sends its payer back, another site's post only shows the page.
    const declined = await payAndReturn(resident, await openPage(resident, link), 'decline')
    for (const headers of elsewhere) {
      const response = await fetch(declined.url, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: 'status=success',
      })
      expect(response.status).toBe(303)
      expect(new URL(response.headers.get('location')!, declined.url).href).toBe(declined.url)
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    }
    expect((await story.books(reference)).payments).toHaveLength(1)
  })
})
