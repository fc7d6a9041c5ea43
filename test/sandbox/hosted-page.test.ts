import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../server/db/client.ts'
import { axeViolations, launch } from '../support/browser.ts'
import { openTestDatabase } from '../support/db.ts'
import { aSandbox } from './a-sandbox.ts'

describe('the sandbox’s hosted page', () => {
  let database: Database
  let sandbox: Awaited<ReturnType<typeof aSandbox>>
  let browser: Browser
  beforeAll(async () => {
    database = await openTestDatabase('pglite')
    sandbox = await aSandbox(database)
    browser = await launch()
  })
  afterAll(async () => {
    await browser.close()
    await sandbox.close()
    await database.close()
  })

  async function create(change: object = {}) {
    const reply = await sandbox.call('/payments', { method: 'POST', body: sandbox.body(change) })
    return (await reply.json()) as { id: string; next_url: string }
  }
  const statusOf = async (id: string) =>
    ((await (await sandbox.call(`/payments/${id}`)).json()) as { status: string; code: string | null }).status

  test.each([
    ['pay', 303, 'success'],
    ['decline', 303, 'failed'],
    ['cancel', 303, 'failed'],
    ['expire', 303, 'failed'],
    ['slow', 303, 'submitted'],
    ['slow-decline', 303, 'submitted'],
    ['surcharge', 303, 'success'],
    ['error', 303, 'error'],
    ['close', 200, 'success'],
  ])('%s answers %i and leaves the payment %s', async (outcome, status, state) => {
    const { id, next_url } = await create()
    const { page } = await sandbox.payer(next_url, outcome)
    expect(page.status).toBe(status)
    if (status === 303) expect(page.headers.get('location')).toBe(`${sandbox.origin}/back/1`)
    else expect(await page.text()).toContain('You can close this window')
    expect(await statusOf(id)).toBe(state)
  })

  test('the link works once; the page behind it may be reloaded, and stays out of caches and framed nowhere', async () => {
    const { next_url } = await create()
    const first = await sandbox.payer(next_url)
    expect(first.page.status).toBe(200)
    expect(first.url).not.toContain(next_url)
    expect((await sandbox.payer(next_url)).page.status).toBe(410)
    const again = await fetch(first.url)
    expect(again.status).toBe(200)
    expect(again.headers.get('cache-control')).toBe('no-store')
    expect(again.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; form-action 'self' ${sandbox.origin}; base-uri 'none'; frame-ancestors 'none'`,
    )
  })

  test('made-up and altered addresses find nothing', async () => {
    const { next_url } = await create()
    const { url } = await sandbox.payer(next_url)
    const altered = url.slice(0, -1) + (url.endsWith('0') ? '1' : '0')
    for (const address of [altered, `${sandbox.origin}/sandbox/pay/${'0'.repeat(32)}-${'0'.repeat(64)}`]) {
      expect((await fetch(address)).status).toBe(404)
      expect(
        (await fetch(address, { method: 'POST', body: new URLSearchParams({ outcome: 'pay' }) })).status,
      ).toBe(404)
    }
    for (const token of ['x', '..%2f..', '%00', `${'0'.repeat(32)}`, "'%20or%201=1"]) {
      expect((await fetch(`${sandbox.origin}/sandbox/pay/${token}`)).status).toBeGreaterThanOrEqual(404)
    }
  })

  test('an outcome that is none changes nothing', async () => {
    const { id, next_url } = await create()
    const { url } = await sandbox.payer(next_url)
    for (const outcome of ['', 'success', 'constructor', '__proto__', 'pay ']) {
      const page = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }) })
      expect(page.status).toBe(400)
      expect(await page.text()).toContain('Choose what happens to this payment')
    }
    expect((await fetch(url, { method: 'POST' })).status).toBe(400)
    expect(await statusOf(id)).toBe('started')
  })

  test('what a council writes is shown as words, never as markup', async () => {
    const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(1)> & £`
    const { next_url } = await create({ description: hostile, reference: hostile })
    const { html } = await sandbox.payer(next_url)
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;script&gt;')
  })

  test('the page says when it is for the telephone, and how refunds can be made to end', async () => {
    const { next_url } = await create({ moto: true })
    const { html } = await sandbox.payer(next_url)
    expect(html).toContain('Telephone payment.')
    expect(html).toContain('ends in 13 pence')
    expect(html).toContain('ends in 99 pence')
    const web = await create()
    expect((await sandbox.payer(web.next_url)).html).not.toContain('Telephone payment.')
  })

  test('without JavaScript, at 320 pixels and in every state, the page is accessible and its policy silent', async () => {
    for (const width of [320, 1280]) {
      // axe itself is JavaScript, so the page must have it on; the press below is made in a context that has it off.
      const page = await browser.newPage({ viewport: { width, height: 700 } })
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      const look = async (name: string) => {
        expect([name, await axeViolations(page)]).toEqual([name, []])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect([name, wide]).toEqual([name, false])
      }
      const { next_url } = await create({ reference: `BW-${'X'.repeat(200)}`, moto: true })
      await page.goto(next_url)
      expect(await page.title()).toContain('no money moves')
      expect(await page.locator('body > header').textContent()).toBe('Sandbox payment page – no money moves')
      await look('pay')
      await page.getByText('How refunds of this payment end').click()
      await look('refunds told')
      await page.getByRole('button', { name: 'Pay slowly' }).click()
      await page.waitForURL(/\/back\/1$/)
      await page.goto(next_url)
      await look('used link')
      const closing = await create()
      await page.goto(closing.next_url)
      await page.getByRole('button', { name: 'Pay and close the window' }).click()
      await look('closed')
      await page.goto(page.url())
      await look('over')
      expect(said.filter((text) => /policy|refused/i.test(text))).toEqual([])
      await page.close()
    }
  })

  test('paying needs no JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    const { id, next_url } = await create()
    await page.goto(next_url)
    await page.getByRole('button', { name: 'Pay £25.00' }).click()
    await page.waitForURL(/\/back\/1$/)
    expect(await statusOf(id)).toBe('success')
    await context.close()
  })
})
