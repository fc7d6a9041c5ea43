import { eq } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { addressSource } from '../db/schema/index.ts'

export type AddressSourceRow = typeof addressSource.$inferSelect

/** False when the organisation has a source already. */
export async function insertSource(tx: Tx, row: AddressSourceRow): Promise<boolean> {
  const added = await tx
    .insert(addressSource)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: addressSource.id })
  return added.length > 0
}

/** False when the organisation has no source. */
export async function replaceSource(
  tx: Tx,
  { organisationId, source, sealedSettings, changedAt }: Omit<AddressSourceRow, 'id'>,
): Promise<boolean> {
  const replaced = await tx
    .update(addressSource)
    .set({ source, sealedSettings, changedAt })
    .where(eq(addressSource.organisationId, organisationId))
    .returning({ id: addressSource.id })
  return replaced.length > 0
}

export async function sourceOf(db: Db | Tx, organisationId: string): Promise<AddressSourceRow | undefined> {
  const [row] = await db.select().from(addressSource).where(eq(addressSource.organisationId, organisationId))
  return row
}
