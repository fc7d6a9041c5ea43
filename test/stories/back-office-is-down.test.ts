import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BackOffice, startBackOffice } from '../support/back-office.ts'
import type { Engine } from '../support/db.ts'
import { goToPay, payAndReturn, permitText, referenceOn } from './journeys.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

describe.each<Engine>(['pglite', 'postgres'])('a back office that fails, on %s', (engine) => {
  let backOffice: BackOffice
  beforeEach(async () => {
    backOffice = await startBackOffice()
  })
  afterEach(() => backOffice?.close())

  async function aHouse(env: Record<string, string>) {
    const story = await openStoryHouse({ engine, backOffice, env })
    await story.publish(permitText())
    return story
  }

  async function paidPermit(story: StoryHouse, hours: number) {
    const resident = story.resident()
    const confirmation = await payAndReturn(resident, await goToPay(resident, hours), 'pay')
    expect(confirmation.text).toContain('We have received your payment')
    return { reference: referenceOn(confirmation), confirmation, resident }
  }

  async function deliveryOf(story: StoryHouse, reference: string) {
    const [row] = (await story.books(reference)).deliveries
    return story.house.delivery.get(story.organisation.id, row!.id)
  }

  test('three times gets the submission at the fourth, and the resident never knows', {
    timeout: 60_000,
  }, async () => {
    const story = await aHouse({ DELIVERY_RETRY_SECONDS: '1,1,1' })
    try {
      backOffice.answer(
        { status: 500, body: 'no room' },
        { status: 503 },
        { status: 500 },
        { status: 200, body: 'it is in' },
      )
      const { reference, confirmation, resident } = await paidPermit(story, 4)
      const delivered = await until(
        'the fourth attempt succeeds',
        async () => {
          // Meanwhile the confirmation is as it was.
          expect((await resident.get(confirmation.url)).text).toBe(confirmation.text)
          const row = await deliveryOf(story, reference)
          return row.state === 'delivered' && row
        },
        40_000,
      )
      expect(delivered.tries.map((one) => [one.number, one.outcome === 'delivered', one.statusCode])).toEqual(
        [
          [1, false, 500],
          [2, false, 503],
          [3, false, 500],
          [4, true, 200],
        ],
      )
      expect(delivered.tries[0]!.message).toContain('no room')
      const waits = delivered.tries
        .slice(1)
        .map((one, n) => one.at.getTime() - delivered.tries[n]!.at.getTime())
      for (const wait of waits) expect(wait).toBeGreaterThan(400)

      expect(backOffice.requests).toHaveLength(4)
      for (const request of backOffice.requests) {
        expect(request.signed).toBe(true)
        expect(request.idempotencyKey).toBe(delivered.id)
        expect(request.body).toEqual({ reference, hours: 4, pence: 600 })
      }
      const record = await story.house.record((await story.books(reference)).submissions[0]!)
      const told = JSON.stringify(record)
      for (const event of ['delivery.attempt-failed', 'delivery.delivered']) expect(told).toContain(event)
    } finally {
      await story.close()
    }
  })

  test('until it is given up becomes a dead letter, seen in the metrics, and is replayed under the same key', {
    timeout: 60_000,
  }, async () => {
    const story = await aHouse({ DELIVERY_RETRY_SECONDS: '1', DELIVERY_GIVE_UP_HOURS: '0.0006' })
    try {
      backOffice.answer({ status: 500 })
      const { reference, confirmation, resident } = await paidPermit(story, 2)
      const dead = await until(
        'it is given up',
        async () => {
          const row = await deliveryOf(story, reference)
          return row.state === 'dead-letter' && row
        },
        40_000,
      )
      expect(dead.tries.length).toBeGreaterThanOrEqual(2)
      expect((await resident.get(confirmation.url)).text).toBe(confirmation.text)
      const metrics = await (await fetch(`${story.baseUrl}/metrics`)).text()
      expect(metrics).toContain('counterfoil_overdue{kind="dead-letters"} 1')

      backOffice.answer({ status: 200 })
      const { delivery } = story.house
      expect(await delivery.replay(story.organisation.id, dead.id, 'officer:tests')).toEqual({
        kind: 'queued',
      })
      const delivered = await until('the replay arrives', async () => {
        const row = await deliveryOf(story, reference)
        return row.state === 'delivered' && row
      })
      expect(delivered.tries.length).toBe(dead.tries.length + 1)
      expect(new Set(backOffice.requests.map((request) => request.idempotencyKey))).toEqual(
        new Set([dead.id]),
      )
      expect(backOffice.accepted()).toHaveLength(1)
      expect(backOffice.requests.every((request) => request.signed)).toBe(true)
      const after = await (await fetch(`${story.baseUrl}/metrics`)).text()
      expect(after).toContain('counterfoil_overdue{kind="dead-letters"} 0')
    } finally {
      await story.close()
    }
  })
})
