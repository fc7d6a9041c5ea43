import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const outDir = mkdtempSync(join(tmpdir(), 'counterfoil-bundle-'))
type Entry = { file: string; imports?: string[]; css?: string[] }
let manifest: Record<string, Entry>

beforeAll(async () => {
  const { build } = await import('vite')
  const configFile = join(root, 'builder-ui/vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir } })
  manifest = JSON.parse(readFileSync(join(outDir, '.vite/manifest.json'), 'utf8')) as typeof manifest
}, 120_000)
afterAll(() => rmSync(outDir, { recursive: true, force: true }))

/** Bytes of a script and of all that it imports, as they travel. */
function gzipped(entry: string, seen = new Set<string>()): number {
  const chunk = manifest[entry]
  if (!chunk) throw new Error(`builder-ui has no entry ${entry}`)
  if (seen.has(entry)) return 0
  seen.add(entry)
  const own = gzipSync(readFileSync(join(outDir, chunk.file))).length
  return (chunk.imports ?? []).reduce((sum, name) => sum + gzipped(name, seen), own)
}

it('the designer is at most 320 kB as it travels, and what residents load at most 30 kB', () => {
  expect(gzipped('designer/main.ts')).toBeLessThan(320 * 1024)
  expect(gzipped('resident.ts')).toBeLessThan(30 * 1024)
})

it('nothing that is loaded by other pages has Form.io in it', () => {
  const others = readdirSync(outDir).filter(
    (name) => name.endsWith('.js') && name !== manifest['designer/main.ts']?.file,
  )
  for (const name of others) expect(readFileSync(join(outDir, name), 'utf8')).not.toContain('formio')
})
