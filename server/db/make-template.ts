import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pgliteRunner, templatePath } from './client.ts'
import { migrate } from './migrate.ts'
import { installQueueSchema } from './queue-schema.ts'

/**
 * Stores a migrated, empty embedded database with the job queue's tables, so that a first start takes about a second instead of the 5-8 s of initdb in WASM.
 * Run by `npm ci` (prepare) and by the test set-up.
 */
export async function makeTemplate(): Promise<string> {
  const pglite = await PGlite.create({ dataDir: 'memory://' })
  try {
    await migrate(pgliteRunner(pglite))
    await installQueueSchema(pgliteRunner(pglite))
    const path = templatePath()
    const dump = await pglite.dumpDataDir('none')
    mkdirSync(dirname(path), { recursive: true })
    // In one step: somebody may be opening a database from it at this moment.
    const unfinished = `${path}.${process.pid}`
    writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()))
    renameSync(unfinished, path)
    return path
  } finally {
    await pglite.close()
  }
}

if (import.meta.main) await makeTemplate()
