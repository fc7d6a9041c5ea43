import { and, asc, count, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { savedJourney, submission } from '../db/schema/index.ts'
import type { SubmissionRow } from './submission-store.ts'

export type SavedRow = typeof savedJourney.$inferSelect

/** SQL of saved journeys. Whoever locks, locks the submission first: two devices then wait for each other in one order. */
export function createSavedStore(db: Db) {
  return {
    async lockByToken(tx: Tx, tokenHash: string) {
      return (await tx.select().from(submission).where(eq(submission.tokenHash, tokenHash)).for('update'))[0]
    },

    async lockById(tx: Tx, id: string) {
      return (await tx.select().from(submission).where(eq(submission.id, id)).for('update'))[0]
    },

    /** A link and its journey, as they are at this moment. */
    async withSubmission(
      tokenHash: string,
    ): Promise<{ saved: SavedRow; submission: SubmissionRow } | undefined> {
      const rows = await db
        .select({ saved: savedJourney, submission })
        .from(savedJourney)
        .innerJoin(submission, eq(submission.id, savedJourney.submissionId))
        .where(eq(savedJourney.tokenHash, tokenHash))
      return rows[0]
    },

    async byId(tx: Tx, id: string): Promise<SavedRow | undefined> {
      return (await tx.select().from(savedJourney).where(eq(savedJourney.id, id)))[0]
    },

    async newest(tx: Tx | Db, submissionId: string): Promise<SavedRow | undefined> {
      const rows = await tx
        .select()
        .from(savedJourney)
        .where(and(eq(savedJourney.submissionId, submissionId), isNull(savedJourney.closedAt)))
        .orderBy(desc(savedJourney.createdAt))
        .limit(1)
      return rows[0]
    },

    async countSince(tx: Tx, submissionId: string, since: Date): Promise<number> {
      const [row] = await tx
        .select({ links: count() })
        .from(savedJourney)
        .where(and(eq(savedJourney.submissionId, submissionId), gt(savedJourney.createdAt, since)))
      return row?.links ?? 0
    },

    async insert(tx: Tx, row: SavedRow): Promise<void> {
      await tx.insert(savedJourney).values(row)
    },

    async update(tx: Tx, id: string, change: Partial<SavedRow>): Promise<void> {
      await tx.update(savedJourney).set(change).where(eq(savedJourney.id, id))
    },

    async close(tx: Tx, submissionId: string, now: Date): Promise<void> {
      await tx
        .update(savedJourney)
        .set({ closedAt: now, sealedTo: null })
        .where(and(eq(savedJourney.submissionId, submissionId), isNull(savedJourney.closedAt)))
    },

    /** Never earlier than it is: what a resident was told holds. */
    async keepUntil(tx: Tx, submissionId: string, expiresAt: Date, tokenHash?: string): Promise<void> {
      await tx
        .update(submission)
        .set({
          expiresAt: sql`greatest(${submission.expiresAt}, ${expiresAt.toISOString()}::timestamptz)`,
          ...(tokenHash && { tokenHash }),
        })
        .where(eq(submission.id, submissionId))
    },

    /** Links to journeys that end by then and nobody was reminded of; at most 200, those that end first. */
    async toRemind(now: Date, endBy: Date, renewedBy: Date): Promise<{ id: string; submissionId: string }[]> {
      return db
        .select({ id: savedJourney.id, submissionId: savedJourney.submissionId })
        .from(savedJourney)
        .where(
          and(
            isNull(savedJourney.closedAt),
            isNull(savedJourney.remindedAt),
            gt(savedJourney.expiresAt, now),
            lte(savedJourney.expiresAt, endBy),
            lte(savedJourney.renewedAt, renewedBy),
          ),
        )
        .orderBy(asc(savedJourney.expiresAt))
        .limit(200)
    },
  }
}

export type SavedStore = ReturnType<typeof createSavedStore>
