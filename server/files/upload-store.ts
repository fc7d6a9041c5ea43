import { and, asc, eq, gt, inArray, isNull, lt, ne, notInArray, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { submission, upload } from '../db/schema/index.ts'

export type UploadRow = typeof upload.$inferSelect
/** A row whose file has been looked at. */
export type LookedAtRow = UploadRow & {
  name: string
  type: NonNullable<UploadRow['type']>
  sizeBytes: number
  sha256: string
}

/** The submission's organisation; the row is locked until the end of the transaction. Undefined when nobody is answering it. */
export async function lockAnswering(tx: Tx, submissionId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ organisationId: submission.organisationId })
    .from(submission)
    .where(and(eq(submission.id, submissionId), eq(submission.state, 'answering')))
    .for('update')
  return row?.organisationId
}

export interface Held {
  ofQuestion: number
  ofSubmission: number
  bytes: number
}

/** What a submission has already. Arrivals that began before then are not counted: whatever received them has died. */
export async function countHeld(
  tx: Db | Tx,
  submissionId: string,
  questionKey: string,
  arrivingSince: Date,
): Promise<Held> {
  const [row] = await tx
    .select({
      ofQuestion: sql<number>`count(*) filter (where ${upload.questionKey} = ${questionKey})::int`,
      ofSubmission: sql<number>`count(*)::int`,
      bytes: sql<number>`coalesce(sum(${upload.sizeBytes}), 0)::float8`,
    })
    .from(upload)
    .where(
      and(
        eq(upload.submissionId, submissionId),
        or(ne(upload.state, 'arriving'), gt(upload.receivedAt, arrivingSince)),
      ),
    )
  return row!
}

export async function insertArriving(
  tx: Tx,
  row: Pick<UploadRow, 'id' | 'organisationId' | 'submissionId' | 'questionKey' | 'storage' | 'receivedAt'>,
): Promise<void> {
  await tx.insert(upload).values({ ...row, state: 'arriving' })
}

/** False when the submission, or the row, went away meanwhile. */
export async function settleArrival(
  tx: Tx,
  id: string,
  found: Pick<LookedAtRow, 'state' | 'name' | 'type' | 'sizeBytes' | 'sha256' | 'scannedAt'>,
): Promise<boolean> {
  const settled = await tx
    .update(upload)
    .set(found)
    .where(and(eq(upload.id, id), eq(upload.state, 'arriving'), sql`${upload.submissionId} is not null`))
    .returning({ id: upload.id })
  return settled.length > 0
}

/** Moves a file that waits for the scanner on; false when it waits no longer. */
export async function settleScan(
  tx: Tx,
  id: string,
  found: { state: 'ready'; scannedAt: Date } | { state: 'infected'; scannedAt: Date; storage: null },
): Promise<boolean> {
  const settled = await tx
    .update(upload)
    .set(found)
    .where(and(eq(upload.id, id), eq(upload.state, 'unscanned')))
    .returning({ id: upload.id })
  return settled.length > 0
}

export async function uploadById(
  db: Db | Tx,
  organisationId: string,
  id: string,
): Promise<UploadRow | undefined> {
  const [row] = await db
    .select()
    .from(upload)
    .where(
      and(
        eq(upload.id, id),
        eq(upload.organisationId, organisationId),
        sql`${upload.submissionId} is not null`,
      ),
    )
  return row
}

/** Those that have been looked at, the oldest first. */
export async function uploadsOf(db: Db | Tx, submissionId: string): Promise<UploadRow[]> {
  return db
    .select()
    .from(upload)
    .where(and(eq(upload.submissionId, submissionId), ne(upload.state, 'arriving')))
    .orderBy(asc(upload.receivedAt), asc(upload.id))
}

export async function unscannedUploads(db: Db, atMost: number): Promise<UploadRow[]> {
  return db
    .select()
    .from(upload)
    .where(and(eq(upload.state, 'unscanned'), sql`${upload.submissionId} is not null`))
    .orderBy(asc(upload.receivedAt))
    .limit(atMost)
}

/** Takes uploads from their submissions: from now on they are nobody's, and their bytes are to be deleted. */
export async function detachOf(db: Db | Tx, submissionIds: string[]): Promise<void> {
  await db.update(upload).set({ submissionId: null }).where(inArray(upload.submissionId, submissionIds))
}

/** As `detachOf`, for one submission and all its uploads but these. */
export async function detachOthers(tx: Tx, submissionId: string, kept: string[]): Promise<void> {
  await tx
    .update(upload)
    .set({ submissionId: null })
    .where(and(eq(upload.submissionId, submissionId), notInArray(upload.id, kept)))
}

/** The row as it was; undefined when the submission has no such upload. */
export async function detachOne(tx: Tx, submissionId: string, id: string): Promise<UploadRow | undefined> {
  const [row] = await tx
    .update(upload)
    .set({ submissionId: null })
    .where(and(eq(upload.id, id), eq(upload.submissionId, submissionId), ne(upload.state, 'arriving')))
    .returning()
  return row
}

/** An arrival that failed. */
export async function detachArriving(db: Db, id: string): Promise<void> {
  await db
    .update(upload)
    .set({ submissionId: null })
    .where(and(eq(upload.id, id), eq(upload.state, 'arriving')))
}

/** Arrivals that began before then. */
export async function detachStalled(db: Db, before: Date): Promise<void> {
  await db
    .update(upload)
    .set({ submissionId: null })
    .where(and(eq(upload.state, 'arriving'), lt(upload.receivedAt, before)))
}

export async function detachedUploads(db: Db, atMost: number): Promise<UploadRow[]> {
  return db
    .select()
    .from(upload)
    .where(isNull(upload.submissionId))
    .orderBy(asc(upload.receivedAt))
    .limit(atMost)
}

/** False when somebody else was quicker. */
export async function deleteUpload(db: Db | Tx, id: string): Promise<boolean> {
  const gone = await db.delete(upload).where(eq(upload.id, id)).returning({ id: upload.id })
  return gone.length > 0
}
