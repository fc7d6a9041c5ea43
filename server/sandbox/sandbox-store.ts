import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { organisation, sandboxPayment } from '../db/schema/index.ts'
import type { SandboxRow } from './sandbox-payment.ts'

const payable = inArray(sandboxPayment.status, ['created', 'started'])

export async function organisationExists(db: Db, id: string): Promise<boolean> {
  const found = await db.select({ id: organisation.id }).from(organisation).where(eq(organisation.id, id))
  return found.length > 0
}

/** Nothing when the key has used this idempotency key before. */
export async function insertPayment(db: Db, row: SandboxRow): Promise<SandboxRow | undefined> {
  return (await db.insert(sandboxPayment).values(row).onConflictDoNothing().returning())[0]
}

export async function byIdempotencyKey(
  db: Db,
  keyHash: string,
  key: string,
): Promise<SandboxRow | undefined> {
  const found = await db
    .select()
    .from(sandboxPayment)
    .where(and(eq(sandboxPayment.keyHash, keyHash), eq(sandboxPayment.idempotencyKey, key)))
  return found[0]
}

export async function byId(db: Db, id: string): Promise<SandboxRow | undefined> {
  return (await db.select().from(sandboxPayment).where(eq(sandboxPayment.id, id)))[0]
}

/** Ends what time has ended: slow payments that are ripe, payments nobody paid. All of them, or one. */
export async function turnDue(db: Db, now: Date, id?: string): Promise<void> {
  const slow = eq(sandboxPayment.status, 'submitted')
  await db
    .update(sandboxPayment)
    .set({
      // Slow payments from before there was a choice end well.
      status: sql`case when ${slow} then coalesce(${sandboxPayment.settlesAs}, 'success') else 'failed' end`,
      statusCode: sql`case when not ${slow} then 'expired' when ${sandboxPayment.settlesAs} = 'failed' then 'declined' end`,
      endedAt: sql`case when ${slow} then ${sandboxPayment.settlesAt} else ${sandboxPayment.expiresAt} end`,
      webhookDue: sql`${sandboxPayment.webhookUrl} is not null`,
      pageToken: null,
    })
    .where(
      and(
        id === undefined ? undefined : eq(sandboxPayment.id, id),
        or(and(slow, lte(sandboxPayment.settlesAt, now)), and(payable, lte(sandboxPayment.expiresAt, now))),
      ),
    )
}

/** Gives a payable payment a link token where it has none that is unused. */
export async function mintLink(db: Db, id: string, token: string): Promise<void> {
  await db
    .update(sandboxPayment)
    .set({ pageToken: token })
    .where(and(eq(sandboxPayment.id, id), payable, isNull(sandboxPayment.pageToken)))
}

/** Uses up a link token: the second visit finds nothing. */
export async function useLink(db: Db, token: string): Promise<SandboxRow | undefined> {
  const used = await db
    .update(sandboxPayment)
    .set({
      pageToken: null,
      status: sql`case when ${sandboxPayment.status} = 'created' then 'started' else ${sandboxPayment.status} end`,
    })
    .where(eq(sandboxPayment.pageToken, token))
    .returning()
  return used[0]
}

/** Ends (or slows) a payment that can still be paid; nothing when it is past that. */
export async function endPayment(
  db: Db,
  id: string,
  ending: Pick<SandboxRow, 'status' | 'statusCode' | 'endedAt'> & Partial<SandboxRow>,
): Promise<SandboxRow | undefined> {
  const over = ending.status !== 'submitted'
  const ended = await db
    .update(sandboxPayment)
    .set({
      ...ending,
      pageToken: null,
      webhookDue: over ? sql`${sandboxPayment.webhookUrl} is not null` : false,
    })
    .where(and(eq(sandboxPayment.id, id), payable))
    .returning()
  return ended[0]
}

export async function webhooksDue(db: Db): Promise<SandboxRow[]> {
  return db.select().from(sandboxPayment).where(eq(sandboxPayment.webhookDue, true)).limit(50)
}

export async function webhookDone(db: Db, id: string): Promise<void> {
  await db.update(sandboxPayment).set({ webhookDue: false }).where(eq(sandboxPayment.id, id))
}
