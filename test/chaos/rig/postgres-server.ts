import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startThrowawayPostgres, type ThrowawayPostgres } from '../../support/throwaway-postgres.ts'

/** A PostgreSQL that can go down in both ways. */
export interface PostgresServer extends ThrowawayPostgres {
  /** Ends without writing anything down (an immediate shutdown): the next start recovers from the log. */
  crash(): Promise<void>
}

export async function startPostgres(): Promise<PostgresServer> {
  const server = await startThrowawayPostgres({
    max_connections: '300',
    // Processes are killed here, machines are not: what PostgreSQL gave to the kernel is safe without waiting for the disk.
    fsync: 'off',
    full_page_writes: 'off',
  })
  return {
    ...server,
    async crash() {
      const [pid = ''] = (await readFile(join(server.data, 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGQUIT')
      while (isRunning(Number(pid))) await new Promise((resolve) => setTimeout(resolve, 20))
    },
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    // Nobody has this number: the process is gone.
    return false
  }
}
