import { and, eq, inArray, lt, ne, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { datasetImport, datasetRow } from '../db/schema/index.ts'
import type { DatasetRow, ImportRow } from './dataset-store.ts'
import type { KeptRow } from './read-row.ts'

/** The new import's id; undefined while another one of the dataset is loading. */
export async function beginImport(
  tx: Tx,
  { id, organisationId, layout, columns }: DatasetRow,
  { fileName, actor, now }: { fileName: string; actor: string; now: Date },
): Promise<number | undefined> {
  const [row] = await tx
    .insert(datasetImport)
    .values({
      organisationId,
      datasetId: id,
      state: 'loading',
      layout,
      columns,
      fileName,
      actor,
      rowCount: 0,
      startedAt: now,
      touchedAt: now,
      rowsCleared: false,
    })
    .onConflictDoNothing()
    .returning({ id: datasetImport.id })
  return row?.id
}

/** Loading imports that have not moved since: whatever loaded them has died. */
export async function failStalled(db: Db | Tx, before: Date, now: Date): Promise<void> {
  await db
    .update(datasetImport)
    .set({ state: 'failed', endedAt: now })
    .where(and(eq(datasetImport.state, 'loading'), lt(datasetImport.touchedAt, before)))
}

export async function failImport(db: Db, id: number, now: Date): Promise<void> {
  await db
    .update(datasetImport)
    .set({ state: 'failed', endedAt: now })
    .where(and(eq(datasetImport.id, id), eq(datasetImport.state, 'loading')))
}

/** Puts rows under an import that is loading and gives the lines that went in: those left out have a key that is there already. */
export async function insertRows(
  db: Db,
  { organisationId, importId }: { organisationId: string; importId: number },
  rows: KeptRow[],
  now: Date,
): Promise<Set<number>> {
  const json = JSON.stringify(
    rows.map(({ line, keyForm, searchForm, factorDigest, shown }) => ({
      line,
      key_form: keyForm,
      search_form: searchForm,
      factor_digest: factorDigest,
      shown,
    })),
  )
  const inserted = await db.transaction(async (tx) => {
    const [loading] = await tx
      .update(datasetImport)
      .set({ touchedAt: now, rowCount: sql`${datasetImport.rowCount} + ${rows.length}` })
      .where(and(eq(datasetImport.id, importId), eq(datasetImport.state, 'loading')))
      .returning({ id: datasetImport.id })
    if (!loading) throw new Error(`Import ${importId} was given up while it was loading`)
    return tx
      .insert(datasetRow)
      .select(
        sql`select ${organisationId}::text, ${importId}::bigint, r.key_form, r.line, r.search_form, r.factor_digest, r.shown
            from jsonb_to_recordset(${json}::jsonb)
              as r(line integer, key_form text, search_form text, factor_digest text, shown jsonb)`,
      )
      .onConflictDoNothing()
      .returning({ line: datasetRow.line })
  })
  return new Set(inserted.map(({ line }) => line))
}

/** On which lines of the import these keys stand. */
export async function linesOfKeys(db: Db, importId: number, keys: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ key: datasetRow.keyForm, line: datasetRow.line })
    .from(datasetRow)
    .where(and(eq(datasetRow.importId, importId), inArray(datasetRow.keyForm, keys)))
  return new Map(rows.map(({ key, line }) => [key, line]))
}

/** An import of the very same file, read in the same way, whose rows are or were the dataset's. */
export async function sameImport(db: Db, importId: number, sha256: string): Promise<ImportRow | undefined> {
  const [row] = await db
    .select()
    .from(datasetImport)
    .where(
      and(
        inArray(datasetImport.state, ['current', 'past']),
        eq(datasetImport.sha256, sha256),
        sql`(${datasetImport.datasetId}, ${datasetImport.layout}, ${datasetImport.columns}) =
            (select i.dataset_id, i.layout, i.columns from dataset_import i where i.id = ${importId})`,
      ),
    )
    .orderBy(sql`${datasetImport.id} desc`)
    .limit(1)
  return row
}

export async function currentImport(db: Db | Tx, datasetId: string): Promise<ImportRow | undefined> {
  const [row] = await db
    .select()
    .from(datasetImport)
    .where(and(eq(datasetImport.datasetId, datasetId), eq(datasetImport.state, 'current')))
  return row
}

export interface Changes {
  added: number
  changed: number
  removed: number
}

/** What the rows of one import are against those of another, by key. */
export async function compareRows(db: Db, importId: number, before: number | undefined): Promise<Changes> {
  const of = (id: number | undefined) =>
    db
      .select()
      .from(datasetRow)
      .where(eq(datasetRow.importId, id ?? -1))
  const now = of(importId).as('now')
  const old = of(before).as('old')
  const [row] = await db
    .select({
      added: sql<number>`count(*) filter (where ${old.keyForm} is null)::int`,
      removed: sql<number>`count(*) filter (where ${now.keyForm} is null)::int`,
      changed: sql<number>`count(*) filter (where ${now.keyForm} is not null and ${old.keyForm} is not null
        and (${now.shown}, ${now.factorDigest}, ${now.searchForm}) is distinct from (${old.shown}, ${old.factorDigest}, ${old.searchForm}))::int`,
    })
    .from(now)
    .fullJoin(old, eq(old.keyForm, now.keyForm))
  return row!
}

/** Makes the loaded rows the dataset's, in place of those before. False when the import is not loading any more. */
export async function switchImport(
  tx: Tx,
  datasetId: string,
  importId: number,
  done: Changes & { sha256: string; rowCount: number; leftOut: number; now: Date },
): Promise<boolean> {
  const { now, ...kept } = done
  await tx
    .update(datasetImport)
    .set({ state: 'past', endedAt: now })
    .where(
      and(
        eq(datasetImport.datasetId, datasetId),
        eq(datasetImport.state, 'current'),
        ne(datasetImport.id, importId),
      ),
    )
  const switched = await tx
    .update(datasetImport)
    .set({ state: 'current', importedAt: now, touchedAt: now, ...kept })
    .where(and(eq(datasetImport.id, importId), eq(datasetImport.state, 'loading')))
    .returning({ id: datasetImport.id })
  return switched.length > 0
}

/** Imports that ended by then and still have rows. */
export async function importsToClear(db: Db, endedBy: Date): Promise<number[]> {
  const rows = await db
    .select({ id: datasetImport.id })
    .from(datasetImport)
    .where(
      and(
        inArray(datasetImport.state, ['past', 'failed']),
        lt(datasetImport.endedAt, endedBy),
        eq(datasetImport.rowsCleared, false),
      ),
    )
  return rows.map(({ id }) => id)
}

/** Deletes so many rows at most, so that nobody waits for a whole file to go; gives how many are gone. */
export async function clearRows(db: Db, importId: number, atMost: number): Promise<number> {
  const cleared = await db
    .delete(datasetRow)
    .where(sql`ctid = any(array(select ctid from dataset_row where import_id = ${importId} limit ${atMost}))`)
    .returning({ line: datasetRow.line })
  if (cleared.length < atMost) {
    await db.update(datasetImport).set({ rowsCleared: true }).where(eq(datasetImport.id, importId))
  }
  return cleared.length
}
