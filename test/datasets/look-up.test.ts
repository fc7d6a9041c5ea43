import { beforeEach, describe, expect, test } from 'vitest'
import type { LookUp } from '../../server/datasets/index.ts'
import { lookUpCaller, lookUpSalt } from '../../server/db/schema/index.ts'
import { NotFound, Unavailable } from '../../server/errors.ts'
import { newId } from '../../server/ids.ts'
import { onBothEngines, openTestDatabase } from '../support/db.ts'
import { balanceColumns, balances, createSetting, type Setting } from './setting.ts'

onBothEngines('looking up', (database) => {
  let setting: Setting
  beforeEach(async () => {
    setting = await createSetting(database())
    await setting.addBalances()
    await setting.import(balances)
  })
  /** Somebody new each time, so that nobody is stopped. */
  const anybody = () => ({
    ip: `2001:db8:${newId().slice(0, 4)}:${newId().slice(0, 4)}::1`,
    submissionId: newId(),
  })

  test('gives the exposed columns and how old they are to whoever knows key and second factors', async () => {
    expect(await setting.lookUp()).toEqual({
      kind: 'found',
      row: { balance: 125_050, dueOn: '2026-11-22', onStop: false },
      asAt: setting.clock.now(),
    })
    const brien = { key: '50100002', factor: { surname: 'OBRIEN ', postcode: 'AA3-1AC' } }
    expect(await setting.lookUp(brien)).toMatchObject({ kind: 'found', row: { balance: 0, onStop: true } })
  })

  test.each<[string, Partial<LookUp>]>([
    ['a key that is not there', { key: '5010-9999' }],
    ['another’s surname', { factor: { surname: 'Smith', postcode: 'AA3 1AB' } }],
    ['another’s postcode', { factor: { surname: 'Jones', postcode: 'AA3 1AC' } }],
    ['one factor of two', { factor: { surname: 'Jones' } }],
    ['empty factors', { factor: { surname: '', postcode: '' } }],
    ['factors made of nothing that counts', { factor: { surname: '---', postcode: '   ' } }],
    ['no factor', { factor: undefined }],
    ['factors that are not the dataset’s', { factor: { balance: '125050', account: '50100001' } }],
    ['an empty key', { key: '' }],
    ['a very long key', { key: '5'.repeat(1_000_000) }],
    ['SQL', { key: "' or 1=1 --", factor: { surname: "' or '1'='1", postcode: '%' } }],
    ['wildcards', { key: '5010%', factor: { surname: '%', postcode: '_' } }],
    [
      'characters that are none',
      { key: '5010\u0000\ud800', factor: { surname: '\ud800', postcode: '\u0000' } },
    ],
  ])('finds nothing with %s', async (_name, change) => {
    expect(await setting.lookUp({ ...change, caller: anybody() })).toEqual({ kind: 'not-found' })
  })

  test('stops a caller after ten wrong tries in ten minutes, right or wrong, until the ten minutes are over', async () => {
    for (let n = 0; n < 10; n += 1) {
      expect(await setting.lookUp({ key: `wrong ${n}` })).toEqual({ kind: 'not-found' })
    }
    expect(await setting.lookUp()).toEqual({ kind: 'too-many' })
    expect(await setting.lookUp({ key: 'wrong' })).toEqual({ kind: 'too-many' })
    setting.clock.forward(9)
    expect(await setting.lookUp()).toEqual({ kind: 'too-many' })
    setting.clock.forward(1)
    expect(await setting.lookUp()).toMatchObject({ kind: 'found' })
  })

  test('counts by address and by submission, so that changing one of them gains nothing', async () => {
    const tryWith = (ip: string, submissionId: string) =>
      setting.lookUp({ key: 'wrong', caller: { ip, submissionId } })
    for (let n = 0; n < 10; n += 1) await tryWith('192.0.2.1', `submission ${n}`)
    expect(await tryWith('192.0.2.1', 'one more')).toEqual({ kind: 'too-many' })
    for (let n = 0; n < 10; n += 1) await tryWith(`198.51.100.${n}`, 'the same')
    expect(await tryWith('198.51.100.99', 'the same')).toEqual({ kind: 'too-many' })
    expect(await tryWith('203.0.113.1', 'another')).toEqual({ kind: 'not-found' })
  })

  test('does not count what is right', async () => {
    for (let n = 0; n < 30; n += 1) expect((await setting.lookUp()).kind).toBe('found')
  })

  test('lets no more through when they come all at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => setting.lookUp({ key: `wrong ${n}` })),
    )
    expect(outcomes.filter(({ kind }) => kind === 'not-found')).toHaveLength(10)
    expect(outcomes.filter(({ kind }) => kind === 'too-many')).toHaveLength(50)
  })

  test('counts in the database, so that another server counts on', async () => {
    for (let n = 0; n < 10; n += 1) await setting.lookUp({ key: 'wrong' })
    const elsewhere = await createSetting(database())
    const outcome = await elsewhere.datasets.lookUp({
      organisationId: setting.organisationId,
      dataset: 'council-tax',
      key: '50100001',
      factor: { surname: 'Jones', postcode: 'AA31AB' },
      caller: { ip: '192.0.2.7' },
    })
    expect(outcome).toEqual({ kind: 'too-many' })
  })

  test('says once a window that somebody seems to be guessing, without saying what they guessed', async () => {
    const guess = (n: number) => setting.lookUp({ key: `5010-${n}`, caller: anybody() })
    for (let n = 0; n < 50; n += 1) await guess(n)
    const suspected = async () =>
      (await setting.events()).filter(({ event }) => event === 'dataset.guessing-suspected')
    expect(await suspected()).toEqual([])
    const before = await setting.datasets.guessingAlerts()
    for (let n = 50; n < 70; n += 1) await guess(n)
    expect(await suspected()).toEqual([
      {
        event: 'dataset.guessing-suspected',
        actor: 'system',
        details: { dataset: 'council-tax', misses: 51, minutes: 5 },
      },
    ])
    expect(setting.logged.filter((line) => line.includes('dataset.guessing-suspected'))).toHaveLength(1)
    expect(await setting.datasets.guessingAlerts()).toBe(before + 1)
    const [listed] = await setting.datasets.book.list(setting.organisationId)
    expect(listed!.guessingSuspectedAt).toEqual(setting.clock.now())
    setting.clock.forward(5)
    for (let n = 0; n < 51; n += 1) await guess(n)
    expect(await suspected()).toHaveLength(2)
  })

  test('keeps nothing that leads back to a caller, and that not for long', async () => {
    await setting.lookUp({ key: 'X-1234-Y' })
    const kept = async () => [
      ...(await setting.db.select().from(lookUpCaller)),
      ...(await setting.db.select().from(lookUpSalt)),
    ]
    const text = JSON.stringify([await kept(), setting.logged])
    expect(text).not.toMatch(/192\.0\.2|a submission|jones|1234/i)
    setting.clock.forward(60 * 24 * 3)
    await setting.datasets.sweep()
    expect(await kept()).toEqual([])
  })

  test('hides a column that was taken back at once, and needs a new second factor at once', async () => {
    const { organisationId } = setting
    const change = (columns: object[]) =>
      setting.datasets.book.change({ organisationId, name: 'council-tax', title: 'Accounts', columns })
    await change(balanceColumns.map((column) => ({ ...column, exposed: column.name === 'onStop' })))
    expect(await setting.lookUp()).toMatchObject({ kind: 'found', row: { onStop: false } })
    expect(Object.keys(((await setting.lookUp()) as { row: object }).row)).toEqual(['onStop'])
    await change([...balanceColumns, { name: 'pin', use: 'factor', compare: 'pin' }])
    await expect(setting.lookUp()).rejects.toThrow(Unavailable)
  })

  test('needs the key alone where no column is a second factor', async () => {
    const { organisationId } = setting
    const columns = [
      { name: 'code', use: 'key', compare: 'exact' },
      { name: 'fee', kind: 'pence', exposed: true },
    ]
    const added = await setting.datasets.book.add({ organisationId, name: 'bands', title: 'Bands', columns })
    expect(added.needsFactor).toBe(false)
    await setting.import('code,fee\nA,10.00\nb,20.00\n', { dataset: 'bands' })
    const find = (key: string) =>
      setting.lookUp({ dataset: 'bands', key, factor: undefined, caller: anybody() })
    expect(await find('A')).toMatchObject({ kind: 'found', row: { fee: 1000 } })
    expect(await find('a')).toEqual({ kind: 'not-found' })
    expect(await find('b')).toMatchObject({ kind: 'found', row: { fee: 2000 } })
  })

  test('is refused where there is no dataset, and where it has no rows yet', async () => {
    const other = await createSetting(database())
    await expect(other.lookUp()).rejects.toThrow(NotFound)
    await other.addBalances()
    await expect(other.lookUp()).rejects.toThrow(Unavailable)
  })
})

