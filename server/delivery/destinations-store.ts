import { and, asc, eq, ne } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { destination } from '../db/schema/index.ts'
import type { Secrets } from '../secrets.ts'
import type { Destination, DestinationSettings } from './destination.ts'

export type DestinationRow = typeof destination.$inferSelect

/** False when the organisation has a destination of that name already. */
export async function insertDestination(tx: Tx, row: DestinationRow): Promise<boolean> {
  const added = await tx
    .insert(destination)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: destination.id })
  return added.length > 0
}

export async function resealDestination(tx: Tx, id: string, sealedSettings: string): Promise<void> {
  await tx.update(destination).set({ sealedSettings }).where(eq(destination.id, id))
}

export async function destinationByName(
  db: Db | Tx,
  organisationId: string,
  name: string,
): Promise<DestinationRow | undefined> {
  const rows = await db
    .select()
    .from(destination)
    .where(and(eq(destination.organisationId, organisationId), eq(destination.name, name)))
  return rows[0]
}

export async function destinationsOf(db: Db, organisationId: string): Promise<DestinationRow[]> {
  return db
    .select()
    .from(destination)
    .where(eq(destination.organisationId, organisationId))
    .orderBy(asc(destination.name))
}

/** All destinations of a kind that belong to other organisations. */
export async function destinationsElsewhere(
  tx: Tx,
  organisationId: string,
  kind: string,
): Promise<DestinationRow[]> {
  return tx
    .select()
    .from(destination)
    .where(and(eq(destination.kind, kind), ne(destination.organisationId, organisationId)))
}

/** A destination ready for use, or undefined when the organisation has none of that name. @throws Error when its seal cannot be opened */
export async function openDestination(
  deps: { db: Db; secrets: Secrets; destinations: Record<string, Destination> },
  organisationId: string,
  name: string,
): Promise<{ destination: Destination; settings: DestinationSettings } | undefined> {
  const row = await destinationByName(deps.db, organisationId, name)
  const kind = row && deps.destinations[row.kind]
  if (!row || !kind) return undefined
  return { destination: kind, settings: deps.secrets.open(row.sealedSettings) as DestinationSettings }
}
