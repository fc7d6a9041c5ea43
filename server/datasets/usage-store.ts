import { and, eq, ne } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { usage } from '../db/schema/index.ts'
import { takeTurns } from '../db/take-turns.ts'

export interface UsageOf {
  organisationId: string
  limitName: string
  subjectDigest: string
}

/** Makes everybody else who wants a use of the same limit and subject wait until the end of the transaction. */
export async function lockUsage(
  tx: Tx,
  { organisationId, limitName, subjectDigest }: UsageOf,
): Promise<void> {
  await takeTurns(tx, `usage ${organisationId} ${limitName} ${subjectDigest}`)
}

/** The days of all uses, of submissions other than this one. */
export async function usedOnDays(db: Db | Tx, of: UsageOf, butNot?: string): Promise<string[]> {
  const rows = await db
    .select({ usedOn: usage.usedOn })
    .from(usage)
    .where(and(sameUse(of), butNot === undefined ? undefined : ne(usage.submissionId, butNot)))
  return rows.map(({ usedOn }) => usedOn)
}

export async function insertUse(
  tx: Tx,
  use: UsageOf & { id: string; submissionId: string; usedOn: string },
): Promise<void> {
  await tx.insert(usage).values(use).onConflictDoNothing()
}

/** Gives how many. */
export async function deleteUsesOf(tx: Tx, submissionId: string): Promise<number> {
  const gone = await tx.delete(usage).where(eq(usage.submissionId, submissionId)).returning({ id: usage.id })
  return gone.length
}

function sameUse({ organisationId, limitName, subjectDigest }: UsageOf) {
  return and(
    eq(usage.organisationId, organisationId),
    eq(usage.limitName, limitName),
    eq(usage.subjectDigest, subjectDigest),
  )
}
