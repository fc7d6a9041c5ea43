import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/*
 * Officers' pages without the server behind them: the built scripts under the real content security policy, and addresses
 * that answer as a test tells them to. For tests of builder-ui alone; the stories go through the whole server.
 */

const root = join(import.meta.dirname, '../..')
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' }

/** What a page of the harness is made of. `script` and `style` are entries of builder-ui, such as `designer/main.ts`. */
export interface HarnessPage {
  title: string
  script: string
  body: string
}

export interface Harness {
  origin: string
  /** Puts a page at a path. */
  page(path: string, page: HarnessPage): void
  app: Hono
  close(): Promise<void>
}

export async function startHarness(): Promise<Harness> {
  const dist = await builtAssets()
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    { file: string }
  >
  const asset = (entry: string) => {
    const built = manifest[entry]
    if (!built) throw new Error(`builder-ui has no entry ${entry}`)
    return `/assets/${built.file}`
  }
  const app = new Hono()
  app.get('/assets/:file{[A-Za-z0-9_.-]+}', (c) => {
    const file = c.req.param('file')
    return c.body(readFileSync(join(dist, file)), 200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
    })
  })
  app.get('/favicon.ico', (c) => c.body(null, 204))
  const pages = new Map<string, HarnessPage>()
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    app,
    page(path, page) {
      pages.set(path, page)
      app.get(path, (c) => {
        const nonce = randomBytes(16).toString('base64')
        c.header('content-security-policy', policy(nonce))
        return c.html(layout(pages.get(path) as HarnessPage, nonce, asset))
      })
    },
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()))
      if (dist !== ownDist) rmSync(dist, { recursive: true, force: true })
    },
  }
}

function policy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function layout(
  { title, script, body }: HarnessPage,
  nonce: string,
  asset: (entry: string) => string,
): string {
  return `<!DOCTYPE html><html lang="en" class="govuk-template govuk-template--rebranded"><head><meta charset="utf-8">
<title>${title} – Exampleshire</title><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="csp-nonce" content="${nonce}"><link rel="stylesheet" href="${asset('styles/officer.scss')}"></head>
<body class="govuk-template__body cf-officer"><a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
<header class="cf-header"><div class="govuk-width-container cf-header__container"><a class="cf-header__name" href="/">Exampleshire Council</a><span class="cf-header__service">Forms</span></div></header>
<div class="govuk-width-container"><main class="govuk-main-wrapper" id="main-content"><h1 class="govuk-heading-l">${title}</h1>${body}</main></div>
<script type="module" nonce="${nonce}" src="${asset('officer.ts')}"></script>
<script type="module" nonce="${nonce}" src="${asset(script)}"></script></body></html>`
}

const ownDist = join(root, 'builder-ui/dist')

/** The folder of built scripts: `builder-ui/dist` when nothing has changed since, else built afresh beside it. */
async function builtAssets(): Promise<string> {
  const built = statSync(join(ownDist, '.vite/manifest.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const newest = Math.max(
    ...['builder-ui', 'form-schemas'].flatMap((folder) => changeTimes(join(root, folder))),
  )
  if (built > newest) return ownDist
  const { build } = await import('vite')
  const outDir = join(tmpdir(), `counterfoil-builder-ui-${process.pid}`)
  await build({ configFile: join(root, 'builder-ui/vite.config.ts'), logLevel: 'warn', build: { outDir } })
  return outDir
}

function changeTimes(folder: string): number[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) =>
        entry.isFile() && !entry.parentPath.includes('dist') && !entry.parentPath.includes('library'),
    )
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs)
}
