import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { auditEvent, destination } from '../../server/db/schema/index.ts'
import { BadInput, Conflict, NotFound } from '../../server/errors.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createLog } from '../../server/log.ts'
import { startBackOffice } from '../support/back-office.ts'
import { onBothEngines } from '../support/db.ts'
import { createSetting, type Setting, wasteDelivery, wasteDocument } from './setting.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions.close())

onBothEngines('an organisation’s destinations', (database) => {
  let here: Setting
  let there: Setting
  beforeEach(async () => {
    here = await createSetting(database(), expressions)
    there = await createSetting(database(), expressions)
  })
  afterEach(async () => {
    // File names are claimed across organisations, so none may be left to the next test.
    await database().db.delete(destination)
    await here.close()
    await there.close()
  })

  const secret = 'a-secret-of-the-back-office'
  const http = { url: 'https://waste.example.gov.uk/in', secret }
  const add = (setting: Setting, name: string, kind: string, settings: unknown) =>
    setting.delivery.destinations.add({ organisationId: setting.organisationId, name, kind, settings })

  test('are listed by name, without their settings', async () => {
    await add(here, 'waste-api', 'http', http)
    await add(here, 'archive', 'file', { name: 'archive' })
    const listed = await here.delivery.destinations.list(here.organisationId)
    expect(listed).toMatchObject([
      { name: 'archive', kind: 'file', description: 'The file archive.jsonl in this server’s data folder' },
      { name: 'waste-api', kind: 'http', description: 'POST https://waste.example.gov.uk/in' },
    ])
    expect(JSON.stringify(listed)).not.toContain(secret)
  })

  test('keep their secrets sealed in the database and out of the audit trail', async () => {
    await add(here, 'waste-api', 'http', http)
    const rows = await here.db
      .select()
      .from(destination)
      .where(eq(destination.organisationId, here.organisationId))
    const events = await here.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.organisationId, here.organisationId))
    expect(JSON.stringify([rows, events])).not.toContain(secret)
    expect(events).toMatchObject([
      { event: 'destination.added', actor: 'system', details: { destination: 'waste-api', kind: 'http' } },
    ])
  })

  test('belong to their organisation only', async () => {
    await add(here, 'waste-api', 'http', http)
    expect(await there.delivery.destinations.list(there.organisationId)).toEqual([])
    expect(await there.delivery.destinations.byName(there.organisationId, 'waste-api')).toBeUndefined()
    await expect(
      there.delivery.destinations.replaceSettings(there.organisationId, 'waste-api', http),
    ).rejects.toThrow(NotFound)
    await add(there, 'waste-api', 'http', http)
    const { deliveryId } = await there.complete(wasteDocument({ ...wasteDelivery, destination: 'archive' }))
    await add(here, 'archive', 'file', { name: 'archive' })
    await there.delivery.attempt(deliveryId)
    expect((await there.read(deliveryId)).tries[0]!.outcome).toBe('destination-missing')
  })

  test('cannot write into another organisation’s file', async () => {
    await add(here, 'archive', 'file', { name: 'shared' })
    await expect(add(there, 'archive', 'file', { name: 'shared' })).rejects.toThrow(BadInput)
    await add(there, 'archive', 'file', { name: 'own' })
    await expect(
      there.delivery.destinations.replaceSettings(there.organisationId, 'archive', { name: 'shared' }),
    ).rejects.toThrow(BadInput)
  })

  test('have one name each', async () => {
    await add(here, 'waste-api', 'http', http)
    await expect(add(here, 'waste-api', 'file', { name: 'x' })).rejects.toThrow(Conflict)
    expect(await here.delivery.destinations.list(here.organisationId)).toHaveLength(1)
  })

  test.each(['', 'Waste', 'waste api', '../x', 'a'.repeat(61), 'waste_api'])(
    'refuses the name %j',
    async (name) => {
      await expect(add(here, name, 'http', http)).rejects.toThrow(BadInput)
    },
  )

  test.each(['', 'ftp', 'constructor', '__proto__', 'toString'])('refuses the kind %j', async (kind) => {
    await expect(add(here, 'x', kind, http)).rejects.toThrow(BadInput)
  })

  test('refuses settings with the place of what is wrong', async () => {
    await expect(add(here, 'x', 'http', { url: 'nonsense', secret })).rejects.toMatchObject({
      problems: [{ pointer: '/url', message: 'Enter a full web address, like https://example.gov.uk/in' }],
    })
    await expect(add(here, 'x', 'http', { ...http, secret: 'short' })).rejects.toMatchObject({
      problems: [{ pointer: '/secret', message: 'The signing secret must have at least 16 characters' }],
    })
  })

  test('with new settings are used by the next attempt', async () => {
    const office = await startBackOffice(secret)
    await add(here, 'waste-api', 'http', { ...http, url: 'http://127.0.0.1:9/' })
    const { deliveryId } = await here.complete(wasteDocument(wasteDelivery))
    await here.delivery.attempt(deliveryId)
    await here.delivery.destinations.replaceSettings(
      here.organisationId,
      'waste-api',
      { url: office.url, secret },
      'officer:mo',
    )
    here.setClock((await here.read(deliveryId)).nextAttemptAt!)
    await here.delivery.attempt(deliveryId)
    expect((await here.read(deliveryId)).tries.map(({ outcome }) => outcome)).toEqual([
      'connection-failed',
      'delivered',
    ])
    await office.close()
  })
})
