import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AddressSource } from '../../server/datasets/address-source.ts'
import { addressSource } from '../../server/db/schema/index.ts'
import { BadInput, Conflict, NotFound } from '../../server/errors.ts'
import { onBothEngines, openTestDatabase } from '../support/db.ts'
import { type OsPlacesStandIn, startOsPlaces } from '../support/os-places.ts'
import { createSetting, type Setting } from './setting.ts'

onBothEngines('the addresses of an organisation', (database) => {
  let setting: Setting
  let places: OsPlacesStandIn
  beforeEach(async () => {
    places = await startOsPlaces()
    places.places.set(
      'AA31AB',
      ['10', '2', '1'].map((number) => ({
        UPRN: `10000${number}`,
        BUILDING_NUMBER: number,
        THOROUGHFARE_NAME: 'HIGH STREET',
        POST_TOWN: 'EXAMPLETON',
        POSTCODE: 'AA3 1AB',
      })),
    )
    setting = await createSetting(database(), { osPlacesUrl: places.url, timeoutMs: 2_000 })
  })
  afterEach(() => places.close())
  const useOsPlaces = (change: object = {}) =>
    setting.datasets.addresses.sources.add({
      organisationId: setting.organisationId,
      source: 'os-places',
      settings: { key: places.key },
      ...change,
    })
  const find = (typed: string) => setting.datasets.addresses.find(setting.organisationId, typed)

  test('come from its own source, in the order of the street, however the postcode is typed', async () => {
    await useOsPlaces()
    const outcome = await find(' aa31ab ')
    expect(outcome).toMatchObject({
      kind: 'found',
      postcode: 'AA3 1AB',
      addresses: [{ line1: '1 High Street' }, { line1: '2 High Street' }, { line1: '10 High Street' }],
    })
  })

  test('are remembered for an hour, and no failure is', async () => {
    await useOsPlaces()
    places.faults.push({ kind: 'status', status: 500 })
    expect(await find('AA3 1AB')).toEqual({ kind: 'unavailable' })
    for (let n = 0; n < 3; n += 1) expect((await find('AA3 1AB')).kind).toBe('found')
    expect(places.searches).toHaveLength(2)
    setting.clock.forward(61)
    await find('AA3 1AB')
    expect(places.searches).toHaveLength(3)
    expect(setting.logged.join('')).toContain('OS Places answered with an error (500)')
    expect(setting.logged.join('')).not.toContain(places.key)
  })

  test('are asked for anew when the settings change', async () => {
    await useOsPlaces()
    await find('AA3 1AB')
    setting.clock.forward(1)
    const { organisationId } = setting
    await setting.datasets.addresses.sources.replace({
      organisationId,
      source: 'os-places',
      settings: { key: 'z'.repeat(32) },
    })
    expect(await find('AA3 1AB')).toEqual({ kind: 'unavailable' })
  })

  test('of what is no postcode are not asked for', async () => {
    await useOsPlaces()
    for (const typed of ['', 'AA3', '1 High Street', 'AA3 1AB&key=x', 'x'.repeat(100_000)]) {
      expect(await find(typed)).toEqual({ kind: 'not-a-postcode' })
    }
    expect(places.searches).toEqual([])
  })

  test('are typed where there is no source', async () => {
    expect(await find('AA3 1AB')).toEqual({ kind: 'unavailable' })
  })

  test('have one source, sealed, on the audit trail, and never shown with its key', async () => {
    const added = await useOsPlaces({ actor: 'officer:mo' })
    expect(added).toMatchObject({
      source: 'os-places',
      title: 'OS Places (Ordnance Survey)',
      description: 'OS Places',
    })
    await expect(useOsPlaces()).rejects.toThrow(Conflict)
    const kept = JSON.stringify([
      await setting.db.select().from(addressSource),
      await setting.events(),
      await setting.datasets.addresses.sources.of(setting.organisationId),
    ])
    expect(kept).not.toContain(places.key)
    expect(await setting.events()).toEqual([
      { event: 'address-source.added', actor: 'officer:mo', details: { source: 'os-places' } },
    ])
    expect((await setting.datasets.addresses.sources.test(setting.organisationId)).kind).toBe('connected')
  })

  test('cannot come from what is not there', async () => {
    const { organisationId } = setting
    const { sources } = setting.datasets.addresses
    await expect(useOsPlaces({ source: 'constructor' })).rejects.toThrow(BadInput)
    await expect(useOsPlaces({ settings: {} })).rejects.toThrow(BadInput)
    await expect(
      sources.replace({ organisationId, source: 'dataset', settings: { dataset: 'a' } }),
    ).rejects.toThrow(NotFound)
    await expect(sources.test(organisationId)).rejects.toThrow(NotFound)
    expect(sources.choices().map(({ name }) => name)).toEqual(['dataset', 'os-places'])
  })
})

test('what is remembered is bounded: the oldest is asked for anew', async () => {
  const database = await openTestDatabase('pglite')
  try {
    const asked: string[] = []
    const source: AddressSource = {
      name: 'counting',
      title: 'A source that counts',
      remembered: true,
      settingFields: [],
      parseSettings: () => ({}),
      describe: () => 'A source that counts',
      testConnection: async () => ({ kind: 'connected', message: 'It counts' }),
      async find(_settings, { postcode }) {
        asked.push(postcode)
        return { kind: 'found', addresses: [] }
      },
    }
    const { datasets, organisationId } = await createSetting(database, {
      addressSources: { counting: source },
    })
    await datasets.addresses.sources.add({ organisationId, source: 'counting', settings: {} })
    const find = (typed: string) => datasets.addresses.find(organisationId, typed)
    const postcodes = Array.from(
      { length: 2_001 },
      (_, n) => `A${10 + (n % 90)} ${Math.floor(n / 90) % 10}A${'BDEF'[Math.floor(n / 900)]}`,
    )
    for (const postcode of postcodes) await find(postcode)
    await find(postcodes[1]!)
    expect(asked).toHaveLength(2_001)
    await find(postcodes[0]!)
    expect(asked).toHaveLength(2_002)
  } finally {
    await database.close()
  }
})
