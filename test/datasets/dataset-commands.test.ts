import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { House } from '../../server/app.ts'
import type { Database } from '../../server/db/client.ts'
import { createLog } from '../../server/log.ts'
import { createPeople } from '../../server/people/index.ts'
import { runWith } from '../cli/run-within.ts'
import { openTestDatabase } from '../support/db.ts'
import { type OsPlacesStandIn, startOsPlaces } from '../support/os-places.ts'
import { balanceColumns, balanceHeadings, balances, createSetting, type Setting } from './setting.ts'

describe('datasets on the command line', () => {
  let folder: string
  let database: Database
  let places: OsPlacesStandIn
  let setting: Setting
  let slug: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-dataset-commands-'))
    database = await openTestDatabase('pglite')
    places = await startOsPlaces()
  })
  beforeEach(async () => {
    setting = await createSetting(database, { osPlacesUrl: places.url })
    slug = `o-${setting.organisationId}`
  })
  afterAll(async () => {
    await places?.close()
    await database?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function run(...typed: string[]) {
    const people = createPeople({ db: database.db, clock: setting.clock, log: createLog('silent') })
    const house = { people, datasets: setting.datasets, close: async () => {} } as unknown as House
    return runWith(async () => house, [...typed, '--organisation', slug])
  }
  async function file(name: string, text: string): Promise<string> {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const settings = JSON.stringify({ columns: balanceColumns })
  const add = (...more: string[]) =>
    run('dataset', 'add', '--name', 'council-tax', '--title', 'Council tax', '--settings', settings, ...more)
  const load = (path: string, ...more: string[]) =>
    run('dataset', 'import', path, '--name', 'council-tax', ...more)

  test('are added, loaded, listed and loaded anew', async () => {
    expect(await run('dataset', 'list')).toEqual({ code: 0, out: '', err: 'Test has no datasets\n' })
    expect(await add()).toEqual({ code: 0, out: 'Added the dataset council-tax of Test\n', err: '' })
    const path = await file('balances.csv', balances)
    expect(await load(path)).toEqual({
      code: 0,
      out: 'Imported 3 rows into council-tax of Test\n3 added, 0 changed, 0 removed\n',
      err: '',
    })
    expect(await load(path)).toEqual({
      code: 1,
      out: '',
      err: 'Nothing was imported: this very file, then named balances.csv, was imported on 22 November 2026 at 10:00:00\n  With --force it is imported again.\n',
    })
    expect(await load(path, '--force')).toMatchObject({ code: 0 })
    expect((await run('dataset', 'list')).out).toBe(
      'council-tax; Council tax; 3 rows; imported 22 November 2026 at 10:00:00; balances.csv; needs a second factor\n',
    )
    expect(await setting.events()).toMatchObject([
      { event: 'dataset.added', actor: 'command-line' },
      { event: 'dataset.imported', actor: 'command-line' },
      { event: 'dataset.import-refused', actor: 'command-line' },
      { event: 'dataset.imported', actor: 'command-line' },
    ])
  })

  test('say what is wrong with a file, and can do without the bad rows', async () => {
    await add()
    const path = await file(
      'bad.csv',
      `Phone,${balanceHeadings}\n1,1,Jones,AA3 1AB,5.00,,\n2,2,Smith,AA3 1AB,five,,\n`,
    )
    expect(await load(path)).toEqual({
      code: 1,
      out: '',
      err: 'Nothing was imported. It has 1 bad row.\n  Line 3: ‘Current Balance’ is not an amount of pounds, such as 125.50\n',
    })
    expect(await load(path, '--leave-out-bad-rows')).toEqual({
      code: 0,
      out: 'Imported 1 row into council-tax of Test\n1 added, 0 changed, 0 removed\n',
      err: 'Not kept, because no column is named so: Phone\nLeft out: 1 bad row\n  Line 3: ‘Current Balance’ is not an amount of pounds, such as 125.50\n',
    })
  })

  test('warn of a dataset that a key alone opens, and can be described anew', async () => {
    const open = JSON.stringify({
      columns: [{ name: 'code', use: 'key' }],
      layout: { reader: 'csv', delimiter: ';' },
    })
    expect(await run('dataset', 'add', '--name', 'bands', '--settings', open)).toEqual({
      code: 0,
      out: 'Added the dataset bands of Test\n',
      err: 'Whoever knows a key can look its row up: no column is a second factor.\n',
    })
    await add()
    expect(await add()).toMatchObject({ code: 1, err: 'There already is a dataset ‘council-tax’\n' })
    expect(await add('--replace')).toMatchObject({
      code: 0,
      out: 'Changed the dataset council-tax of Test\n',
    })
  })

  test.each([
    [
      'columns that cannot be used',
      ['--settings', '{"columns": [{"name": "a"}]}'],
      1,
      'exactly one column must be the key',
    ],
    ['settings that are none', ['--settings', '{"colums": []}'], 1, 'columns and layout, not ‘colums’'],
    ['settings that are not JSON', ['--settings', '{'], 2, 'must be JSON'],
    [
      'a layout nothing reads',
      ['--settings', '{"columns": [], "layout": {"reader": "xls"}}'],
      1,
      'Nothing reads ‘xls’ files',
    ],
    ['no settings', [], 2, 'Missing: --settings'],
  ])('refuse %s', async (_name, typed, code, words) => {
    const refused = await run('dataset', 'add', '--name', 'x', ...typed)
    expect(refused).toMatchObject({ code, out: '', err: expect.stringContaining(words) })
  })

  test('refuse what is no file, and a dataset that is not there', async () => {
    expect(await load(join(folder, 'missing.csv'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('no such file'),
    })
    expect(await load(folder)).toMatchObject({ code: 1, err: expect.stringContaining('not a file') })
    const path = await file('any.csv', balances)
    expect(await load(path)).toMatchObject({ code: 1, err: 'There is no dataset ‘council-tax’\n' })
  })

  test('have a source of addresses, tried when it is set, without its key on the screen', async () => {
    const from = (source: string, given: object, ...more: string[]) =>
      run('address-source', 'add', '--source', source, '--settings', JSON.stringify(given), ...more)
    expect(await from('os-places', { key: places.key })).toEqual({
      code: 0,
      out: 'Addresses of Test come from: OS Places\n',
      err: '',
    })
    expect(await from('dataset', { dataset: 'addresses' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('replace'),
    })
    expect(await from('dataset', { dataset: 'addresses' }, '--replace')).toEqual({
      code: 0,
      out: 'Addresses of Test come from: The dataset addresses\n',
      err: 'It does not work yet: There is no dataset ‘addresses’ with rows in it\n',
    })
    const refused = await from('os-places', { key: 'hunter2' }, '--replace')
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).not.toContain('hunter2')
  })
})
