import { is, Param, Placeholder } from 'drizzle-orm'
import { PgDatabase, PgDialect, PgSession } from 'drizzle-orm/pg-core'
import type { Db, Tx } from './client.ts'

type Values = Record<string, unknown>

/** What drizzle builds: a query with `sql.placeholder('name')` where values come in. */
interface Buildable<T> {
  prepare(name: string): { execute(values?: Values): Promise<T> }
}

/**
 * A statement that is put together once and then runs anywhere, inside a transaction too, under a name by which PostgreSQL keeps its
 * plan. Drizzle's own prepared statements belong to the connection they were prepared on, and putting one together takes drizzle as
 * long as PostgreSQL takes to answer it.
 * @param build names each value by `sql.placeholder`; null is NULL in every column
 */
export function statement<T>(name: string, build: (db: Db) => Buildable<T>) {
  let made: ((on: Db | Tx, values: Values) => Promise<T>) | undefined
  return (on: Db | Tx, values: Values = {}): Promise<T> => {
    made ??= make(name, build)
    return made(on, values)
  }
}

type Arguments = Parameters<PgSession['prepareQuery']>

function make<T>(name: string, build: (db: Db) => Buildable<T>) {
  const recorder = new Recorder()
  const db = new PgDatabase(recorder.dialect, recorder, undefined) as unknown as Db
  build(db).prepare(name)
  const [query, ...how] = recorder.prepared!
  const fill = query.params.map(filling)
  return async (on: Db | Tx, values: Values): Promise<T> => {
    const params = fill.map((value) => value(values))
    // What drizzle adds after preparing: which parts of a join may be missing.
    const prepared = Object.assign(on._.session.prepareQuery({ ...query, params }, ...how), recorder.added)
    return (await prepared.execute()) as T
  }
}

function filling(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) {
    return (values) => {
      const value = given(values, param.name)
      return value instanceof Date ? value.toISOString() : value
    }
  }
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param
    const { name } = param.value
    return (values) => {
      const value = given(values, name)
      return value === null ? null : encoder.mapToDriverValue(value)
    }
  }
  return () => param
}

/** @throws Error when a value was left out: nothing is NULL by mistake */
function given(values: Values, name: string): unknown {
  const value = values[name]
  if (value === undefined) throw new Error(`The statement was given no ‘${name}’`)
  return value
}

/** Stands where a connection would be while a statement is put together. */
class Recorder extends PgSession {
  prepared: Arguments | undefined
  added: object = {}
  override readonly dialect: PgDialect

  constructor() {
    const dialect = new PgDialect()
    super(dialect)
    this.dialect = dialect
  }

  override prepareQuery(...prepared: Arguments): never {
    this.prepared = prepared
    const { added } = this
    // Drizzle goes on with what it prepared, and only ever adds to it.
    return Object.defineProperty(added, 'setToken', { value: () => added }) as never
  }

  override transaction(): never {
    throw new Error('A statement is no transaction')
  }
}
