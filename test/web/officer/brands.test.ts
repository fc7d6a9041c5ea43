import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { can, roles } from '../../../server/people/index.ts'
import { brandAssets } from '../../../server/web/brand-assets.ts'
import { pngLogo } from '../../people/a-brand.ts'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../../support/browser.ts'
import { type Browser, fieldsOf, type Office, openOffice, origin } from './an-office.ts'

let office: Office
let admin: Browser

beforeAll(async () => {
  office = await openOffice()
  admin = await office.signIn(['admin'])
})
afterAll(() => office.close())

const required = { 'displayName.en': 'Exampleshire Council', colour: '#1d4f91' }
const brandNamed = async (name: string) =>
  (await office.house.people.brands.of(office.organisation.id)).find((brand) => brand.name === name)

function upload(browser: Browser, name: string, bytes: Uint8Array, fileName = 'logo.png'): Promise<Response> {
  const form = new FormData()
  form.set('logo', new File([new Uint8Array(bytes)], fileName))
  const headers = { cookie: browser.cookie, origin, 'sec-fetch-site': 'same-origin' }
  return Promise.resolve(
    office.app.request(`${origin}/officer/brands/${name}/logo`, { method: 'POST', body: form, headers }),
  )
}

describe('a brand', () => {
  test('is added, listed with its colour, and changed by what its page holds', async () => {
    const added = await admin.post('/officer/brands', { ...required, name: 'main', vatNumber: '123456789' })
    expect(added.headers.get('location')).toBe('/officer/brands/main?added')
    expect(await (await admin.get('/officer/brands')).text()).toContain('.cf-brand-1{--cf-brand:#1d4f91}')

    const page = await (await admin.get('/officer/brands/main')).text()
    const fields = fieldsOf(page, '/officer/brands/main')
    expect(fields).toMatchObject({ ...required, vatNumber: 'GB 123 4567 89' })
    const changes = {
      'displayName.cy': 'Cyngor Sir Esiampl',
      'footerLinks.0.text.en': 'Cookies',
      'footerLinks.0.href': '/cookies',
      postalAddress: 'Civic Centre\r\nEX1 2AB',
    }
    const saved = await admin.post('/officer/brands/main', { ...fields, ...changes })
    expect(saved.headers.get('location')).toBe('/officer/brands/main?saved')
    expect(await brandNamed('main')).toMatchObject({
      displayName: { en: 'Exampleshire Council', cy: 'Cyngor Sir Esiampl' },
      footerLinks: [{ text: 'Cookies', href: '/cookies' }],
      postalAddress: ['Civic Centre', 'EX1 2AB'],
      vatNumber: 'GB123456789',
    })
  })

  test('with a colour that cannot be read is refused beside its box, and shown in one that can', async () => {
    const before = (await brandNamed('main'))!
    const fields = fieldsOf(await (await admin.get('/officer/brands/main')).text(), '/officer/brands/main')
    const refused = await admin.post('/officer/brands/main', { ...fields, colour: '#ff8800' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('There is a problem')
    expect(html).toContain('White words could not be read on #ff8800')
    const [, suggested] = /can be read is (#[0-9a-f]{6})/.exec(html)!
    expect(html).toContain(`.cf-brand-1{--cf-brand:${suggested}}`)
    expect((await brandNamed('main'))?.colour).toBe(before.colour)
  })

  test('that two officers change keeps what the second one typed and says what the first one saved', async () => {
    const fields = fieldsOf(await (await admin.get('/officer/brands/main')).text(), '/officer/brands/main')
    await admin.post('/officer/brands/main', { ...fields, colour: '#005a30' })
    const second = await admin.post('/officer/brands/main', { ...fields, colour: '#5a0030' })
    expect(second.status).toBe(422)
    const html = await second.text()
    expect(html).toContain('Somebody else has changed this brand. They saved ‘#005a30’ here.')
    const again = fieldsOf(html, '/officer/brands/main')
    expect(again.colour).toBe('#5a0030')
    expect((await admin.post('/officer/brands/main', again)).status).toBe(303)
    expect((await brandNamed('main'))?.colour).toBe('#5a0030')
  })

  test('has the logo that was uploaded, until it is removed', async () => {
    expect((await upload(admin, 'main', pngLogo(240, 60))).headers.get('location')).toBe(
      '/officer/brands/main?logo-set',
    )
    const { id, logo } = (await brandNamed('main'))!
    const html = await (await admin.get('/officer/brands/main')).text()
    expect(html).toContain(
      `<img src="/assets/brands/${id}/${logo!.hash}" width="192" height="48" alt="Exampleshire Council">`,
    )
    await admin.post('/officer/brands/main/logo', { action: 'remove' })
    expect((await brandNamed('main'))?.logo).toBeNull()
  })

  test.each([
    [
      'an SVG under another name',
      Buffer.from('<svg onload="alert(1)"/>'),
      'The logo must be a PNG, JPEG or WebP picture',
    ],
    ['a file that is too large', Buffer.alloc(201 * 1024, 1), 'The logo must be 200 kB or smaller'],
    ['an empty file', Buffer.alloc(0), 'Choose a picture'],
  ])('does not take %s for a logo', async (_name, bytes, message) => {
    const refused = await upload(admin, 'main', bytes)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain(message)
    expect((await brandNamed('main'))?.logo).toBeNull()
  })

  test('that looks like GOV.UK is not even offered away from service.gov.uk, and refused when it is sent', async () => {
    expect(await (await admin.get('/officer/brands/new')).text()).not.toContain('Look like GOV.UK')
    const refused = await admin.post('/officer/brands', { ...required, name: 'fake', govuk: 'yes' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Only a service on service.gov.uk may look like GOV.UK')
    expect(await brandNamed('fake')).toBeUndefined()
  })
})

describe('hostile words', () => {
  const nasty = '"><script>alert(1)</script>{{7*7}}</style>'

  test('are only words, wherever they are shown', async () => {
    await admin.post('/officer/brands', {
      ...required,
      name: 'nasty',
      'displayName.en': nasty,
      postalAddress: nasty,
    })
    for (const path of ['/officer/brands', '/officer/brands/nasty']) {
      const html = await (await admin.get(path)).text()
      expect(html).not.toContain('<script>alert(1)')
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}')
    }
  })

  test('never become a style', async () => {
    for (const colour of ['#fff}*{display:none', 'red;background:url(//evil.example)', '</style><script>']) {
      const refused = await admin.post('/officer/brands', { ...required, name: 'style', colour })
      expect(refused.status).toBe(422)
      const html = await refused.text()
      expect(/<style nonce="[^"]*">([^<]*)<\/style>/.exec(html)?.[1]).not.toMatch(/cf-brand|none|evil/)
    }
    expect(await brandNamed('style')).toBeUndefined()
  })

  test('never become an address that runs something', async () => {
    const links = { 'footerLinks.0.text.en': 'Link', 'footerLinks.0.href': 'javascript:alert(1)' }
    const refused = await admin.post('/officer/brands', { ...required, ...links, name: 'script' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).not.toContain('href="javascript:')
  })

  test('do not bring a card number back to the page', async () => {
    const refused = await admin.post('/officer/brands', {
      ...required,
      name: 'card',
      postalAddress: '4000056655665556',
    })
    expect(refused.status).toBe(422)
    expect(await refused.text()).not.toContain('4000056655665556')
  })
})

describe('the pages of brands', () => {
  const pages: [string, string][] = [
    ['GET', '/officer/brands'],
    ['GET', '/officer/brands/new'],
    ['POST', '/officer/brands'],
    ['GET', '/officer/brands/main'],
    ['POST', '/officer/brands/main'],
    ['POST', '/officer/brands/main/logo'],
  ]
  const send = (browser: Browser, [method, path]: [string, string]) =>
    method === 'GET' ? browser.get(path) : browser.post(path)

  test.each(roles)('are for those who may manage brands: %s', async (role) => {
    const browser = await office.signIn([role])
    for (const page of pages) {
      const { status } = await send(browser, page)
      if (can({ roles: [role] }, 'brands.manage')) expect([200, 422]).toContain(status)
      else expect(status).toBe(403)
    }
  })

  test('show another organisation nothing, and are not moved by another site', async () => {
    const otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
    const outsider = await office.signIn(['admin'], otherham)
    for (const page of pages.slice(3)) expect((await send(outsider, page)).status).toBe(404)
    expect(await (await outsider.get('/officer/brands')).text()).not.toContain('Exampleshire Council')
    for (const [method, path] of pages.filter(([method]) => method === 'POST')) {
      const headers = { cookie: admin.cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
      const response = await office.app.request(`${origin}${path}`, { method, headers, body: new FormData() })
      expect(response.status).toBe(403)
    }
  })

  test.each([1280, 320])('are accessible, silent and no wider than a window of %d pixels', async (width) => {
    await upload(admin, 'main', pngLogo(240, 60))
    const app = new Hono()
    app.route('/assets/brands', brandAssets(office.house.people))
    app.route('/', office.app)
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const chromium = await launch()
    try {
      const context = await chromium.newContext({ viewport: { width, height: 900 } })
      const [name, value] = admin.cookie.split('=') as [string, string]
      await context.addCookies([{ name, value, url: base }])
      const page = await context.newPage()
      const watch = watchConsole(page, base)
      for (const path of ['/officer/brands', '/officer/brands/new', '/officer/brands/main']) {
        await page.goto(base + path, { waitUntil: 'networkidle' })
        expect(await axeViolations(page), path).toEqual([])
        expect(await scrollsSideways(page), path).toBe(false)
      }
      const header = page.locator('.cf-brand-1 .cf-header')
      expect(await header.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
        'rgb(90, 0, 48)',
      )
      await page.getByLabel('Colour of the header').fill('#ff8800')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.waitForLoadState('networkidle')
      expect(await page.title()).toMatch(/^Error: /)
      expect(await axeViolations(page)).toEqual([])
      expect(watch.outside).toEqual([])
      expect(watch.failed).toEqual(['422 /officer/brands/main'])
      expect(watch.messages.filter((message) => !message.includes('422'))).toEqual([])
    } finally {
      await chromium.close()
      server.close()
    }
  })
})
