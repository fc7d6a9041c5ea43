import { setImmediate } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { openDatabase } from '../../../server/db/client.ts'
import { type Connection, drizzleOver, type Lane, type Row } from './lane.ts'

/** Nothing here outlives the run, and no lock is waited for longer than the simulation wants. */
const settings = {
  synchronous_commit: 'off',
  jit: 'off',
  deadlock_timeout: '1h',
  plan_cache_mode: 'force_generic_plan',
}

/** A database of its own on a PostgreSQL server, with several connections: transactions overlap here as they do in earnest. */
export async function openPostgresLane(
  serverUrl: string,
  name: string,
  connectionCount: number,
): Promise<Lane> {
  const admin = postgres(`${serverUrl}/postgres`, { max: 1, onnotice() {} })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  const url = `${serverUrl}/${name}`
  await (await openDatabase({ databaseUrl: url, poolSize: 1 })).close()
  const beside = await openConnection(url)
  const connections = await Promise.all(Array.from({ length: connectionCount }, () => openConnection(url)))
  const query: Lane['query'] = async (text, parameters = []) =>
    (await beside.run(text, parameters, false)) as Row[]
  return {
    engine: 'postgres',
    connections,
    query,
    db: drizzleOver(beside),
    async waitsForLock({ pid }) {
      const waiting = await query('select 1 from pg_locks where pid = $1 and not granted limit 1', [pid])
      if (waiting.length === 0) await setImmediate()
      return waiting.length > 0
    },
    cancel: async ({ pid }) => void (await query('select pg_cancel_backend($1)', [pid])),
    close: async () =>
      void (await Promise.all([beside, ...connections].map((connection) => connection.close()))),
  }
}

async function openConnection(url: string): Promise<Connection> {
  const sql = postgres(url, {
    max: 1,
    onnotice() {},
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 120,
    connection: settings,
  })
  // Puts drizzle's own readers and writers of values into this client.
  drizzle(sql)
  const [row] = await sql.unsafe('select pg_backend_pid() as pid')
  return {
    pid: Number(row!.pid),
    run(text, parameters, asArrays) {
      const query = sql.unsafe(text, parameters as never[], { prepare: true })
      return (asArrays ? query.values() : query) as unknown as Promise<unknown[]>
    },
    close: () => sql.end(),
  }
}
