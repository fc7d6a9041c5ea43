import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { submission } from '../../server/db/schema/index.ts'
import { settableClock } from '../people/settable-clock.ts'
import type { Engine } from '../support/db.ts'
import { goToPay, payAndReturn, permit, permitSteps, permitText } from './journeys.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

describe.each<Engine>(['pglite', 'postgres'])('answers on %s', (engine) => {
  let story: StoryHouse
  const clock = settableClock()
  beforeAll(async () => {
    story = await openStoryHouse({ engine, clock, webhooks: 'off' })
    await story.publish(permitText())
  })
  afterAll(() => story?.close())

  test('that were never sent are kept for 20 hours and then deleted; what was sent stays', async () => {
    const paid = story.resident()
    const confirmation = await payAndReturn(paid, await goToPay(paid, 2), 'pay')
    const unpaid = story.resident()
    await goToPay(unpaid, 3)
    const unsent = story.resident()
    const check = await unsent.fill(permit, permitSteps(4))
    const rows = async () => story.house.db.select().from(submission)
    expect(await rows()).toHaveLength(3)

    clock.forward(20 * 60 - 1)
    expect(await story.house.submissions.forgetUnsent()).toBe(0)
    expect((await unsent.get(check.url)).text).toContain('Total £6.00')

    clock.forward(1)
    const gone = await unsent.get(check.url)
    expect(gone.status).toBe(410)
    expect(gone.text).toContain('Nothing was sent, and no money was taken')
    const left = await until('the sweep deletes them', async () => {
      const found = await rows()
      return found.length < 3 && found
    })
    expect(left.map((row) => row.answers)).toEqual(expect.arrayContaining([{ hours: 2 }, { hours: 3 }]))
    expect(left).toHaveLength(2)
    expect((await story.resident().get(confirmation.url)).text).toContain('We have received your payment')
    // Who was sent to pay may still pay.
    expect((await unpaid.get(`${permit}/check-your-answers`)).text).toContain('Total £4.50')
  })
})

describe('addresses beside the forms', () => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ forms: ['bulky-waste'], work: false })
  })
  afterAll(() => story?.close())

  test('the privacy page that every form links to is there', async () => {
    const resident = story.resident()
    const start = await resident.get('/exampleshire/bulky-waste')
    const link = /href="([^"]+)">Privacy</.exec(start.html)?.[1]
    const page = await resident.get(link!)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Book a bulky waste collection 30 days')
  })

  test.each(['/healthz', '/readyz', '/metrics'])('%s cannot be framed, sniffed or kept', async (path) => {
    const { headers, status } = await fetch(story.baseUrl + path)
    expect(status).toBe(200)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('cache-control')).toBe('no-store')
  })
})
