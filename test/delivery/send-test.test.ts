import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditEvent, delivery, deliveryAttempt, destination } from '../../server/db/schema/index.ts'
import { createDestinations } from '../../server/delivery/destinations/index.ts'
import { pastSubmissions } from '../../server/delivery/playground/past-submissions-store.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { type BackOffice, startBackOffice } from '../support/back-office.ts'
import { onBothEngines } from '../support/db.ts'
import { createSetting, type Setting, wasteDelivery, wasteDocument } from './setting.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions.close())

onBothEngines('sending a test', (database) => {
  let here: Setting
  let live: BackOffice
  let trial: BackOffice
  beforeEach(async () => {
    ;[here, live, trial] = await Promise.all([
      createSetting(database(), expressions),
      startBackOffice(),
      startBackOffice(),
    ])
  })
  afterEach(async () => {
    await database().db.delete(destination)
    await Promise.all([here.close(), live.close(), trial.close()])
  })

  const key = 'key-in-the-address'
  const sealed = 'a-secret-of-the-back-office'
  const addHttp = (more: object = {}) =>
    here.delivery.destinations.add({
      organisationId: here.organisationId,
      name: 'waste-api',
      kind: 'http',
      settings: { url: `${live.url}?code=${key}`, secret: live.secret, ...more },
    })
  const document = wasteDocument(wasteDelivery)
  const loose = { ...wasteDelivery, schema: undefined }
  const send = (more: object = {}) =>
    here.delivery.sendTest({
      organisationId: here.organisationId,
      formId: 'form-1',
      document,
      delivery: { ...loose, schema: undefined } as typeof wasteDelivery,
      sample: { fullName: 'Ann', items: 3 },
      actor: 'officer:1',
      toLiveAddress: false,
      ...more,
    })
  const events = async () =>
    (
      await here.db.select().from(auditEvent).where(eq(auditEvent.organisationId, here.organisationId))
    ).filter(({ event }) => event === 'delivery.test-sent')

  test('goes to the address for tests as the mapping gives it, marked in its headers, and never to the live one', async () => {
    await addHttp({ testUrl: trial.url })
    const sent = await send()
    expect(sent).toMatchObject({ kind: 'sent', route: { own: true, description: `POST ${trial.url}` } })
    expect(live.requests).toEqual([])
    expect(trial.requests).toHaveLength(1)
    const [request] = trial.requests
    expect(request).toMatchObject({ signed: true, reference: 'SAMPLE1234' })
    expect(request!.headers).toMatchObject({ 'counterfoil-mode': 'test', 'counterfoil-test': 'yes' })
    expect(request!.body).toMatchObject({ reference: 'SAMPLE1234', name: 'Ann', count: 3 })
    expect(request!.body).not.toHaveProperty('test')
  })

  test('to a live address nothing goes until the officer agrees, and then it says test in itself', async () => {
    await addHttp()
    expect(await send()).toMatchObject({ kind: 'not-agreed', route: { own: false } })
    expect(live.requests).toEqual([])
    expect(await events()).toEqual([])
    expect(await send({ toLiveAddress: true })).toMatchObject({ kind: 'sent' })
    expect(live.requests[0]).toMatchObject({ signed: true, body: { test: true, name: 'Ann' } })
    expect(live.requests[0]!.headers['counterfoil-test']).toBe('yes')
    expect(await events()).toMatchObject([
      {
        actor: 'officer:1',
        formId: 'form-1',
        details: { delivery: 'waste', destination: 'waste-api', address: 'live' },
      },
    ])
  })

  test('the request and the answer are shown without a secret, also where the answer says them back', async () => {
    await addHttp()
    live.answer({ status: 400, body: `No: ${sealed} and ${key}` })
    const sent = await send({ toLiveAddress: true })
    expect(sent).toMatchObject({ kind: 'sent', outcome: { kind: 'refused', statusCode: 400 } })
    const shown = JSON.stringify([
      sent,
      await here.delivery.testRoute(here.organisationId, 'waste-api'),
      await events(),
    ])
    expect(shown).not.toContain(sealed)
    expect(shown).not.toContain(key)
    expect(shown).toContain('Counterfoil-Signature')
    expect(shown).not.toContain(String(live.requests[0]!.headers['counterfoil-signature']))
  })

  test('is no delivery: nothing is queued, tried again or kept beside the real ones', async () => {
    await addHttp()
    live.answer({ status: 503 })
    await send({ toLiveAddress: true })
    expect(live.requests).toHaveLength(1)
    expect(here.jobs).toEqual([])
    const kept = await here.db.select().from(delivery).where(eq(delivery.organisationId, here.organisationId))
    expect([
      ...kept,
      ...(await here.db
        .select()
        .from(deliveryAttempt)
        .where(eq(deliveryAttempt.organisationId, here.organisationId))),
    ]).toEqual([])
  })

  test('what the schema refuses, what fails and what has nowhere to go is not sent', async () => {
    expect(await send({ toLiveAddress: true })).toEqual({ kind: 'no-destination' })
    await addHttp()
    const all = { toLiveAddress: true }
    expect(
      await send({ ...all, delivery: { ...wasteDelivery, mapping: '{ "reference": 1 }' } }),
    ).toMatchObject({
      kind: 'not-mapped',
    })
    expect(await send({ ...all, delivery: { ...loose, mapping: '$uppercase(items)' } })).toMatchObject({
      kind: 'not-mapped',
    })
    expect(live.requests).toEqual([])
    expect(await events()).toEqual([])
  })

  test('another organisation’s destination is not there', async () => {
    await addHttp()
    expect(await send({ organisationId: 'another', toLiveAddress: true })).toEqual({ kind: 'no-destination' })
  })

  test('the last submissions of a form are those of this organisation, newest first, or the one of a reference', async () => {
    await here.complete(document)
    const [row] = await here.db.query.submission.findMany({
      where: (one, { eq: is }) => is(one.organisationId, here.organisationId),
    })
    const scope = { organisationId: here.organisationId, formId: row!.formId, limit: 500 }
    const found = await pastSubmissions(here.db, scope)
    expect(found).toMatchObject([
      { reference: row!.reference, versionNumber: 1, mode: 'test', answers: { fullName: 'Ann', items: 3 } },
    ])
    expect(await pastSubmissions(here.db, { ...scope, reference: row!.reference! })).toEqual(found)
    expect(await pastSubmissions(here.db, { ...scope, reference: "x' or 1=1" })).toEqual([])
    expect(await pastSubmissions(here.db, { ...scope, organisationId: 'another' })).toEqual([])
    const { delivery: room, organisationId } = here
    expect(await room.maskedSample(organisationId, row!.formId, document, row!.reference!)).toMatchObject({
      items: 3,
    })
    expect(await room.maskedSample('another', row!.formId, document, row!.reference!)).toBeUndefined()
  })
})

test('an address for tests is held to the same rules as the live one, when it is saved and when it is used', async () => {
  const { http } = createDestinations({ dataDir: '/nowhere', allowPrivate: false })
  const settings = { url: 'https://waste.example.gov.uk/in', secret: sealedSecret }
  for (const testUrl of ['http://127.0.0.1/in', 'https://169.254.169.254/', 'ftp://x', 'https://localhost/'])
    expect(() => http!.parseSettings({ ...settings, testUrl }), testUrl).toThrow()
  const sent = await http!.send(
    { ...settings, testUrl: 'https://127.0.0.1/in' },
    {
      idempotencyKey: 'k',
      reference: 'r',
      formSlug: 'f',
      deliveryCode: 'd',
      mode: 'test',
      body: '{}',
      trial: true,
    },
  )
  expect(sent.kind).toBe('address-not-allowed')
})

const sealedSecret = 'a-secret-of-the-back-office'
