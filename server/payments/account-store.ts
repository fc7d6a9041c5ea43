import { and, asc, eq, gte, sql } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { gatewayAccount, gatewayHour } from '../db/schema/payments.ts'
import { statement } from '../db/statement.ts'
import type { HealthTally } from './gateway-health.ts'

export type AccountRow = typeof gatewayAccount.$inferSelect

/** False when the organisation already has an account of that name. */
export async function insertAccount(tx: Tx, row: AccountRow): Promise<boolean> {
  const added = await tx
    .insert(gatewayAccount)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: gatewayAccount.id })
  return added.length > 0
}

export async function resealAccount(tx: Tx, id: string, sealedSettings: string, now: Date): Promise<void> {
  await tx
    .update(gatewayAccount)
    .set({ sealedSettings, settingsChangedAt: now })
    .where(eq(gatewayAccount.id, id))
}

const byId = statement('gateway_account_by_id', (db) =>
  db
    .select()
    .from(gatewayAccount)
    .where(eq(gatewayAccount.id, sql.placeholder('id'))),
)
export async function accountById(db: Db, id: string): Promise<AccountRow | undefined> {
  return (await byId(db, { id }))[0]
}

const byName = statement('gateway_account_by_name', (db) =>
  db
    .select()
    .from(gatewayAccount)
    .where(
      and(
        eq(gatewayAccount.organisationId, sql.placeholder('organisationId')),
        eq(gatewayAccount.name, sql.placeholder('name')),
      ),
    ),
)
export async function accountByName(
  db: Db,
  organisationId: string,
  name: string,
): Promise<AccountRow | undefined> {
  return (await byName(db, { organisationId, name }))[0]
}

export async function accountsOf(db: Db, organisationId: string): Promise<AccountRow[]> {
  return db
    .select()
    .from(gatewayAccount)
    .where(eq(gatewayAccount.organisationId, organisationId))
    .orderBy(asc(gatewayAccount.name))
}

/** Adds a tally to its hour. */
export async function addToHour(db: Db, tally: HealthTally, hour: Date): Promise<void> {
  const { accountId, ...counted } = tally
  await db
    .insert(gatewayHour)
    .values({ gatewayAccountId: accountId, hour, ...counted })
    .onConflictDoUpdate({
      target: [gatewayHour.gatewayAccountId, gatewayHour.hour],
      set: {
        calls: sql`${gatewayHour.calls} + excluded.calls`,
        failures: sql`${gatewayHour.failures} + excluded.failures`,
        lastSuccessAt: sql`greatest(${gatewayHour.lastSuccessAt}, excluded.last_success_at)`,
        lastFailureAt: sql`greatest(${gatewayHour.lastFailureAt}, excluded.last_failure_at)`,
        lastFailure: sql`coalesce(excluded.last_failure, ${gatewayHour.lastFailure})`,
      },
    })
}

/** How each of an organisation's accounts answered since then, one row an account that was asked. */
export async function healthSince(db: Db, organisationId: string, since: Date) {
  return db
    .select({
      accountId: gatewayHour.gatewayAccountId,
      calls: sql<number>`sum(${gatewayHour.calls})::integer`,
      failures: sql<number>`sum(${gatewayHour.failures})::integer`,
      lastSuccessAt: sql<Date | null>`max(${gatewayHour.lastSuccessAt})`.mapWith(gatewayHour.lastSuccessAt),
      lastFailureAt: sql<Date | null>`max(${gatewayHour.lastFailureAt})`.mapWith(gatewayHour.lastFailureAt),
      lastFailure: sql<
        string | null
      >`(array_agg(${gatewayHour.lastFailure} order by ${gatewayHour.lastFailureAt} desc nulls last))[1]`,
    })
    .from(gatewayHour)
    .where(and(eq(gatewayHour.organisationId, organisationId), gte(gatewayHour.hour, since)))
    .groupBy(gatewayHour.gatewayAccountId)
}
