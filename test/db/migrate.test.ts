import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { listMigrations } from '../../server/db/migrate.ts'
import { organisation } from '../../server/db/schema/index.ts'
import { onBothEngines } from '../support/db.ts'

onBothEngines('the database', (database) => {
  test('has run every migration once', async () => {
    const result = await database().db.execute(sql`select name from migration order by name`)
    const rows = Array.isArray(result) ? result : (result as unknown as { rows: { name: string }[] }).rows
    expect(rows.map((row) => row.name)).toEqual(listMigrations().map((migration) => migration.name))
  })

  test('keeps every row with an organisation', async () => {
    const result = await database().db.execute(sql`
      select t.table_name from information_schema.tables t
      where t.table_schema = 'public' and t.table_type = 'BASE TABLE' and t.table_name not in ('organisation', 'migration')
      and not exists (select 1 from information_schema.columns c where c.table_schema = 'public' and c.table_name = t.table_name
        and c.column_name = 'organisation_id' and c.is_nullable = 'NO')`)
    const rows = Array.isArray(result) ? result : (result as unknown as { rows: unknown[] }).rows
    expect(rows).toEqual([])
  })

  test('refuses to change what is append-only', async () => {
    const { db } = database()
    await db.insert(organisation).values({ id: 'o1', slug: 'o1', name: 'One', createdAt: new Date() })
    await db.execute(
      sql`insert into audit_event (organisation_id, at, actor, event) values ('o1', now(), 'system', 'test.happened')`,
    )
    await expect(db.execute(sql`update audit_event set event = 'other'`)).rejects.toThrow()
    await expect(db.execute(sql`delete from audit_event`)).rejects.toThrow()
  })
})
