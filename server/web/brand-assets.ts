import { type Context, Hono } from 'hono'
import type { Brands } from '../people/index.ts'

/**
 * What brands need of their own: logos, and a stylesheet a colour, since residents' pages have no inline style. Addresses change with
 * the content, so that browsers may keep it for ever. To be mounted at `/assets/brands`, before the assets that were built.
 */
export function brandAssets({ brands }: { brands: Pick<Brands, 'logo'> }): Hono {
  const app = new Hono()

  app.get('/colours/:file', (c) => {
    const colour = /^([0-9a-f]{6})\.css$/.exec(c.req.param('file'))?.[1]
    if (!colour) return c.notFound()
    return forEver(c, 'text/css; charset=utf-8', `:root{--cf-brand:#${colour}}\n`, colour)
  })

  app.get('/:id/:hash', async (c) => {
    const { id, hash } = c.req.param()
    const logo = await brands.logo(id, hash)
    if (!logo) return c.notFound()
    return forEver(c, logo.type, new Uint8Array(logo.bytes), hash)
  })
  return app
}

/** Whatever the bytes may hold besides, it is only ever this type, and runs nothing when it is opened by itself. */
function forEver(c: Context, type: string, body: string | Uint8Array<ArrayBuffer>, tag: string): Response {
  const etag = `"${tag}"`
  const headers = {
    'cache-control': 'public, max-age=31536000, immutable',
    etag,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  }
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'content-type': type })
}
