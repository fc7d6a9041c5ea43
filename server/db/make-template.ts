import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pgliteRunner, templatePath } from './client.ts'
import { migrate } from './migrate.ts'

/**
 * Stores a migrated, empty embedded database, so that a first start takes about a second instead of the 5-8 s of initdb in WASM.
 * Run by `npm ci` (prepare) and by the test set-up.
 */
export async function makeTemplate(): Promise<string> {
  const pglite = await PGlite.create({ dataDir: 'memory://' })
  try {
    await migrate(pgliteRunner(pglite))
    const path = templatePath()
    const dump = await pglite.dumpDataDir('none')
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, Buffer.from(await dump.arrayBuffer()))
    return path
  } finally {
    await pglite.close()
  }
}

if (import.meta.main) await makeTemplate()
