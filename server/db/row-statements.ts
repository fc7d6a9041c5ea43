import { type Column, eq, sql } from 'drizzle-orm'
import type { PgTable, SelectedFieldsFlat } from 'drizzle-orm/pg-core'
import type { Db, Tx } from './client.ts'
import { statement } from './statement.ts'

type Values = Record<string, unknown>
type Run = ReturnType<typeof statement<unknown>>

/** Changes the row with that id and gives it back; undefined when it is gone. Columns that are undefined stay as they are. */
export function changeById<Row>(name: string, table: PgTable & { id: Column }) {
  const forColumns = byColumns(`${name}_change`, (statementName, columns) =>
    statement<unknown>(statementName, (db) =>
      db
        .update(table)
        .set(placeholders(columns))
        .where(eq(table.id, sql.placeholder('row id')))
        .returning(),
    ),
  )
  return async (on: Db | Tx, id: string, change: Values): Promise<Row | undefined> => {
    const rows = await forColumns(change)(on, { ...change, 'row id': id })
    return (rows as Row[])[0]
  }
}

/** Adds a row and gives it back, or only the columns that are `wanted`; undefined when a unique index has one like it. */
export function insertOnce<Row>(name: string, table: PgTable, wanted?: SelectedFieldsFlat) {
  const forColumns = byColumns(`${name}_insert`, (statementName, columns) =>
    statement<unknown>(statementName, (db) => {
      const insert = db.insert(table).values(placeholders(columns)).onConflictDoNothing()
      return wanted ? insert.returning(wanted) : insert.returning()
    }),
  )
  return async (on: Db | Tx, row: Values): Promise<Row | undefined> =>
    ((await forColumns(row)(on, row)) as Row[])[0]
}

/** Adds rows, in order, which all have the same columns. */
export function insertRows(name: string, table: PgTable) {
  const ofLength = new Map<number, Run>()
  return async (on: Db | Tx, rows: readonly Values[]): Promise<void> => {
    let run = ofLength.get(rows.length)
    if (!run) {
      const columns = Object.keys(rows[0]!)
      const values = rows.map((_, place) =>
        Object.fromEntries(columns.map((column) => [column, sql.placeholder(`${column} ${place}`)])),
      )
      run = statement<unknown>(`${name}_insert_${rows.length}`, (db) => db.insert(table).values(values))
      ofLength.set(rows.length, run)
    }
    const given = rows.flatMap((row, place) =>
      Object.entries(row).map(([column, value]) => [`${column} ${place}`, value]),
    )
    await run(on, Object.fromEntries(given))
  }
}

/** One statement for each set of columns that is ever given. */
function byColumns(name: string, make: (statementName: string, columns: string[]) => Run) {
  const made = new Map<string, Run>()
  return (given: Values): Run => {
    const columns = Object.keys(given).filter((column) => given[column] !== undefined)
    const key = columns.join()
    let run = made.get(key)
    if (!run) {
      run = make(`${name}_${made.size + 1}`, columns)
      made.set(key, run)
    }
    return run
  }
}

function placeholders(columns: string[]): Values {
  return Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]))
}
