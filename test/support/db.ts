import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../../server/db/client.ts'

export type Engine = 'pglite' | 'postgres'

/** A migrated, empty database of its own on the engine: in memory, or a new database on this run's PostgreSQL. */
export async function openTestDatabase(
  engine: Engine,
  options: Partial<DatabaseOptions> = {},
): Promise<Database> {
  if (engine === 'pglite') return openDatabase({ dataDir: 'memory://', ...options })
  return openDatabase({ databaseUrl: await newPostgresDatabase(), poolSize: 8, ...options })
}

export async function newPostgresDatabase(): Promise<string> {
  const server = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = postgres(`${server}/postgres`, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  return `${server}/${name}`
}

/** Runs the same tests on PGlite and on real PostgreSQL. `database()` is open inside tests and hooks. */
export function onBothEngines(name: string, define: (database: () => Database, engine: Engine) => void) {
  describe.each<Engine>(['pglite', 'postgres'])(`${name} on %s`, (engine) => {
    let database: Database
    beforeAll(async () => {
      database = await openTestDatabase(engine)
    })
    afterAll(() => database.close())
    define(() => database, engine)
  })
}
