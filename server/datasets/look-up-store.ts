import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { datasetRow, lookUpCaller, lookUpSalt, lookUpWatch } from '../db/schema/index.ts'
import type { Cell } from './cell.ts'
import { digestOfNothing } from './factor.ts'

/** The dataset whose look-ups are counted. */
interface Counted {
  id: string
  organisationId: string
}

/** The day's salt of an organisation, the same on every server; made by whichever asks first. */
export async function saltOf(db: Db, organisationId: string, day: string, fresh: string): Promise<string> {
  await db.insert(lookUpSalt).values({ organisationId, day, salt: fresh }).onConflictDoNothing()
  const [row] = await db
    .select({ salt: lookUpSalt.salt })
    .from(lookUpSalt)
    .where(and(eq(lookUpSalt.organisationId, organisationId), eq(lookUpSalt.day, day)))
  return row!.salt
}

/**
 * Counts one try against every caller, before it is known whether it is wrong: of many at once no more get through than the limit
 * allows. Gives the highest count in the window, this try included.
 */
export async function chargeCallers(
  db: Db,
  { id: datasetId, organisationId }: Counted,
  callers: string[],
  now: Date,
  windowFrom: Date,
): Promise<number> {
  const started = sql`excluded.window_from`
  const over = sql`${lookUpCaller.windowFrom} <= ${windowFrom.toISOString()}::timestamptz`
  const rows = await db
    .insert(lookUpCaller)
    .values(
      callers.map((callerDigest) => ({ organisationId, datasetId, callerDigest, windowFrom: now, wrong: 1 })),
    )
    .onConflictDoUpdate({
      target: [lookUpCaller.datasetId, lookUpCaller.callerDigest],
      set: {
        wrong: sql`case when ${over} then 1 else ${lookUpCaller.wrong} + 1 end`,
        windowFrom: sql`case when ${over} then ${started} else ${lookUpCaller.windowFrom} end`,
      },
    })
    .returning({ wrong: lookUpCaller.wrong })
  return Math.max(...rows.map(({ wrong }) => wrong))
}

/** Takes the try back: it was right. */
export async function refundCallers(db: Db, datasetId: string, callers: string[]): Promise<void> {
  await db
    .update(lookUpCaller)
    .set({ wrong: sql`greatest(${lookUpCaller.wrong} - 1, 0)` })
    .where(and(eq(lookUpCaller.datasetId, datasetId), inArray(lookUpCaller.callerDigest, callers)))
}

/** The second factors of a row, as a digest; always one of the same length, so that a key that is not there reads like one that is. */
export async function digestOfKey(db: Db, importId: number, keyForm: string): Promise<string> {
  const [row] = await db
    .select({ digest: sql<string>`coalesce(max(${datasetRow.factorDigest}), ${digestOfNothing})` })
    .from(datasetRow)
    .where(and(eq(datasetRow.importId, importId), eq(datasetRow.keyForm, keyForm)))
  return row!.digest
}

/** The exposed columns of a row. */
export async function shownOfKey(
  db: Db,
  importId: number,
  keyForm: string,
): Promise<Record<string, Cell> | undefined> {
  const [row] = await db
    .select({ shown: datasetRow.shown })
    .from(datasetRow)
    .where(and(eq(datasetRow.importId, importId), eq(datasetRow.keyForm, keyForm)))
  return row?.shown
}

/** The exposed columns of the rows that are found by a searched column, in the order of the file. */
export async function shownOfSearch(
  db: Db,
  importId: number,
  searchForm: string,
  atMost: number,
): Promise<Record<string, Cell>[]> {
  const rows = await db
    .select({ shown: datasetRow.shown })
    .from(datasetRow)
    .where(and(eq(datasetRow.importId, importId), eq(datasetRow.searchForm, searchForm)))
    .orderBy(datasetRow.line)
    .limit(atMost)
  return rows.map(({ shown }) => shown)
}

/** Counts a miss of the dataset, whoever's it was. Gives how many there were in the window, this one included. */
export async function countMiss(
  tx: Tx,
  { id: datasetId, organisationId }: Counted,
  now: Date,
  windowFrom: Date,
): Promise<number> {
  const over = sql`${lookUpWatch.windowFrom} <= ${windowFrom.toISOString()}::timestamptz`
  const [row] = await tx
    .insert(lookUpWatch)
    .values({ organisationId, datasetId, windowFrom: now, misses: 1, alerts: 0 })
    .onConflictDoUpdate({
      target: lookUpWatch.datasetId,
      set: {
        misses: sql`case when ${over} then 1 else ${lookUpWatch.misses} + 1 end`,
        windowFrom: sql`case when ${over} then excluded.window_from else ${lookUpWatch.windowFrom} end`,
      },
    })
    .returning({ misses: lookUpWatch.misses })
  return row!.misses
}

export async function noteAlert(tx: Tx, datasetId: string, now: Date): Promise<void> {
  await tx
    .update(lookUpWatch)
    .set({ alerts: sql`${lookUpWatch.alerts} + 1`, alertedAt: now })
    .where(eq(lookUpWatch.datasetId, datasetId))
}

/** Deletes counters whose window is over, and the salts of days that are. */
export async function forgetCallers(db: Db, windowsBefore: Date, daysBefore: string): Promise<void> {
  await db.delete(lookUpCaller).where(lt(lookUpCaller.windowFrom, windowsBefore))
  await db.delete(lookUpSalt).where(lt(lookUpSalt.day, daysBefore))
}
