import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { changeById, insertOnce } from '../../server/db/row-statements.ts'
import { auditEvent, officer, organisation } from '../../server/db/schema/index.ts'
import { statement } from '../../server/db/statement.ts'
import { recordEvents } from '../../server/people/audit.ts'
import { onBothEngines } from '../support/db.ts'

const bySlug = statement('organisation_by_slug', (db) =>
  db
    .select()
    .from(organisation)
    .where(eq(organisation.slug, sql.placeholder('slug'))),
)
const add = insertOnce<typeof organisation.$inferSelect>('organisation', organisation)
const change = changeById<typeof organisation.$inferSelect>('organisation', organisation)
const row = { id: 'o1', slug: 'ashford', name: 'Ashford', createdAt: new Date('2026-11-25T08:00:00Z') }

onBothEngines('statements that are put together once', (database) => {
  test('read and write as drizzle’s own do, in a transaction and out of it', async () => {
    const { db } = database()
    const added = await db.transaction(async (tx) => {
      const first = await add(tx, row)
      expect(await bySlug(tx, { slug: 'ashford' })).toEqual([first])
      return first
    })
    expect(added).toMatchObject(row)
    expect(await bySlug(db, { slug: 'ashford' })).toEqual(await db.select().from(organisation))
    expect(await bySlug(db, { slug: 'elsewhere' })).toEqual([])
  })

  test('what a unique index has already is not added, and nothing is said to be', async () => {
    expect(await add(database().db, row)).toBeUndefined()
  })

  test('changes the columns that are given, and no others', async () => {
    const { db } = database()
    expect(await change(db, 'o1', { name: 'Ashford Borough', slug: undefined })).toEqual({
      ...(await bySlug(db, { slug: 'ashford' }))[0],
      name: 'Ashford Borough',
    })
    expect(await change(db, 'nobody', { name: 'Nobody' })).toBeUndefined()
  })

  test('null is NULL also where the column has a form of its own', async () => {
    const { db } = database()
    const addOfficer = insertOnce<{ lockedUntil: Date | null }>('officer', officer)
    const changeOfficer = changeById<{ lockedUntil: Date | null }>('officer', officer)
    const lockedUntil = new Date('2026-11-25T09:00:00Z')
    const person = {
      email: 'a@example.org',
      name: 'A',
      passwordHash: '',
      mustChangePassword: false,
      roles: [],
    }
    const { id: organisationId, createdAt } = row
    await addOfficer(db, {
      ...person,
      ...{ id: 'p1', organisationId, createdAt, failedSignIns: 0, lockedUntil: null },
    })
    expect((await changeOfficer(db, 'p1', { lockedUntil }))?.lockedUntil).toEqual(lockedUntil)
    expect((await changeOfficer(db, 'p1', { lockedUntil: null }))?.lockedUntil).toBeNull()
  })

  test('rows that are added together keep their order and their own values', async () => {
    const { db } = database()
    const event = {
      organisationId: 'o1',
      at: row.createdAt,
      actor: 'system',
      event: 'first.thing',
    }
    const rest = { submissionId: null, paymentId: null, deliveryId: null }
    await db.transaction(async (tx) => {
      await recordEvents(tx, [
        { ...event, details: { pence: 1 } },
        { ...event, event: 'second.thing', formId: 'f1' },
      ])
      await recordEvents(tx, [{ ...event, event: 'third.thing' }])
    })
    expect(await db.select().from(auditEvent).orderBy(auditEvent.id)).toMatchObject([
      { ...event, ...rest, formId: null, details: { pence: 1 } },
      { ...event, ...rest, event: 'second.thing', formId: 'f1', details: {} },
      { ...event, ...rest, event: 'third.thing', formId: null, details: {} },
    ])
  })

  test('a value that was left out is refused, not taken for NULL', async () => {
    await expect(bySlug(database().db, {})).rejects.toThrow('‘slug’')
  })

  test('a transaction that fails takes its statements back', async () => {
    const { db } = database()
    const failing = db.transaction(async (tx) => {
      await change(tx, 'o1', { name: 'Gone' })
      throw new Error('No')
    })
    await expect(failing).rejects.toThrow('No')
    expect((await bySlug(db, { slug: 'ashford' }))[0]?.name).toBe('Ashford Borough')
  })
})