describe('what an answer gives away', () => {
  test('a wrong key and a wrong second factor make the same statements with as many rows in the answers', async () => {
    const statements: string[] = []
    const database = await openTestDatabase('pglite', {
      logger: { logQuery: (text: string) => void statements.push(text) },
    })
    try {
      const setting = await createSetting(database)
      await setting.addBalances()
      await setting.import(balances)
      await setting.lookUp({ key: 'first of the day' })
      const statementsOf = async (change: Parameters<Setting['lookUp']>[0]) => {
        statements.length = 0
        const outcome = await setting.lookUp({ ...change, caller: { ip: '198.51.100.1' } })
        return { outcome, statements: [...statements] }
      }
      const wrongKey = await statementsOf({ key: '5010-9999' })
      const wrongFactor = await statementsOf({ factor: { surname: 'Smith', postcode: 'AA3 1AB' } })
      expect(wrongFactor).toEqual(wrongKey)
      expect(wrongKey.statements.length).toBeGreaterThan(3)
      // The values of a row are only read once the second factor is right.
      expect(wrongKey.statements.join('\n')).not.toContain('"shown"')
      expect((await statementsOf({})).statements.join('\n')).toContain('"shown"')
    } finally {
      await database.close()
    }
  })

  test('two hundred keys in order, some of them right, get one and the same answer', async () => {
    const database = await openTestDatabase('pglite')
    try {
      const setting = await createSetting(database)
      await setting.addBalances()
      await setting.import(balances)
      const answers = new Set<string>()
      for (let n = 0; n < 200; n += 1) {
        const key = `5010${String(n % 20).padStart(4, '0')}`
        const caller = { ip: `10.0.${n}.1`, submissionId: newId() }
        answers.add(JSON.stringify(await setting.lookUp({ key, factor: { surname: 'Guess' }, caller })))
      }
      expect([...answers]).toEqual(['{"kind":"not-found"}'])
    } finally {
      await database.close()
    }
  })
})
