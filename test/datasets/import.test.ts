import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { dataset, datasetImport } from '../../server/db/schema/index.ts'
import { Conflict, NotFound } from '../../server/errors.ts'
import { onBothEngines } from '../support/db.ts'
import { balanceColumns, balanceHeadings, balances, createSetting, type Setting } from './setting.ts'

onBothEngines('importing a file', (database) => {
  let setting: Setting
  beforeEach(async () => {
    setting = await createSetting(database())
    await setting.addBalances()
  })
  const current = async () =>
    (await setting.datasets.book.byName(setting.organisationId, 'council-tax'))!.current
  const shown = async () =>
    (await setting.rows()).map(({ keyForm, shown }) => [keyForm, shown.balance]).sort()

  test('keeps what is compared or exposed, money as pence, second factors only as digests', async () => {
    const outcome = await setting.import(balances)
    expect(outcome).toEqual({
      kind: 'imported',
      importedAt: setting.clock.now(),
      rows: 3,
      added: 3,
      changed: 0,
      removed: 0,
      leftOut: 0,
      problems: [],
      unusedHeadings: [],
    })
    const rows = await setting.rows()
    expect(rows.map(({ line, keyForm, shown }) => ({ line, keyForm, shown }))).toEqual([
      { line: 2, keyForm: '50100001', shown: { balance: 125_050, dueOn: '2026-11-22', onStop: false } },
      { line: 3, keyForm: '50100002', shown: { balance: 0, dueOn: null, onStop: true } },
      { line: 4, keyForm: '50100003', shown: { balance: -1230, dueOn: '2027-01-05', onStop: null } },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/jones|AA3/i)
    expect(new Set(rows.map(({ factorDigest }) => factorDigest)).size).toBe(3)
  })

  test('replaces all rows at once and says what changed', async () => {
    await setting.import(balances, { actor: 'officer:mo' })
    const before = await current()
    setting.clock.forward(60 * 24)
    const next = `${balanceHeadings}\n5010-0001,Jones,AA3 1AB,99.00,,no\n50100003,Siân,AA3 1AD,-12.30,2027-01-05,\n5010-0004,New,AA3 1AE,5,,\n`
    const outcome = await setting.import(next, { fileName: 'C:\\extracts\\tuesday.csv' })
    expect(outcome).toMatchObject({ kind: 'imported', rows: 3, added: 1, changed: 1, removed: 1 })
    expect(await current()).toMatchObject({
      state: 'current',
      fileName: 'tuesday.csv',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      rows: 3,
      importedAt: setting.clock.now(),
      changes: { added: 1, changed: 1, removed: 1, leftOut: 0 },
    })
    setting.clock.forward(2)
    await setting.datasets.sweep()
    expect(await shown()).toEqual([
      ['50100001', 9900],
      ['50100003', -1230],
      ['50100004', 500],
    ])
    const history = await setting.datasets.book.imports(setting.organisationId, 'council-tax')
    expect(history.map(({ state, fileName }) => [state, fileName])).toEqual([
      ['current', 'tuesday.csv'],
      ['past', before!.fileName],
    ])
    expect(await setting.events()).toMatchObject([
      { event: 'dataset.added' },
      {
        event: 'dataset.imported',
        actor: 'officer:mo',
        details: { dataset: 'council-tax', rows: 3, added: 3 },
      },
      { event: 'dataset.imported', actor: 'system', details: { rows: 3, added: 1, changed: 1, removed: 1 } },
    ])
    expect(JSON.stringify(await setting.events())).not.toMatch(/jones|5010/i)
  })

  test('with bad rows changes nothing and lists them in plain words', async () => {
    await setting.import(balances)
    const bad = `${balanceHeadings}
5010-0001,Jones,AA3 1AB,12.345,,no
5010-0002,O'Brien,AA3 1AC,10.00,,yes
,Empty,AA3 1AC,10.00,,yes
5010-0004,,AA3 1AC,10.00,31/02/2026,perhaps
5010-0005,Short,AA3 1AC
5010-0006,-,AA3 1AC,1,,
`
    const outcome = await setting.import(bad)
    expect(outcome).toEqual({
      kind: 'refused',
      badRows: 5,
      problems: [
        { line: 2, message: '‘Current Balance’ is not an amount of pounds, such as 125.50' },
        { line: 4, message: '‘Account Reference’ is empty' },
        { line: 5, message: '‘Due’ is not a day, such as 22/11/2026 or 2026-11-22' },
        { line: 5, message: '‘Stop’ is not yes or no' },
        { line: 6, message: 'has 3 cells, and there are 6 headings' },
        { line: 7, message: '‘Surname’ is empty, so nobody could find this row' },
      ],
    })
    expect(await shown()).toHaveLength(3)
    expect((await current())!.rows).toBe(3)
    expect((await setting.events()).at(-1)).toMatchObject({
      event: 'dataset.import-refused',
      details: { outcome: 'refused', badRows: 5 },
    })
  })

  test('can do without the bad rows when an officer says so', async () => {
    const bad = `${balances}5010-0009,Nine,AA3 1AF,ten,,\n`
    const outcome = await setting.import(bad, { leaveOutBadRows: true })
    expect(outcome).toMatchObject({ kind: 'imported', rows: 3, leftOut: 1, problems: [{ line: 5 }] })
  })

  test('finds a key that is there twice, however it is written and however far apart', async () => {
    const many = Array.from({ length: 2_100 }, (_, n) => `7${String(n).padStart(5, '0')},Name,AA3 1AB,1.00,,`)
    const text = [balanceHeadings, ...many, '7-00 003,Other,AA3 1AB,2.00,,', '700004,x,AA3 1AB,2,,'].join(
      '\n',
    )
    expect(await setting.import(text)).toEqual({
      kind: 'refused',
      badRows: 2,
      problems: [
        { line: 2102, message: 'has the same key as line 5' },
        { line: 2103, message: 'has the same key as line 6' },
      ],
    })
    expect(await setting.import(text, { leaveOutBadRows: true })).toMatchObject({ rows: 2_100, leftOut: 2 })
  })

  test('lists fifty problems and counts all of them', async () => {
    const text = [balanceHeadings, ...Array.from({ length: 300 }, () => 'x,y,z,none,,')].join('\n')
    const outcome = await setting.import(text)
    expect(outcome).toMatchObject({ kind: 'refused', badRows: 300 })
    if (outcome.kind === 'refused') expect(outcome.problems).toHaveLength(50)
  })

  test('refuses the very same file until that is what an officer means', async () => {
    await setting.import(balances)
    const firstAt = setting.clock.now()
    await setting.import(balances.replace('0.00', '7.00'))
    setting.clock.forward(60)
    // An older file again: as stale as it was.
    expect(await setting.import(balances, { fileName: 'again.csv' })).toEqual({
      kind: 'already-imported',
      importedAt: firstAt,
      fileName: 'balances.csv',
    })
    expect(await shown()).toContainEqual(['50100002', 700])
    const forced = await setting.import(balances, { force: true })
    expect(forced).toMatchObject({ kind: 'imported', changed: 1, importedAt: setting.clock.now() })
  })

  test('takes the same file again when it is to be read in another way', async () => {
    await setting.import(balances)
    const columns = balanceColumns.map((column) =>
      column.name === 'onStop' ? { ...column, exposed: false } : column,
    )
    await setting.datasets.book.change({
      organisationId: setting.organisationId,
      name: 'council-tax',
      title: 'Council tax accounts',
      columns,
    })
    expect(await setting.import(balances)).toMatchObject({ kind: 'imported', changed: 3 })
  })

  test('refuses a file that was cut short', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => `8${n},Name,AA3 1AB,1.00,,`)
    await setting.import([balanceHeadings, ...rows].join('\n'))
    const short = [balanceHeadings, ...rows.slice(0, 12)].join('\n')
    expect(await setting.import(short)).toMatchObject({
      kind: 'refused',
      problems: [
        { message: 'The file has 12 rows, and the one before had 40 rows: it may have been cut short' },
      ],
    })
    expect(await setting.import(short, { force: true })).toMatchObject({ kind: 'imported', rows: 12 })
    expect(await setting.import(`${balanceHeadings}\n`, { force: true })).toMatchObject({
      kind: 'refused',
      problems: [{ message: 'There are no rows in the file' }],
    })
  })

  test.each([
    ['nothing', '', 'The file is empty'],
    ['no headings that we know', 'a,b\n1,2\n', 'The headings do not have ‘Account Reference’, ‘Surname’'],
    ['a heading twice', `${balanceHeadings},STOP\n`, 'The heading ‘Stop’ stands there twice'],
    ['a quotation mark that is never closed', `${balanceHeadings}\n"1`, 'is not closed'],
  ])('refuses a file with %s', async (_name, text, words) => {
    const outcome = await setting.import(text)
    expect(outcome).toMatchObject({
      kind: 'refused',
      problems: [{ message: expect.stringContaining(words) }],
    })
  })

  test('says which headings it does not keep', async () => {
    const text = `Title,${balanceHeadings},Phone\nMs,5010-0001,Jones,AA3 1AB,1.00,,,0117 496 0000\n`
    expect(await setting.import(text)).toMatchObject({ kind: 'imported', unusedHeadings: ['Title', 'Phone'] })
    expect(JSON.stringify(await setting.rows())).not.toContain('0117')
  })

  test('that breaks off leaves the rows as they were, and the next one can begin', async () => {
    await setting.import(balances)
    async function* broken() {
      yield Buffer.from(`${balanceHeadings}\n${'9,Name,AA3 1AB,1.00,,\n'.repeat(3)}`)
      throw new Error('the line dropped')
    }
    await expect(setting.import(broken())).rejects.toThrow('the line dropped')
    expect((await current())!.rows).toBe(3)
    expect(await setting.import(balances.replace('0.00', '1.00'))).toMatchObject({ kind: 'imported' })
  })

  test('waits for no other: while one runs the second is refused, and one that died is given up', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let begun = () => {}
    const started = new Promise<void>((resolve) => {
      begun = resolve
    })
    async function* slow() {
      begun()
      yield Buffer.from(balances)
      await held
    }
    const first = setting.import(slow())
    await started
    await expect(setting.import(balances)).rejects.toThrow(Conflict)
    setting.clock.forward(11)
    expect(await setting.import(balances.replace('0.00', '3.00'))).toMatchObject({ kind: 'imported' })
    release()
    await expect(first).rejects.toThrow('given up')
    expect(await shown()).toContainEqual(['50100002', 300])
  })

  test('gives up on a file that is larger than we take, without reading the rest', async () => {
    let given = 0
    async function* endless() {
      yield Buffer.from(`${balanceHeadings}\n`)
      const chunk = Buffer.from(`${'x'.repeat(9_999)}\n`.repeat(100))
      for (;;) {
        given += 1
        yield chunk
      }
    }
    const outcome = await setting.import(endless())
    expect(outcome).toMatchObject({
      kind: 'refused',
      problems: [{ message: 'The file is larger than 100 MB' }],
    })
    expect(given).toBeLessThanOrEqual(101)
  })

  test('clears away rows that nobody reads any more, and nothing else', async () => {
    await setting.import(balances)
    await setting.import(balances.replace('0.00', '1.00'))
    await setting.import(`${balances}x,y,z,bad,,\n`)
    await setting.datasets.sweep()
    // A look-up that began before the switch may still be reading.
    expect(await setting.rows()).toHaveLength(6)
    setting.clock.forward(2)
    await setting.datasets.sweep()
    expect(await shown()).toEqual([
      ['50100001', 125_050],
      ['50100002', 100],
      ['50100003', -1230],
    ])
    const states = await setting.db
      .select({ state: datasetImport.state, cleared: datasetImport.rowsCleared })
      .from(datasetImport)
      .where(eq(datasetImport.organisationId, setting.organisationId))
      .orderBy(datasetImport.id)
    expect(states).toEqual([
      { state: 'past', cleared: true },
      { state: 'current', cleared: false },
      { state: 'failed', cleared: true },
    ])
  })

  test('belongs to its organisation alone', async () => {
    const other = await createSetting(database())
    await expect(other.import(balances)).rejects.toThrow(NotFound)
    expect(await other.datasets.book.list(other.organisationId)).toEqual([])
    await expect(
      other.datasets.book.remove(other.organisationId, 'council-tax', 'officer:mo'),
    ).rejects.toThrow(NotFound)
    await expect(setting.addBalances()).rejects.toThrow(Conflict)
  })

  test('is undone with everything when the dataset is removed', async () => {
    await setting.import(balances)
    await setting.datasets.book.remove(setting.organisationId, 'council-tax', 'officer:mo')
    expect(await setting.rows()).toEqual([])
    const left = await setting.db
      .select()
      .from(dataset)
      .where(eq(dataset.organisationId, setting.organisationId))
    expect(left).toEqual([])
    expect((await setting.events()).at(-1)).toMatchObject({ event: 'dataset.removed', actor: 'officer:mo' })
  })
})
