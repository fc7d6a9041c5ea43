import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../support/db.ts'
import type { SeenPage } from '../support/resident-client.ts'
import {
  goToPay,
  openGateway,
  payAndReturn,
  permit,
  permitSteps,
  permitText,
  referenceOn,
  sealOn,
} from './journeys.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

describe.each<Engine>(['pglite', 'postgres'])('a payment on %s', (engine) => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ engine })
    await story.publish(permitText())
  })
  afterAll(() => story?.close())

  /** Paid once, posted once, whatever else was tried. */
  async function expectPaidOnce(page: SeenPage, pence: number, attempts: number) {
    expect(page.text).toContain('We have received your payment')
    const books = await story.books(referenceOn(page))
    expect(books.submissions).toMatchObject([{ state: 'completed', totalPence: pence }])
    expect(books.payments).toHaveLength(attempts)
    expect(books.payments.filter((row) => row.state === 'success')).toHaveLength(1)
    expect(books.ledger).toMatchObject([{ grossPence: pence }])
    expect(books.atSandbox.filter((row) => row.status === 'success')).toHaveLength(1)
    expect(books.deliveries).toHaveLength(1)
  }

  test.each([
    ['decline', 'Your payment was declined', 'Your bank or card provider did not approve'],
    ['cancel', 'Your payment was cancelled', ''],
    ['expire', 'Your payment timed out', 'The payment was not finished in time'],
  ])(
    'that ends with “%s” has a page of its own, keeps the answers, and the next try pays once',
    async (outcome, title, why) => {
      const resident = story.resident()
      const ended = await payAndReturn(resident, await goToPay(resident, 5), outcome)
      expect(ended.status).toBe(200)
      expect(ended.text).toContain(title)
      expect(ended.text).toContain(why)
      expect(ended.text).toContain('No money was taken. Your answers are kept')
      expect(ended.headers.get('refresh')).toBeNull()
      expect((await story.books(referenceOn(ended))).ledger).toEqual([])

      // The answers are there to be read, and the price is the one that was shown.
      const check = await resident.get(`${permit}/check-your-answers`)
      expect(check.text).toContain('How many hours do you need? 5')
      expect(check.text).toContain('Total £7.50')

      const confirmation = await payAndReturn(
        resident,
        await openGateway(resident, await resident.send(ended)),
        'pay',
      )
      await expectPaidOnce(confirmation, 750, 2)
    },
  )

  test('may be tried again and again, from the return page and from check-your-answers', async () => {
    const resident = story.resident()
    let page = await payAndReturn(resident, await goToPay(resident, 1), 'decline')
    for (let attempt = 0; attempt < 3; attempt++) {
      const from = attempt === 1 ? page : await resident.get(`${permit}/check-your-answers`)
      page = await payAndReturn(resident, await openGateway(resident, await resident.send(from)), 'cancel')
    }
    page = await payAndReturn(resident, await openGateway(resident, await resident.send(page)), 'pay')
    await expectPaidOnce(page, 150, 5)
  })

  test('whose button was pressed twenty times at once is one attempt of one submission', async () => {
    const resident = story.resident()
    const check = await resident.fill(permit, permitSteps(4))
    const pressed = await Promise.all(Array.from({ length: 20 }, () => resident.send(check)))
    const links = new Set(pressed.map((page) => page.location))
    for (const page of pressed) {
      expect(page.status).toBe(303)
      expect(page.location).toContain('/sandbox/pay/')
    }
    expect(links.size).toBe(1)

    // Five of the twenty tabs open the link. It works once; the others are told so, and that nobody pays twice.
    const tabs = await Promise.all(Array.from({ length: 5 }, () => resident.get([...links][0]!)))
    expect(tabs.map((page) => page.status).sort()).toEqual([303, 410, 410, 410, 410])
    const gatewayPage = await resident.follow(tabs.find((page) => page.status === 303)!)

    // The button of the hosted page, five times at once.
    const paid = await Promise.all(
      Array.from({ length: 5 }, () => resident.send(gatewayPage, { outcome: 'pay' })),
    )
    const backs = await Promise.all(paid.map((page) => resident.follow(page)))
    expect(new Set(backs.map((page) => page.location)).size).toBe(1)
    await expectPaidOnce(await resident.follow(backs[0]!), 600, 1)
  })

  test('is not begun again by going back after paying', async () => {
    const resident = story.resident()
    const check = await resident.fill(permit, permitSteps(6))
    const gatewayPage = await openGateway(resident, await resident.send(check))
    const confirmation = await payAndReturn(resident, gatewayPage, 'pay')

    // Back to the hosted page, to the check page as it was, to a question, and to the start.
    const overAgain = await resident.get(gatewayPage.url)
    expect(overAgain.text).toContain('This payment has finished')
    const pressedAgain = await resident.send(gatewayPage, { outcome: 'decline' })
    expect(pressedAgain.location).toContain('/payment/')
    for (const back of [
      await resident.send(check),
      await resident.get(check.url),
      await resident.get(`${permit}/how-long`),
      await resident.post(`${permit}/how-long`, { hours: '24' }),
      await resident.post(`${permit}/check-your-answers`, { seen: 'anything' }),
    ]) {
      expect(back.location).toBe(confirmation.url)
    }
    await expectPaidOnce(confirmation, 900, 1)
  })

  test('in one of two tabs is not made in the other as well', async () => {
    const first = story.resident()
    const check = await first.fill(permit, permitSteps(8))
    const second = first.secondTab()
    const secondCheck = await second.get(check.url)
    expect(sealOn(secondCheck)).toBe(sealOn(check))

    const firstGateway = await openGateway(first, await first.send(check))
    // The second tab is led to the same payment through a fresh link, and pays.
    const secondGateway = await openGateway(second, await second.send(secondCheck))
    expect(secondGateway.url).toBe(firstGateway.url)
    const confirmation = await payAndReturn(second, secondGateway, 'pay')
    const late = await payAndReturn(first, firstGateway, 'pay')
    expect(late.url).toBe(confirmation.url)
    await expectPaidOnce(confirmation, 1200, 1)
  })

  test('that nobody finished is offered again on the return page, and paid there once', async () => {
    const resident = story.resident()
    await goToPay(resident, 7)
    const { payments } = await story.books()
    const returnUrl = payments.find((row) => row.state === 'created')!.returnUrl
    const waiting = await resident.get(returnUrl)
    expect(waiting.text).toContain('We do not have your payment yet')
    expect(waiting.text).toContain('If you have not paid yet, you can continue to payment')
    expect(waiting.text).not.toContain('No money was taken')
    const confirmation = await payAndReturn(
      resident,
      await openGateway(resident, await resident.send(waiting)),
      'pay',
    )
    await expectPaidOnce(confirmation, 1050, 1)
  })
})
