import { and, asc, desc, eq, getTableColumns, isNotNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { message } from '../db/schema/index.ts'
import type { MessageState } from './message.ts'
import type { Channel } from './sender.ts'

export type MessageRow = typeof message.$inferSelect

/** A message as officers see it: whom it reached only by the masked address, and its words not at all. */
export type ListedMessage = Omit<MessageRow, 'sealedContent'> & {
  /** Its address and words are still here, so it can be replayed. */
  kept: boolean
}

export interface MessageFilter {
  state?: MessageState | undefined
  channel?: Channel | undefined
  kind?: string | undefined
  /** At most this many, 50 by default, 200 at most. */
  limit?: number | undefined
  offset?: number | undefined
}

export async function insertMessage(tx: Tx, row: MessageRow): Promise<void> {
  await tx.insert(message).values(row)
}

/**
 * Takes a due message for one attempt: counts the attempt and moves its due time past the lease, so that of many workers exactly
 * one gets it. Committed before anything is sent. Undefined = not due, or somebody else has it.
 */
export async function claimMessage(
  db: Db,
  id: string,
  now: Date,
  leasedUntil: Date,
): Promise<MessageRow | undefined> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(message).where(eq(message.id, id)).for('update')
    if (row?.state !== 'queued' || row.nextAttemptAt === null || row.nextAttemptAt > now) return undefined
    const [claimed] = await tx
      .update(message)
      .set({ nextAttemptAt: leasedUntil, attempts: row.attempts + 1 })
      .where(eq(message.id, id))
      .returning()
    return claimed
  })
}

/** Moves a message on after attempt `number`; false when a later attempt or a replay has taken it over meanwhile. */
export async function moveMessage(
  tx: Tx,
  id: string,
  number: number,
  change: Partial<MessageRow>,
): Promise<boolean> {
  const moved = await tx
    .update(message)
    .set(change)
    .where(and(eq(message.id, id), eq(message.state, 'queued'), eq(message.attempts, number)))
    .returning({ id: message.id })
  return moved.length > 0
}

/** The row, locked until the end of the transaction. */
export async function lockMessage(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<MessageRow | undefined> {
  const [row] = await tx
    .select()
    .from(message)
    .where(and(eq(message.id, id), eq(message.organisationId, organisationId)))
    .for('update')
  return row
}

export async function requeueMessage(tx: Tx, id: string, now: Date, sending: number): Promise<void> {
  await tx
    .update(message)
    .set({ state: 'queued', nextAttemptAt: now, queuedAt: now, endedAt: null, failures: 0, sending })
    .where(eq(message.id, id))
}

/** Ids of queued messages whose time has come, the longest waiting first. */
export async function dueMessages(db: Db, now: Date, atMost: number): Promise<string[]> {
  const rows = await db
    .select({ id: message.id })
    .from(message)
    .where(and(isNotNull(message.nextAttemptAt), lte(message.nextAttemptAt, now)))
    .orderBy(asc(message.nextAttemptAt))
    .limit(atMost)
  return rows.map((row) => row.id)
}

/** Deletes addresses and words of messages that ended by then. Gives how many. */
export async function forgetContents(db: Db, endedBy: Date): Promise<number> {
  const forgotten = await db
    .update(message)
    .set({ sealedContent: null })
    .where(and(isNotNull(message.sealedContent), lte(message.endedAt, endedBy)))
    .returning({ id: message.id })
  return forgotten.length
}

const { sealedContent, ...shown } = getTableColumns(message)
const listed = { ...shown, kept: sql<boolean>`${sealedContent} is not null` }

export async function listMessages(
  db: Db,
  organisationId: string,
  filter: MessageFilter,
): Promise<ListedMessage[]> {
  const where: SQL[] = [eq(message.organisationId, organisationId)]
  if (filter.state) where.push(eq(message.state, filter.state))
  if (filter.channel) where.push(eq(message.channel, filter.channel))
  if (filter.kind) where.push(eq(message.kind, filter.kind))
  return db
    .select(listed)
    .from(message)
    .where(and(...where))
    .orderBy(desc(message.queuedAt), desc(message.id))
    .limit(Math.min(filter.limit ?? 50, 200))
    .offset(filter.offset ?? 0)
}

export async function messagesOf(db: Db, submissionId: string): Promise<ListedMessage[]> {
  return db
    .select(listed)
    .from(message)
    .where(eq(message.submissionId, submissionId))
    .orderBy(asc(message.queuedAt), asc(message.id))
}
