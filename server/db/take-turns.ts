import { sql } from 'drizzle-orm'
import type { Tx } from './client.ts'

/**
 * Until the end of this transaction, whoever asks for a turn under the same name waits. For what two transactions must not do at once
 * although there is no row yet that both could lock.
 */
export async function takeTurns(tx: Tx, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}
