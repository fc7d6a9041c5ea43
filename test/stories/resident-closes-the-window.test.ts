import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../support/db.ts'
import { goToPay, payAndReturn, permit, permitText, referenceOn } from './journeys.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

describe.each<[Engine, 'webhook' | 'poller']>([
  ['pglite', 'webhook'],
  ['postgres', 'webhook'],
  ['pglite', 'poller'],
  ['postgres', 'poller'],
])('on %s, with the %s as the only news of a payment', (engine, news) => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({
      engine,
      webhooks: news === 'webhook' ? 'on' : 'off',
      // Far apart when the webhook is to do it, so that the poller cannot take its credit.
      env: { PAYMENT_CHECK_SECONDS: news === 'webhook' ? '3600' : '1,2,3,4,6,8,12,20' },
    })
    await story.publish(permitText())
  })
  afterAll(() => story?.close())

  test('who pays and never comes back is sent, posted and delivered once', async () => {
    const resident = story.resident()
    const closed = await resident.send(await goToPay(resident, 3), { outcome: 'close' })
    expect(closed.status).toBe(200)
    expect(closed.text).toContain('You can close this window')

    const books = await until('the submission is completed and delivered', async () => {
      const found = await story.books()
      return found.deliveries.some((row) => row.state === 'delivered') && found
    })
    expect(books.submissions).toMatchObject([{ state: 'completed', totalPence: 450, answers: { hours: 3 } }])
    expect(books.payments).toMatchObject([{ state: 'success', amountPence: 450 }])
    expect(books.ledger).toMatchObject([{ grossPence: 450, lineCode: 'hours' }])
    expect(books.atSandbox).toMatchObject([{ status: 'success', amountPence: 450 }])
    expect(books.deliveries).toHaveLength(1)
    const messages = await story.house.record(books.submissions[0]!)
    expect(JSON.stringify(messages)).toContain('"job"')
    expect(JSON.stringify(messages)).not.toContain('"seenBy":"return"')

    // A week later they look at their tab again: the confirmation, and nothing to pay.
    const check = await resident.get(`${permit}/check-your-answers`)
    const confirmation = await resident.follow(check)
    expect(confirmation.text).toContain('We have received your payment of £4.50')
    expect(referenceOn(confirmation)).toBe(books.submissions[0]!.reference)
  })
})

/** It takes the sandbox 8 seconds, and the resident's own page is what asks. */
describe.each<Engine>(['pglite', 'postgres'])('on %s', (engine) => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ engine, webhooks: 'off', env: { PAYMENT_CHECK_SECONDS: '3600' } })
    await story.publish(permitText())
  })
  afterAll(() => story?.close())

  test('a slow payment is checked, never called failed, and then confirmed in any browser', async () => {
    const resident = story.resident()
    const waiting = await payAndReturn(resident, await goToPay(resident, 2), 'slow')
    expect(waiting.text).toContain('We are checking your payment')
    expect(waiting.text).toContain('Do not pay again')
    expect(waiting.text).not.toContain('No money was taken')
    expect(waiting.headers.get('refresh')).toBe('5')
    const reference = referenceOn(waiting)
    expect((await story.books(reference)).ledger).toEqual([])

    const elsewhere = story.resident()
    const confirmation = await until('the return page leads to the confirmation', async () => {
      const again = await elsewhere.get(waiting.url)
      return again.status === 303 && elsewhere.follow(again)
    })
    expect(confirmation.text).toContain('We have received your form')
    expect(referenceOn(confirmation)).toBe(reference)
    expect(confirmation.headers.getSetCookie()).toEqual([])
    const books = await story.books(reference)
    expect(books.payments).toMatchObject([{ state: 'success', amountPence: 300 }])
    expect(books.ledger).toMatchObject([{ grossPence: 300 }])
  })
})
