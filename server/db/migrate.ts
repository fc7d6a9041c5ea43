import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../migrations')

export interface Migration {
  name: string
  sql: string
}

/** Every migration in order: `0001_people.sql`, … */
export function listMigrations(): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name), 'utf8') }))
}

/** Changes whenever any migration does: names a stored template of the embedded database. */
export function migrationsHash(): string {
  const hash = createHash('sha256')
  for (const migration of listMigrations()) hash.update(migration.name).update(migration.sql)
  return hash.digest('hex').slice(0, 16)
}

/** The least a driver must offer to be migrated: raw SQL, several statements at once, on one connection. */
export interface MigrationRunner {
  query(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>
  script(sql: string): Promise<void>
}

/**
 * Brings a database up to date. Each migration runs in one transaction with the insert of its own name, under an advisory lock,
 * so two servers that start together run it once. Running it again does nothing.
 * @throws Error when the database is newer than this code, or when a migration fails (nothing of it stays).
 */
export async function migrate(runner: MigrationRunner): Promise<string[]> {
  const done: string[] = []
  const migrations = listMigrations()
  await runner.script(
    'create table if not exists migration (name text primary key, ran_at timestamptz not null default now())',
  )
  await runner.query('select pg_advisory_lock(776677)')
  try {
    const ran = new Set((await runner.query('select name from migration')).map((row) => String(row.name)))
    const known = new Set(migrations.map((migration) => migration.name))
    const newer = [...ran].filter((name) => !known.has(name))
    if (newer.length > 0)
      throw new Error(`This database is newer than this Counterfoil: it has ${newer.join(', ')}`)
    for (const migration of migrations) {
      if (ran.has(migration.name)) continue
      try {
        await runner.script(
          `begin;\n${migration.sql}\n;insert into migration (name) values ('${migration.name}');\ncommit;`,
        )
      } catch (cause) {
        await runner.script('rollback')
        throw new Error(`Migration ${migration.name} failed: ${(cause as Error).message}`, { cause })
      }
      done.push(migration.name)
    }
  } finally {
    await runner.query('select pg_advisory_unlock(776677)')
  }
  return done
}
