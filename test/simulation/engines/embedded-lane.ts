import { openDatabase } from '../../../server/db/client.ts'
import { embeddedConnection } from './embedded-connection.ts'
import { drizzleOver, type Lane, type Row } from './lane.ts'

/** A lane in memory, on the engine that comes with the house. Transactions cannot overlap here: it has one connection. */
export async function openEmbeddedLane(): Promise<Lane> {
  const { pglite } = await openDatabase({ dataDir: 'memory://' })
  // Plans are kept, and nobody looks at the statistics: a tenth of its time.
  await pglite!.exec(
    `set plan_cache_mode = force_generic_plan; set synchronous_commit = off; set track_activities = off; set track_counts = off`,
  )
  const connection = embeddedConnection(pglite!)
  return {
    engine: 'pglite',
    connections: [connection],
    query: async (text, parameters = []) => (await connection.run(text, parameters, false)) as Row[],
    db: drizzleOver(connection),
    waitsForLock: async () => false,
    cancel: async () => {},
    close: () => connection.close(),
  }
}
