import { and, asc, eq } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { messageSender, organisation } from '../db/schema/index.ts'
import type { Channel } from './sender.ts'

export type SenderRow = typeof messageSender.$inferSelect

/** False when the organisation has a sender of that channel already. */
export async function insertSender(tx: Tx, row: SenderRow): Promise<boolean> {
  const added = await tx
    .insert(messageSender)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: messageSender.id })
  return added.length > 0
}

/** False when the organisation has no sender of that channel. */
export async function replaceSender(
  tx: Tx,
  { organisationId, channel, sender, sealedSettings, changedAt }: Omit<SenderRow, 'id'>,
): Promise<boolean> {
  const replaced = await tx
    .update(messageSender)
    .set({ sender, sealedSettings, changedAt })
    .where(and(eq(messageSender.organisationId, organisationId), eq(messageSender.channel, channel)))
    .returning({ id: messageSender.id })
  return replaced.length > 0
}

export async function senderFor(
  db: Db | Tx,
  organisationId: string,
  channel: Channel,
): Promise<SenderRow | undefined> {
  const [row] = await db
    .select()
    .from(messageSender)
    .where(and(eq(messageSender.organisationId, organisationId), eq(messageSender.channel, channel)))
  return row
}

export async function sendersOf(db: Db, organisationId: string): Promise<SenderRow[]> {
  return db
    .select()
    .from(messageSender)
    .where(eq(messageSender.organisationId, organisationId))
    .orderBy(asc(messageSender.channel))
}

export async function organisationSlug(db: Db, organisationId: string): Promise<string> {
  const [row] = await db
    .select({ slug: organisation.slug })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  if (!row) throw new Error(`Organisation ${organisationId} is gone`)
  return row.slug
}
