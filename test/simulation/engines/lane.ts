import { drizzle } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import type { Db } from '../../../server/db/client.ts'

export type Row = Record<string, unknown>

/** One connection to a database, on which statements run one after the other. */
export interface Connection {
  /** The number of its backend; 0 on the embedded engine, which has no other. */
  pid: number
  /** Rows as objects, or as arrays in the order of the columns. @throws Error with the SQLSTATE as `code` */
  run(text: string, parameters: unknown[], asArrays: boolean): Promise<unknown[]>
  close(): Promise<void>
}

/** A database in which one world at a time lives. */
export interface Lane {
  engine: 'pglite' | 'postgres'
  /** Used in an order of our choosing. The embedded engine has one. */
  connections: readonly Connection[]
  /** Beside the simulation, between transactions: what it does is neither seen nor disturbed. */
  query(text: string, parameters?: unknown[]): Promise<Row[]>
  db: Db
  /** Whether the statement that runs on a connection waits for a lock. */
  waitsForLock(connection: Connection): Promise<boolean>
  cancel(connection: Connection): Promise<void>
  close(): Promise<void>
}

/** Drizzle over a connection, without a world: nothing goes wrong here. */
export function drizzleOver(connection: Connection): Db {
  const client = {
    options: { parsers: {}, serializers: {} },
    unsafe: (text: string, parameters: unknown[] = []) => ({
      values: () => connection.run(text, parameters, true),
      // biome-ignore lint/suspicious/noThenProperty: a query of postgres-js runs when it is awaited
      then: (...handlers: Parameters<Promise<unknown[]>['then']>) =>
        connection.run(text, parameters, false).then(...handlers),
    }),
  }
  return drizzle(client as unknown as Sql) as unknown as Db
}

/** Empties every table. */
export async function clearLane(lane: Lane): Promise<void> {
  const tables = await lane.query(
    `select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration' order by tablename`,
  )
  await lane.query(`truncate ${tables.map((row) => row.tablename).join(', ')} restart identity`)
}
