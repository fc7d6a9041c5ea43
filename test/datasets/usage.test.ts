import { beforeEach, describe, expect, test } from 'vitest'
import { addMonths, usesOn } from '../../server/datasets/usage.ts'
import { usage } from '../../server/db/schema/index.ts'
import { onBothEngines } from '../support/db.ts'
import { createSetting, type Setting } from './setting.ts'

describe('months of a limit', () => {
  test.each([
    ['2026-03-10', 12, '2027-03-10'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-11-22', 1, '2026-12-22'],
  ])('from %s, %i of them end on %s', (day, months, end) => {
    expect(addMonths(day, months)).toBe(end)
  })

  test('a use counts to the day before, and no longer', () => {
    const limit = { max: 1, months: 12 }
    expect(usesOn('2027-03-09', ['2026-03-10'], limit)).toEqual({ used: 1, freeOn: '2027-03-10' })
    expect(usesOn('2027-03-10', ['2026-03-10'], limit)).toEqual({ used: 0, freeOn: undefined })
  })

  test('of several, there is room when the oldest ends', () => {
    const limit = { max: 2, months: 6 }
    expect(usesOn('2026-06-01', ['2026-05-01', '2026-02-01'], limit)).toEqual({
      used: 2,
      freeOn: '2026-08-01',
    })
    expect(usesOn('2026-06-01', ['2026-05-01'], limit)).toEqual({ used: 1, freeOn: undefined })
    // More than allowed (the limit was lowered): two have to end.
    expect(usesOn('2026-06-01', ['2026-05-01', '2026-04-01', '2026-02-01'], limit).freeOn).toBe('2026-10-01')
  })
})

onBothEngines('limits of use', (database) => {
  let setting: Setting
  beforeEach(async () => {
    setting = await createSetting(database())
  })
  const limit = { limitName: 'free-collection', max: 1, months: 12 }
  const wanted = (change: object = {}) => ({
    organisationId: setting.organisationId,
    ...limit,
    subject: '100012345678',
    at: setting.clock.now(),
    ...change,
  })
  const claim = (submissionId: string, change: object = {}) =>
    setting.db.transaction((tx) => setting.datasets.limits.claim(tx, { ...wanted(change), submissionId }))
  const usesOf = (change: object = {}) => setting.datasets.limits.usesOf(setting.db, wanted(change))

  test('let one submission have the use and tell the next when there is one again', async () => {
    const [first, second] = [await setting.addSubmission(), await setting.addSubmission()]
    expect(await claim(first)).toEqual({ kind: 'claimed' })
    expect(await claim(second, { subject: ' 1000-1234 5678' })).toEqual({
      kind: 'used-up',
      freeOn: '2027-11-22',
    })
    expect(await usesOf()).toEqual({ used: 1, freeOn: '2027-11-22' })
    expect(await usesOf({ butNot: first })).toEqual({ used: 0, freeOn: undefined })
    setting.clock.forward(365 * 24 * 60)
    expect(await claim(second)).toEqual({ kind: 'claimed' })
  })

  test('count a submission once, however often it claims', async () => {
    const id = await setting.addSubmission()
    for (let n = 0; n < 3; n += 1) expect(await claim(id)).toEqual({ kind: 'claimed' })
    expect((await usesOf()).used).toBe(1)
  })

  test('are apart by organisation, name and subject', async () => {
    const id = await setting.addSubmission()
    await claim(id)
    expect((await usesOf({ limitName: 'another' })).used).toBe(0)
    expect((await usesOf({ subject: '100012345679' })).used).toBe(0)
    const other = await createSetting(database())
    expect((await usesOf({ organisationId: other.organisationId })).used).toBe(0)
  })

  test('give the use back when the submission ends unpaid, and when the transaction is undone', async () => {
    const [first, second] = [await setting.addSubmission(), await setting.addSubmission()]
    await claim(first)
    const freed = await setting.db.transaction((tx) => setting.datasets.limits.free(tx, first))
    expect(freed).toBe(1)
    const undone = setting.db.transaction(async (tx) => {
      await setting.datasets.limits.claim(tx, { ...wanted(), submissionId: first })
      throw new Error('the price was refused')
    })
    await expect(undone).rejects.toThrow('the price was refused')
    expect(await claim(second)).toEqual({ kind: 'claimed' })
  })

  test('let exactly as many through as there are uses, of many at once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => setting.addSubmission()))
    const outcomes = await Promise.all(ids.map((id) => claim(id, { max: 3 })))
    expect(outcomes.filter(({ kind }) => kind === 'claimed')).toHaveLength(3)
    expect((await usesOf({ max: 3 })).used).toBe(3)
  })

  test('follow the days of London', async () => {
    const id = await setting.addSubmission()
    await claim(id, { at: new Date('2026-06-30T23:30:00Z') })
    expect((await usesOf({ at: new Date('2026-07-02T10:00:00Z') })).freeOn).toBe('2027-07-01')
  })

  test('keep what was used as a digest only', async () => {
    await claim(await setting.addSubmission())
    expect(JSON.stringify(await setting.db.select().from(usage))).not.toContain('100012345678')
  })

  test.each([[{ max: 0 }], [{ max: 1.5 }], [{ months: 0 }], [{ subject: ' - ' }]])(
    'refuse %o',
    async (change) => {
      await expect(usesOf(change)).rejects.toThrow()
    },
  )
})
