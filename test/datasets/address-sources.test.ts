import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FoundAddress } from '../../server/datasets/address-source.ts'
import { createDatasetSource } from '../../server/datasets/address-sources/dataset.ts'
import { addressLines, type DeliveryPoint } from '../../server/datasets/address-sources/delivery-point.ts'
import { createOsPlaces } from '../../server/datasets/address-sources/os-places.ts'
import type { Database } from '../../server/db/client.ts'
import { openTestDatabase } from '../support/db.ts'
import { type OsPlacesStandIn, startOsPlaces } from '../support/os-places.ts'
import { addressSourceContract, street } from './address-source-contract.ts'
import { createSetting } from './setting.ts'

let database: Database
let places: OsPlacesStandIn | undefined
beforeAll(async () => {
  database = await openTestDatabase('pglite')
})
afterAll(() => database.close())
afterEach(async () => {
  await places?.close()
  places = undefined
})

const columns = [
  { name: 'uprn', use: 'key', exposed: true },
  { name: 'postcode', use: 'search', compare: 'postcode' },
  { name: 'line1', exposed: true },
  { name: 'line2', exposed: true },
  { name: 'town', exposed: true },
]

addressSourceContract('a dataset', async () => {
  const { datasets, organisationId } = await createSetting(database)
  const source = createDatasetSource({ db: database.db })
  const kept = new Map<string, FoundAddress[]>()
  const describedAs = (shown: object[]) => ({
    organisationId,
    name: 'addresses',
    title: 'Addresses',
    columns: shown,
  })
  await datasets.book.add(
    describedAs(
      columns.map((column) => ({ ...column, ...(column.name === 'postcode' && { exposed: true }) })),
    ),
  )
  async function load() {
    const rows = [...kept.values()]
      .flat()
      .map(({ uprn, postcode, line1, line2 = '', town }) =>
        [uprn, postcode, line1, line2, town].map((cell) => `"${cell}"`).join(','),
      )
    const bytes = (async function* () {
      yield Buffer.from(['uprn,postcode,line1,line2,town', ...rows].join('\n'))
    })()
    const outcome = await datasets.import({
      organisationId,
      dataset: 'addresses',
      fileName: 'a.csv',
      bytes,
      force: true,
    })
    if (outcome.kind !== 'imported') throw new Error(JSON.stringify(outcome))
  }
  const exposing = (exposed: boolean) =>
    datasets.book.change(describedAs(columns.map((column) => ({ ...column, exposed }))))
  return {
    source,
    settings: source.parseSettings({ dataset: 'addresses' }),
    organisationId,
    badSettings: [
      {},
      { dataset: 'hunter2; drop table' },
      { dataset: 'addresses', password: 'hunter2' },
      null,
      'hunter2',
    ],
    secretTexts: [],
    async put(postcode, addresses) {
      kept.set(postcode, addresses)
      await load()
    },
    break: async () => void (await exposing(false)),
    mend: async () => void (await exposing(true)),
  }
})

async function openOsPlaces(timeoutMs = 5_000) {
  const standIn = await startOsPlaces()
  places = standIn
  const source = createOsPlaces({ url: standIn.url, timeoutMs })
  const find = (postcode: string) =>
    source.find(source.parseSettings({ key: standIn.key }), { organisationId: 'o', postcode })
  return { standIn, source, settings: source.parseSettings({ key: standIn.key }), find }
}

/** As OS writes it: capitals, in parts. */
function pointOf({ uprn, line1, line2, town, postcode }: FoundAddress): DeliveryPoint {
  const [, number, street] = /^(\d+[A-Z]?) (.+)$/.exec(line2 ?? line1)!
  return {
    UPRN: uprn,
    ...(line2 && { SUB_BUILDING_NAME: line1.toUpperCase() }),
    ...(/^\d+$/.test(number!) ? { BUILDING_NUMBER: number } : { BUILDING_NAME: number }),
    THOROUGHFARE_NAME: street!.toUpperCase(),
    POST_TOWN: town.toUpperCase(),
    POSTCODE: postcode,
  } as DeliveryPoint
}

addressSourceContract('OS Places', async () => {
  const { standIn, source, settings } = await openOsPlaces()
  return {
    source,
    settings,
    organisationId: 'o',
    badSettings: [{}, { key: 'hunter2 hunter2' }, { key: 'a'.repeat(20), url: 'http://hunter2' }, []],
    secretTexts: [standIn.key],
    async put(postcode, addresses) {
      standIn.places.set(postcode.replace(' ', ''), addresses.map(pointOf) as never)
    },
    async break() {
      standIn.faults.push(...Array.from({ length: 2 }, () => ({ kind: 'status' as const, status: 503 })))
    },
    async mend() {
      standIn.faults.length = 0
    },
  }
})

