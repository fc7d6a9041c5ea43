import { and, asc, eq } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { gatewayAccount } from '../db/schema/payments.ts'

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

export async function resealAccount(tx: Tx, id: string, sealedSettings: string): Promise<void> {
  await tx.update(gatewayAccount).set({ sealedSettings }).where(eq(gatewayAccount.id, id))
}

export async function accountById(db: Db, id: string): Promise<AccountRow | undefined> {
  return (await db.select().from(gatewayAccount).where(eq(gatewayAccount.id, id)))[0]
}

export async function accountByName(
  db: Db,
  organisationId: string,
  name: string,
): Promise<AccountRow | undefined> {
  const found = await db
    .select()
    .from(gatewayAccount)
    .where(and(eq(gatewayAccount.organisationId, organisationId), eq(gatewayAccount.name, name)))
  return found[0]
}

export async function accountsOf(db: Db, organisationId: string): Promise<AccountRow[]> {
  return db
    .select()
    .from(gatewayAccount)
    .where(eq(gatewayAccount.organisationId, organisationId))
    .orderBy(asc(gatewayAccount.name))
}
