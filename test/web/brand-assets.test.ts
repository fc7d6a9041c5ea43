import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { brandAssets } from '../../server/web/brand-assets.ts'
import { colourStylesheet } from '../../server/web/govuk/brand-view.ts'
import { pngLogo } from '../people/a-brand.ts'

const [id, hash] = ['a'.repeat(32), 'b'.repeat(32)]
const asked: string[][] = []
const app = new Hono().route(
  '/assets/brands',
  brandAssets({
    brands: {
      async logo(...about) {
        asked.push(about)
        return about[0] === id && about[1] === hash ? { type: 'image/png', bytes: pngLogo() } : undefined
      },
    },
  }),
)

describe('a logo', () => {
  test('is kept by browsers for ever, and can run nothing', async () => {
    const response = await app.request(`/assets/brands/${id}/${hash}`)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    })
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(pngLogo())
    const etag = response.headers.get('etag')!
    const again = await app.request(`/assets/brands/${id}/${hash}`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  test.each([`${id}/${id}`, `${hash}/${hash}`, `${id}/..%2f..`, `x/y`, `${id}/%00`])(
    'that there is not is not found: %s',
    async (path) => {
      expect((await app.request(`/assets/brands/${path}`)).status).toBe(404)
    },
  )
})

describe('the stylesheet of a colour', () => {
  test('sets the colour and nothing else, and is kept for ever', async () => {
    const response = await app.request(colourStylesheet('#1d4f91'))
    expect(await response.text()).toBe(':root{--cf-brand:#1d4f91}\n')
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('immutable')
  })

  test.each(['red.css', '1d4f91', '1D4F91.css', '1d4f91}*{a:b.css', '1d4f91.css.js', 'ffffff%7D.css'])(
    'does not exist for %s',
    async (file) => {
      expect((await app.request(`/assets/brands/colours/${file}`)).status).toBe(404)
    },
  )
})