describe('OS Places', () => {
  test('is asked for delivery points of a postcode, a hundred at a time', async () => {
    const { standIn, find } = await openOsPlaces()
    standIn.places.set(
      'AA31AB',
      Array.from({ length: 150 }, (_, n) => pointOf({ ...street[0]!, uprn: String(n + 1) })) as never,
    )
    await find('AA3 1AB')
    expect(standIn.searches).toEqual([
      '/search/places/v1/postcode?postcode=AA3+1AB&dataset=DPA&maxresults=100&offset=0',
      '/search/places/v1/postcode?postcode=AA3+1AB&dataset=DPA&maxresults=100&offset=100',
    ])
  })

  test.each([
    [{ kind: 'status', status: 401 }, 'OS Places does not accept this API key'],
    [{ kind: 'status', status: 429 }, 'OS Places has been asked too often for now'],
    [{ kind: 'status', status: 500 }, 'OS Places answered with an error (500)'],
    [{ kind: 'html' }, 'OS Places gave an answer that could not be read'],
    [{ kind: 'other-shape' }, 'OS Places gave an answer that could not be read'],
    [{ kind: 'redirect', to: 'http://169.254.169.254/' }, 'OS Places does not answer'],
  ] as const)('with %o leaves the resident to type, and tells officers why', async (fault, message) => {
    const { standIn, find } = await openOsPlaces()
    standIn.faults.push(fault)
    expect(await find('AA3 1AB')).toEqual({ kind: 'unavailable', message })
  })

  test('is not waited for longer than a resident would', async () => {
    const { standIn, find } = await openOsPlaces(200)
    standIn.faults.push({ kind: 'slow', ms: 2_000 })
    expect(await find('AA3 1AB')).toEqual({ kind: 'unavailable', message: 'OS Places took too long' })
  })

  test('that cannot be reached says so without its address, which holds the key', async () => {
    const { standIn, find } = await openOsPlaces()
    await standIn.close()
    places = undefined
    const outcome = await find('AA3 1AB')
    expect(outcome).toEqual({ kind: 'unavailable', message: 'OS Places does not answer' })
  })

  test('that answers with neighbouring postcodes is not taken at its word', async () => {
    const { standIn, find } = await openOsPlaces()
    standIn.places.set('AA31AB', [pointOf({ ...street[0]!, postcode: 'AA3 1AX' })] as never)
    expect(await find('AA3 1AB')).toEqual({ kind: 'found', addresses: [] })
  })

  test('with a wrong key is told apart when an officer asks', async () => {
    const { source } = await openOsPlaces()
    const tried = await source.testConnection(source.parseSettings({ key: 'x'.repeat(32) }), 'o')
    expect(tried).toEqual({ kind: 'refused', code: '401', message: 'OS Places does not accept this API key' })
  })
})

describe('the lines of a delivery point', () => {
  const at = { UPRN: '1', POST_TOWN: 'STOKE-ON-TRENT', POSTCODE: 'ST1 1AA' }
  test.each<[Partial<DeliveryPoint>, string, string | undefined]>([
    [{ BUILDING_NUMBER: '10', THOROUGHFARE_NAME: 'HIGH STREET' }, '10 High Street', undefined],
    [{ BUILDING_NAME: '12A', THOROUGHFARE_NAME: 'HIGH STREET' }, '12A High Street', undefined],
    [{ BUILDING_NAME: '1-3', THOROUGHFARE_NAME: 'MILL LANE' }, '1-3 Mill Lane', undefined],
    [
      {
        SUB_BUILDING_NAME: 'FLAT 2',
        BUILDING_NAME: 'ROSE COURT',
        BUILDING_NUMBER: '10',
        THOROUGHFARE_NAME: "ST. JOHN'S ROAD",
      },
      'Flat 2, Rose Court',
      "10 St. John's Road",
    ],
    [
      {
        BUILDING_NAME: 'THE OLD MILL',
        THOROUGHFARE_NAME: 'MILL LANE',
        DEPENDENT_LOCALITY: 'ASTON-UNDER-LYNE',
      },
      'The Old Mill',
      'Mill Lane, Aston-under-Lyne',
    ],
    [{ BUILDING_NUMBER: '10', THOROUGHFARE_NAME: 'THE MEADOWS' }, '10 The Meadows', undefined],
    [
      { BUILDING_NAME: "O'BRIEN HOUSE", DEPENDENT_LOCALITY: 'BWLCH Y GWYNT' },
      "O'Brien House",
      'Bwlch y Gwynt',
    ],
    [{ BUILDING_NUMBER: '4', DEPENDENT_LOCALITY: 'LITTLE ASTON' }, '4 Little Aston', undefined],
    [
      { ORGANISATION_NAME: 'EXAMPLE NHS TRUST', PO_BOX_NUMBER: '12' },
      'Example NHS Trust, PO Box 12',
      undefined,
    ],
    [
      { BUILDING_NUMBER: '3', DEPENDENT_THOROUGHFARE_NAME: 'BACK YARD', THOROUGHFARE_NAME: 'HIGH STREET' },
      '3 Back Yard, High Street',
      undefined,
    ],
    [{}, 'Stoke-on-Trent', undefined],
  ])('%o', (parts, line1, line2) => {
    const found = addressLines({ ...at, ...parts })
    expect([found.line1, found.line2]).toEqual([line1, line2])
    expect(found.town).toBe('Stoke-on-Trent')
  })
})
