import type { DatasetsDeps } from './datasets-deps.ts'
import { stalledMinutes } from './import.ts'
import { clearRows, failStalled, importsToClear } from './import-store.ts'

/** A look-up that began on the rows before may still be reading them. */
const graceMs = 60_000
const batchOf = 5_000
const atMostACall = 20_000

/**
 * Deletes the rows of imports that are past or failed, 20,000 a call: a whole file at once would make the embedded engine's only
 * connection wait.
 */
export async function clearOldRows({ db, clock }: Pick<DatasetsDeps, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await failStalled(db, new Date(now.getTime() - stalledMinutes * 60_000), now)
  let cleared = 0
  for (const importId of await importsToClear(db, new Date(now.getTime() - graceMs))) {
    let batch = batchOf
    while (batch === batchOf && cleared < atMostACall) {
      batch = await clearRows(db, importId, batchOf)
      cleared += batch
    }
  }
}
