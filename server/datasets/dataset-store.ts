import { and, asc, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { dataset, datasetImport, lookUpWatch } from '../db/schema/index.ts'

export type DatasetRow = typeof dataset.$inferSelect
export type ImportRow = typeof datasetImport.$inferSelect

/** False when the organisation has a dataset of that name. */
export async function insertDataset(tx: Tx, row: DatasetRow): Promise<boolean> {
  const added = await tx.insert(dataset).values(row).onConflictDoNothing().returning({ id: dataset.id })
  return added.length > 0
}

export async function changeDataset(
  tx: Tx,
  { organisationId, name, title, layout, columns }: Omit<DatasetRow, 'id' | 'salt' | 'createdAt'>,
): Promise<DatasetRow | undefined> {
  const [row] = await tx
    .update(dataset)
    .set({ title, layout, columns })
    .where(named(organisationId, name))
    .returning()
  return row
}

/** With all its rows and imports. False when there is none. */
export async function deleteDataset(tx: Tx, organisationId: string, name: string): Promise<boolean> {
  const gone = await tx.delete(dataset).where(named(organisationId, name)).returning({ id: dataset.id })
  return gone.length > 0
}

/** The row, locked until the end of the transaction. */
export async function lockDataset(tx: Tx, id: string): Promise<DatasetRow | undefined> {
  const [row] = await tx.select().from(dataset).where(eq(dataset.id, id)).for('update')
  return row
}

export async function datasetByName(
  db: Db | Tx,
  organisationId: string,
  name: string,
): Promise<DatasetRow | undefined> {
  const [row] = await db.select().from(dataset).where(named(organisationId, name))
  return row
}

/** The dataset with the import that its rows are of. */
export async function datasetWithRows(
  db: Db | Tx,
  organisationId: string,
  name: string,
): Promise<{ dataset: DatasetRow; current: ImportRow | null } | undefined> {
  const [row] = await db
    .select({ dataset, current: datasetImport })
    .from(dataset)
    .leftJoin(datasetImport, and(eq(datasetImport.datasetId, dataset.id), eq(datasetImport.state, 'current')))
    .where(named(organisationId, name))
  return row
}

export interface ListedDataset {
  dataset: DatasetRow
  current: ImportRow | null
  alertedAt: Date | null
}

export async function datasetsOf(db: Db, organisationId: string): Promise<ListedDataset[]> {
  return db
    .select({ dataset, current: datasetImport, alertedAt: lookUpWatch.alertedAt })
    .from(dataset)
    .leftJoin(datasetImport, and(eq(datasetImport.datasetId, dataset.id), eq(datasetImport.state, 'current')))
    .leftJoin(lookUpWatch, eq(lookUpWatch.datasetId, dataset.id))
    .where(eq(dataset.organisationId, organisationId))
    .orderBy(asc(dataset.name))
}

/** Finished imports and the one that is under way, the newest first. */
export async function importsOf(db: Db, datasetId: string, atMost: number): Promise<ImportRow[]> {
  return db
    .select(getTableColumns(datasetImport))
    .from(datasetImport)
    .where(eq(datasetImport.datasetId, datasetId))
    .orderBy(desc(datasetImport.id))
    .limit(atMost)
}

/** How often guessing was suspected, over all datasets, ever. */
export async function countAlerts(db: Db): Promise<number> {
  const [row] = await db
    .select({ alerts: sql<number>`coalesce(sum(${lookUpWatch.alerts}), 0)::int` })
    .from(lookUpWatch)
  return row!.alerts
}

function named(organisationId: string, name: string) {
  return and(eq(dataset.organisationId, organisationId), eq(dataset.name, name))
}
