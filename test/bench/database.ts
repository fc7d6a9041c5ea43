import { startThrowawayPostgres } from '../support/throwaway-postgres.ts'

/** A PostgreSQL of the bench's own, with its ordinary settings (fsync on). */
export async function startBenchDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await startThrowawayPostgres({})
  await server.createDatabase('bench')
  return { url: `${server.url}/bench`, stop: server.remove }
}
