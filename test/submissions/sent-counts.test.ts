import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { payLink, submission } from '../../server/db/schema/index.ts'
import type { PublishedForm } from '../../server/forms/index.ts'
import { newId } from '../../server/ids.ts'
import { sealPrice } from '../../server/submissions/index.ts'
import { createSentCounts, type SentCounts } from '../../server/submissions/sent.ts'
import { onBothEngines } from '../support/db.ts'
import { type Journeys, openJourneys, price } from './a-journey-to-save.ts'

onBothEngines('what counts against the limit of a form', (database) => {
  let journeys: Journeys
  let permit: PublishedForm
  let counts: SentCounts

  beforeAll(async () => {
    journeys = await openJourneys(database())
    permit = await journeys.publish(1)
    counts = createSentCounts({ db: database().db, clock: journeys.clock })
  })

  async function sent(complete: boolean, form = permit): Promise<string> {
    const { token, id } = await journeys.submissions.start(form, 'en')
    await journeys.submissions.savePage(token, form.versionId, { hours: 1 })
    await journeys.submissions.submit(token, sealPrice(price))
    if (complete) await database().db.transaction((tx) => journeys.submissions.complete(tx, id, 'a-payment'))
    return id
  }
  const exact = (form = permit) => database().db.transaction((tx) => counts.exact(tx, form))

  test('is what was completed, over all versions of the form, and nothing that is still being answered', async () => {
    expect(await exact()).toBe(0)
    await journeys.submissions.start(permit, 'en')
    await sent(true)
    await sent(true, await journeys.publish(2))
    expect(await exact()).toBe(2)
  })

  test('is of this form and this mode only', async () => {
    const id = await sent(true)
    await database().db.update(submission).set({ mode: 'live' }).where(eq(submission.id, id))
    expect(await exact()).toBe(2)
    expect(await exact({ ...permit, mode: 'live' })).toBe(1)
    expect(await exact({ ...permit, formId: newId() })).toBe(0)
    expect(await exact({ ...permit, organisationId: newId() })).toBe(0)
  })

  test('holds a place for who may still pay: for a day, or as long as there is a link to pay by', async () => {
    const id = await sent(false)
    expect(await exact()).toBe(3)
    journeys.clock.forward(24 * 60)
    expect(await exact()).toBe(2)
    const now = journeys.clock.now()
    const link = {
      organisationId: permit.organisationId,
      submissionId: id,
      sentBy: 'resident',
      createdAt: now,
    }
    const inAWeek = new Date(now.getTime() + 7 * 24 * 3_600_000)
    await database()
      .db.insert(payLink)
      .values({ ...link, id: newId(), tokenHash: newId(), expiresAt: inAWeek })
    expect(await exact()).toBe(3)
    await database().db.update(payLink).set({ closedAt: now }).where(eq(payLink.submissionId, id))
    expect(await exact()).toBe(2)
    await database().db.update(payLink).set({ closedAt: null }).where(eq(payLink.submissionId, id))
    journeys.clock.forward(7 * 24 * 60)
    expect(await exact()).toBe(2)
  })

  test('is remembered for two seconds, so that a crowd at the first page asks once', async () => {
    const before = await counts.recent(permit)
    await sent(true)
    expect(await Promise.all(Array.from({ length: 20 }, () => counts.recent(permit)))).toEqual(
      Array(20).fill(before),
    )
    journeys.clock.forward(2 / 60)
    expect(await counts.recent(permit)).toBe(before + 1)
  })
})
