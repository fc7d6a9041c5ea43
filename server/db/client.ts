import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Logger } from 'drizzle-orm/logger'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { Pool } from 'pg'
import { type MigrationRunner, migrate, migrationsHash } from './migrate.ts'
import * as schema from './schema/index.ts'

export type Db = PgDatabase<PgQueryResultHKT, typeof schema>
/** A transaction. Inside one use only it: on the embedded engine the outer `db` would wait for ever. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

export interface Database {
  db: Db
  engine: 'pglite' | 'postgres'
  /** The embedded instance itself, for pg-boss; undefined on PostgreSQL. */
  pglite: PGlite | undefined
  databaseUrl: string | undefined
  ping(): Promise<void>
  close(): Promise<void>
}

export interface DatabaseOptions {
  databaseUrl?: string | undefined
  /** Folder of the embedded database; `memory://` keeps it in memory. */
  dataDir?: string
  /** Sees each statement before it runs (tests). */
  logger?: Logger
  /** Connections in the PostgreSQL pool. */
  poolSize?: number
}

/** Opens the database that the settings name and brings it up to date. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl
    ? openPostgres(options.databaseUrl, options)
    : openEmbedded(options.dataDir ?? 'memory://', options)
}

async function openPostgres(databaseUrl: string, options: DatabaseOptions): Promise<Database> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: options.poolSize ?? 10,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  // A connection that breaks while nobody waits for it is let go of; who waits for one is told by its own statement. Without a
  // listener Node would end the whole process at a restart of PostgreSQL.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  await migrateOn(pool)
  const logger = options.logger && { logger: options.logger }
  const db = drizzlePostgres(pool, { schema, ...logger })
  // Drizzle's own keeps the connection for ever when it breaks at the very `begin`: after as many restarts of PostgreSQL as the pool
  // has connections, nothing in the house would move any more.
  db.transaction = async (run, config) => {
    const connection = await pool.connect()
    try {
      return await drizzlePostgres(connection, { ...logger }).transaction(run as never, config)
    } finally {
      connection.release()
    }
  }
  return {
    db: db as unknown as Db,
    engine: 'postgres',
    pglite: undefined,
    databaseUrl,
    ping: async () => void (await pool.query('select 1')),
    close: () => pool.end(),
  }
}

/** On one connection: the lock that migrating takes belongs to it. */
async function migrateOn(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await migrate({
      query: async (text, parameters = []) => (await client.query(text, parameters)).rows,
      script: async (text) => void (await client.query(text)),
    })
  } finally {
    client.release()
  }
}

const templateFolder = join(import.meta.dirname, '../../node_modules/.cache/counterfoil')

/** Where the stored, migrated copy of an empty embedded database lies. Made by `make-template.ts`; doing without only costs seconds. */
export function templatePath(): string {
  return join(templateFolder, `template-${migrationsHash()}.tar`)
}

async function openEmbedded(dataDir: string, options: DatabaseOptions): Promise<Database> {
  const inMemory = dataDir === 'memory://'
  const folder = inMemory ? dataDir : join(dataDir, 'database')
  const release = inMemory ? () => {} : lockFolder(dataDir)
  try {
    const fresh = inMemory || !existsSync(folder) || readdirSync(folder).length === 0
    const template =
      fresh && existsSync(templatePath()) ? new Blob([readFileSync(templatePath())]) : undefined
    const pglite = await PGlite.create({ dataDir: folder, ...(template && { loadDataDir: template }) })
    await migrate(pgliteRunner(pglite))
    const db = drizzlePglite(pglite, { schema, ...(options.logger && { logger: options.logger }) })
    return {
      db: db as unknown as Db,
      engine: 'pglite',
      pglite,
      databaseUrl: undefined,
      ping: async () => void (await pglite.query('select 1')),
      close: async () => {
        await pglite.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

export function pgliteRunner(pglite: PGlite): MigrationRunner {
  return {
    query: async (text, parameters) => (await pglite.query<Record<string, unknown>>(text, parameters)).rows,
    script: async (text) => void (await pglite.exec(text)),
  }
}

/**
 * Two processes on one embedded folder lose each other's rows without a word, so the second is refused.
 * A lock left by a process that was killed is taken over.
 */
function lockFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, 'lock')
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = Number(readFileSync(path, 'utf8'))
      if (owner && owner !== process.pid && isRunning(owner)) {
        throw new Error(
          `Another Counterfoil (process ${owner}) is using ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
        )
      }
      rmSync(path, { force: true })
    }
  }
  throw new Error(`The lock file ${path} could not be taken`)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
