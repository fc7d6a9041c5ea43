import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Hono } from 'hono'

const dist = join(import.meta.dirname, '../../../builder-ui/dist')

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

interface ManifestEntry {
  file: string
  name?: string
  src?: string
  css?: string[]
}

export interface Assets {
  /** Address of a built file by its source under builder-ui: `styles/resident.scss`, `designer/main.ts`. */
  url(source: string): string
  routes: Hono
}

/**
 * The built styles and scripts, read into memory once: names carry a hash of the content, so browsers may keep them for ever.
 * @throws Error when they were not built (`npm run build`).
 */
export function createAssets(): Assets {
  const manifestPath = join(dist, '.vite/manifest.json')
  if (!existsSync(manifestPath))
    throw new Error('The styles and scripts are not built yet: run `npm run build`')
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, ManifestEntry>
  const bySource = new Map<string, string>()
  for (const [key, entry] of Object.entries(manifest))
    bySource.set((entry.src ?? key).replace(/^(\.\.\/)*builder-ui\//, ''), entry.file)
  const files = new Map<string, { body: Uint8Array<ArrayBuffer>; type: string; etag: string }>()
  for (const name of readdirSync(dist, { recursive: true }) as string[]) {
    const type = contentTypes[extname(name)]
    if (!type || name.startsWith('.vite')) continue
    const body = new Uint8Array(readFileSync(join(dist, name)))
    files.set(name, { body, type, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` })
  }
  const routes = new Hono()
  routes.get('/*', (c) => {
    const file = files.get(c.req.path.replace(/^\/assets\//, ''))
    if (!file) return c.notFound()
    c.header('cache-control', 'public, max-age=31536000, immutable')
    c.header('etag', file.etag)
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304)
    c.header('content-type', file.type)
    return c.body(file.body)
  })
  return {
    url(source) {
      const file = bySource.get(source)
      if (!file) throw new Error(`No built file for ${source}: run \`npm run build\``)
      return `/assets/${file}`
    },
    routes,
  }
}
