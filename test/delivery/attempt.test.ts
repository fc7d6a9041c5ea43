import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DeliverySettings } from '../../form-schemas/document.ts'
import { NotFound } from '../../server/errors.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createJobs } from '../../server/jobs/index.ts'
import { createLog } from '../../server/log.ts'
import { type BackOffice, startBackOffice } from '../support/back-office.ts'
import { onBothEngines } from '../support/db.ts'
import { createSetting, type Setting, wasteDelivery, wasteDocument } from './setting.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 2, log: createLog('silent') })
})
afterAll(() => expressions.close())

onBothEngines('a delivery', (database) => {
  let setting: Setting
  let office: BackOffice

  beforeEach(async () => {
    office = await startBackOffice()
    setting = await createSetting(database(), expressions)
    await setting.delivery.destinations.add({
      organisationId: setting.organisationId,
      name: 'waste-api',
      kind: 'http',
      settings: { url: office.url, secret: office.secret },
    })
  })
  afterEach(async () => {
    await office.close()
    await setting.close()
  })

  /** Lets the time of the next attempt come, and makes it. */
  async function attemptWhenDue(id: string) {
    const row = await setting.read(id)
    setting.setClock(row.nextAttemptAt!)
    await setting.delivery.attempt(id)
    return setting.read(id)
  }

  test('reaches the back office: mapped, signed, with its key and reference', async () => {
    const { deliveryId, reference, id } = await setting.complete(wasteDocument(wasteDelivery))
    expect(setting.jobs).toEqual([{ job: { name: 'deliver', deliveryId }, startAfter: undefined }])
    await setting.delivery.attempt(deliveryId)

    const [request] = office.requests
    expect(request).toMatchObject({
      method: 'POST',
      path: '/in',
      signed: true,
      idempotencyKey: deliveryId,
      reference,
      body: { reference, name: 'Ann', count: 3, paidPence: 2500, paymentId: `payment-${id}` },
    })
    expect(request!.headers).toMatchObject({
      'content-type': 'application/json',
      'counterfoil-form': 'bulky-waste',
      'counterfoil-delivery': 'waste',
      'counterfoil-mode': 'test',
    })
    const row = await setting.read(deliveryId)
    expect(row).toMatchObject({
      state: 'delivered',
      attempts: 1,
      nextAttemptAt: null,
      deliveredAt: setting.now(),
    })
    expect(row.tries).toMatchObject([
      { number: 1, outcome: 'delivered', statusCode: 200, payload: request!.text },
    ])
    expect((await setting.events(deliveryId)).map(({ event }) => event)).toEqual([
      'delivery.queued',
      'delivery.delivered',
    ])
  })

  test('is tried again after 500s under the same key, every attempt to be seen, and accepted once', async () => {
    office.answer({ status: 500, body: 'broken' }, { status: 500 }, { status: 503 }, { status: 200 })
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await setting.delivery.attempt(deliveryId)
    const waits = []
    for (let n = 0; n < 3; n++) {
      const before = setting.now()
      waits.push(((await setting.read(deliveryId)).nextAttemptAt!.getTime() - before.getTime()) / 1000)
      await attemptWhenDue(deliveryId)
    }
    expect(waits).toEqual([10, 60, 300])
    const row = await setting.read(deliveryId)
    expect(row.state).toBe('delivered')
    expect(row.tries.map(({ number, outcome, statusCode }) => [number, outcome, statusCode])).toEqual([
      [1, 'server-error', 500],
      [2, 'server-error', 500],
      [3, 'server-error', 503],
      [4, 'delivered', 200],
    ])
    expect(row.tries[0]!.message).toContain('broken')
    expect(new Set(office.requests.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
      new Set([deliveryId]),
    )
    expect(office.requests.every(({ signed }) => signed)).toBe(true)
    expect(office.accepted()).toHaveLength(1)
    expect(setting.jobs.slice(1).map(({ startAfter }) => startAfter)).toEqual(
      row.tries.slice(1).map(({ at }) => at),
    )
  })

  test('is sent once when 20 workers take it up at the same time', async () => {
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await Promise.all(Array.from({ length: 20 }, () => setting.delivery.attempt(deliveryId)))
    expect(office.requests).toHaveLength(1)
    expect((await setting.read(deliveryId)).attempts).toBe(1)
  })

  test('is not sent before its time, nor again once delivered', async () => {
    office.answer({ status: 500 }, { status: 200 })
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await setting.delivery.attempt(deliveryId)
    setting.pass(9)
    await setting.delivery.attempt(deliveryId)
    expect(office.requests).toHaveLength(1)
    await attemptWhenDue(deliveryId)
    setting.pass(100_000)
    await setting.delivery.attempt(deliveryId)
    expect(office.requests).toHaveLength(2)
  })

  test('that was accepted just before the connection broke comes again under the same key', async () => {
    office.answer('accept-and-drop', { status: 200 })
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await setting.delivery.attempt(deliveryId)
    expect((await setting.read(deliveryId)).tries[0]).toMatchObject({
      outcome: 'connection-failed',
      statusCode: null,
    })
    await attemptWhenDue(deliveryId)
    expect(office.requests).toHaveLength(2)
    expect(office.accepted()).toHaveLength(1)
  })

  test('that a crashed worker held is taken up by another when the lease is over, under the same key', async () => {
    let now = new Date('2026-11-22T12:00:00.000Z')
    let dying = true
    // The worker dies when the back office has accepted and before it can write that down.
    const clock = {
      now() {
        if (dying && office.requests.length > 0) throw new Error('killed')
        return now
      },
    }
    const crashing = await createSetting(database(), expressions, { clock })
    await crashing.delivery.destinations.add({
      organisationId: crashing.organisationId,
      name: 'waste-api',
      kind: 'http',
      settings: { url: office.url, secret: office.secret },
    })
    const { deliveryId } = await crashing.complete(wasteDocument(wasteDelivery))
    await expect(crashing.delivery.attempt(deliveryId)).rejects.toThrow('killed')
    expect(office.accepted()).toHaveLength(1)
    expect(await crashing.read(deliveryId)).toMatchObject({ state: 'queued', attempts: 1, tries: [] })
    dying = false

    now = new Date(now.getTime() + 29_000)
    await crashing.delivery.attempt(deliveryId)
    expect(office.requests).toHaveLength(1)
    now = new Date(now.getTime() + 1_000)
    await crashing.delivery.deliverDue(now)
    expect(crashing.jobs.map(({ job }) => job)).toContainEqual({ name: 'deliver', deliveryId })
    await crashing.delivery.attempt(deliveryId)
    expect(await crashing.read(deliveryId)).toMatchObject({ state: 'delivered', attempts: 2 })
    expect(office.requests).toHaveLength(2)
    expect(office.accepted()).toHaveLength(1)
    await crashing.close()
  })

  test('overtaken by a later attempt leaves its record and decides nothing', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow = await createSetting(database(), expressions, {
      destinations: {
        slow: {
          kind: 'slow',
          parseSettings: () => ({}),
          describe: () => 'slow',
          async send() {
            sends++
            if (sends > 1) return { kind: 'delivered', message: 'Accepted' }
            await held
            return { kind: 'refused', message: 'Refused much later' }
          },
        },
      },
    })
    let sends = 0
    await slow.delivery.destinations.add({
      organisationId: slow.organisationId,
      name: 'waste-api',
      kind: 'slow',
      settings: {},
    })
    const { deliveryId } = await slow.complete(wasteDocument(wasteDelivery))
    const first = slow.delivery.attempt(deliveryId)
    while (sends === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    slow.pass(31)
    await slow.delivery.attempt(deliveryId)
    release()
    await first
    const row = await slow.read(deliveryId)
    expect(row.state).toBe('delivered')
    expect(row.tries.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'refused'],
      [2, 'delivered'],
    ])
    await slow.close()
  })

  test('refused is tried a few times far apart, is a dead letter, and goes out when an officer replays it', async () => {
    office.answer({ status: 400, body: 'uprn unknown' })
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await setting.delivery.attempt(deliveryId)
    for (let n = 0; n < 3; n++) await attemptWhenDue(deliveryId)
    const dead = await setting.read(deliveryId)
    expect(dead).toMatchObject({ state: 'dead-letter', attempts: 4, nextAttemptAt: null, deliveredAt: null })
    expect(dead.tries.at(-1)!.message).toBe('Refused (400): uprn unknown')

    office.answer({ status: 201 })
    setting.pass(86_400)
    expect(await setting.delivery.replay(setting.organisationId, deliveryId, 'officer:mo')).toEqual({
      kind: 'queued',
    })
    expect(setting.jobs.at(-1)).toEqual({ job: { name: 'deliver', deliveryId }, startAfter: undefined })
    expect(await setting.delivery.replay(setting.organisationId, deliveryId, 'officer:mo')).toEqual({
      kind: 'already-due',
    })
    await setting.delivery.attempt(deliveryId)
    expect((await setting.read(deliveryId)).state).toBe('delivered')
    expect(new Set(office.requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect((await setting.events(deliveryId)).slice(-3)).toMatchObject([
      { event: 'delivery.dead-lettered', actor: 'system', details: { outcome: 'refused', statusCode: 400 } },
      { event: 'delivery.replayed', actor: 'officer:mo', details: { from: 'dead-letter' } },
      { event: 'delivery.delivered', actor: 'system' },
    ])
  })

  test('already delivered can be replayed, under the same key', async () => {
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await setting.delivery.attempt(deliveryId)
    await setting.delivery.replay(setting.organisationId, deliveryId, 'officer:mo')
    await setting.delivery.attempt(deliveryId)
    expect(office.requests.map(({ idempotencyKey }) => idempotencyKey)).toEqual([deliveryId, deliveryId])
    expect(await setting.read(deliveryId)).toMatchObject({ state: 'delivered', attempts: 2 })
  })

  test('that waits for hours goes now when an officer replays it', async () => {
    office.answer({ status: 500 })
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await setting.delivery.attempt(deliveryId)
    await attemptWhenDue(deliveryId)
    await attemptWhenDue(deliveryId)
    office.answer({ status: 200 })
    expect(await setting.delivery.replay(setting.organisationId, deliveryId, 'officer:mo')).toEqual({
      kind: 'queued',
    })
    await setting.delivery.attempt(deliveryId)
    expect((await setting.read(deliveryId)).state).toBe('delivered')
  })

  test('of another organisation does not exist', async () => {
    const other = await createSetting(database(), expressions)
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    await expect(other.delivery.get(other.organisationId, deliveryId)).rejects.toThrow(NotFound)
    await expect(other.delivery.replay(other.organisationId, deliveryId, 'officer:x')).rejects.toThrow(
      NotFound,
    )
    expect(await other.delivery.list(other.organisationId)).toEqual([])
    expect(await setting.delivery.list(setting.organisationId, { state: 'queued' })).toMatchObject([
      { id: deliveryId, reference: 'REF0000001', deliveryCode: 'waste', destinationName: 'waste-api' },
    ])
    expect(await setting.delivery.list(setting.organisationId, { state: 'dead-letter' })).toEqual([])
    await other.close()
  })

  test('that never succeeds is a dead letter after 72 hours and not before', async () => {
    office.answer({ status: 502 })
    const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
    const queuedAt = setting.now()
    await setting.delivery.attempt(deliveryId)
    let row = await setting.read(deliveryId)
    while (row.state === 'queued') row = await attemptWhenDue(deliveryId)
    expect(row.state).toBe('dead-letter')
    expect((setting.now().getTime() - queuedAt.getTime()) / 3_600_000).toBe(72)
    expect(row.tries.length).toBeGreaterThan(35)
    expect(row.tries.length).toBe(office.requests.length)
  })

  test('that cannot be mapped, or maps to the wrong shape, is set apart, and the others flow', async () => {
    const failing: DeliverySettings = {
      ...wasteDelivery,
      id: 'a-fails',
      mapping: '$number(fullName)',
      schema: undefined,
    }
    const wrong: DeliverySettings = {
      ...wasteDelivery,
      id: 'b-wrong',
      mapping: '{ "name": items, "colour": "red" }',
    }
    const hostile: DeliverySettings = { ...wasteDelivery, id: 'c-nul', mapping: '$number("a\\u0000b")' }
    const missing: DeliverySettings = { ...wasteDelivery, id: 'd-missing', destination: 'nowhere' }
    const { ids } = await setting.complete(wasteDocument(failing, wrong, hostile, missing, wasteDelivery))
    for (const id of ids) await setting.delivery.attempt(id)
    const rows = await Promise.all(ids.map(setting.read))
    expect(rows.map(({ state, tries }) => [state, tries[0]!.outcome])).toEqual([
      ['dead-letter', 'mapping-failed'],
      ['dead-letter', 'schema-failed'],
      ['dead-letter', 'mapping-failed'],
      ['dead-letter', 'destination-missing'],
      ['delivered', 'delivered'],
    ])
    expect(rows[0]!.tries[0]!).toMatchObject({ payload: null })
    expect(rows[1]!.tries[0]!.message.split('\n').sort()).toEqual([
      '‘colour’ is not expected',
      '‘count’ is missing',
      '‘name’ must be text, and is a number',
      '‘reference’ is missing',
    ])
    expect(rows[1]!.tries[0]!.payload).toBe('{"name":3,"colour":"red"}')
    expect(office.requests).toHaveLength(1)
  })

  test('one in ten that is poison leaves the other nine untouched', async () => {
    office.answerBy(({ body }) => ({ status: (body as { name: string }).name === 'Poison' ? 422 : 200 }))
    const made = []
    for (let n = 0; n < 20; n++) {
      made.push(
        await setting.complete(wasteDocument(wasteDelivery), {
          fullName: n % 10 === 3 ? 'Poison' : 'Ann',
          items: 1,
        }),
      )
    }
    await Promise.all(made.map(({ deliveryId }) => setting.delivery.attempt(deliveryId)))
    const listed = await setting.delivery.list(setting.organisationId)
    expect(listed.filter(({ state }) => state === 'delivered')).toHaveLength(18)
    expect(listed.filter(({ state }) => state === 'queued')).toHaveLength(2)
  })

  test('queued during an outage goes soon after the back office is back, not hours later', async () => {
    office.answer({ status: 503 })
    const made = []
    for (let n = 0; n < 12; n++) made.push(await setting.complete(wasteDocument(wasteDelivery)))
    for (let round = 0; round < 6; round++) {
      for (const { deliveryId } of made) await setting.delivery.attempt(deliveryId)
      setting.pass([10, 60, 300, 900, 3600, 0][round]!)
    }
    // Everybody waits two hours now. One is due sooner, because an officer sends it by hand.
    office.answer({ status: 200 })
    setting.pass(120)
    await setting.delivery.replay(setting.organisationId, made[0]!.deliveryId, 'officer:mo')
    // The give-up time and the list of waits began anew, so the replay itself is a first try; the next one is a recovery.
    office.answer({ status: 503 }, { status: 200 })
    await setting.delivery.attempt(made[0]!.deliveryId)
    await attemptWhenDue(made[0]!.deliveryId)
    const recoveredAt = setting.now()
    const due = (await setting.delivery.list(setting.organisationId, { state: 'queued' })).map(
      ({ nextAttemptAt }) => (nextAttemptAt!.getTime() - recoveredAt.getTime()) / 1000,
    )
    expect(due).toHaveLength(11)
    expect(due.filter((wait) => wait <= 10)).toHaveLength(10)
    setting.pass(10)
    for (const { deliveryId } of made) await setting.delivery.attempt(deliveryId)
    setting.pass(10)
    for (const { deliveryId } of made) await setting.delivery.attempt(deliveryId)
    expect(await setting.delivery.list(setting.organisationId, { state: 'queued' })).toEqual([])
    expect(office.accepted()).toHaveLength(12)
  })

  test('is queued once, however often its submission is completed', async () => {
    const document = wasteDocument(wasteDelivery)
    const { id } = await setting.complete(document)
    await setting.db.transaction((tx) =>
      setting.delivery.enqueue(tx, { id, organisationId: setting.organisationId }, document),
    )
    expect(await setting.delivery.forSubmission(id)).toHaveLength(1)
    expect(setting.jobs).toHaveLength(1)
  })

  test('is not queued when the transaction that completes its submission is rolled back', async () => {
    const document = wasteDocument({ ...wasteDelivery, id: 'second' })
    const { id } = await setting.complete(wasteDocument())
    await expect(
      setting.db.transaction(async (tx) => {
        await setting.delivery.enqueue(tx, { id, organisationId: setting.organisationId }, document)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await setting.delivery.forSubmission(id)).toEqual([])
  })

  test('whose submission cannot be loaded is tried again like an outage, and says so', async () => {
    const broken = await createSetting(database(), expressions, {
      loadSubmission: async () => {
        throw new Error('The disk is gone')
      },
    })
    const { deliveryId } = await broken.complete(wasteDocument(wasteDelivery))
    await broken.delivery.attempt(deliveryId)
    expect(await broken.read(deliveryId)).toMatchObject({
      state: 'queued',
      tries: [
        { outcome: 'internal-error', message: 'Something failed on our side before this could be sent' },
      ],
    })
    await broken.close()
  })
})

onBothEngines('deliveries over the real queue', (database) => {
  test('arrive by themselves, after three failures too', async () => {
    const office = await startBackOffice()
    office.answer({ status: 500 }, { status: 500 }, { status: 500 }, { status: 200 })
    const jobs = createJobs({ database: database(), log: createLog('silent'), sweepSeconds: 1 })
    const setting = await createSetting(database(), expressions, {
      enqueue: jobs.enqueue,
      clock: { now: () => new Date() },
      retrySeconds: [0.1],
    })
    try {
      await jobs.start({
        deliver: setting.delivery.attempt,
        'settle-refund': async () => {},
        'send-message': async () => {},
        'settle-payment': async () => {},
        sweep: async () => void (await setting.delivery.deliverDue(new Date())),
      })
      await setting.delivery.destinations.add({
        organisationId: setting.organisationId,
        name: 'waste-api',
        kind: 'http',
        settings: { url: office.url, secret: office.secret },
      })
      const { deliveryId } = await setting.complete(wasteDocument(wasteDelivery))
      const end = Date.now() + 15_000
      while ((await setting.read(deliveryId)).state !== 'delivered') {
        if (Date.now() > end) throw new Error('It was not delivered in time')
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      expect((await setting.read(deliveryId)).tries.map(({ outcome }) => outcome)).toEqual([
        'server-error',
        'server-error',
        'server-error',
        'delivered',
      ])
      expect(office.accepted()).toHaveLength(1)
    } finally {
      await jobs.stop()
      await office.close()
      await setting.close()
    }
  })
})
