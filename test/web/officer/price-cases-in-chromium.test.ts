import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser as Chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { type Browser, type Office, openOffice } from './an-office.ts'

let office: Office
let admin: Browser
let chromium: Chromium
let server: ReturnType<typeof serve>
let base: string

beforeAll(async () => {
  ;[office, chromium] = await Promise.all([openOffice(), launch()])
  server = serve({ fetch: office.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  admin = await office.signIn(['admin'])
})
afterAll(async () => {
  await chromium?.close()
  server?.close()
  await office?.close()
})

async function open(path: string, width = 1280, javaScriptEnabled = true) {
  const context = await chromium.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
  const [name, value] = admin.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: base }])
  const page = await context.newPage()
  const watch = watchConsole(page, base)
  await page.goto(base + path)
  return { page, watch, close: () => context.close() }
}

const prices = '/officer/forms/bulky-waste/prices'

test('a change of a fee runs the cases where the officer is, and says so once to those who do not see it', async () => {
  const { page, watch, close } = await open(prices)
  await page.waitForSelector('.cm-editor')
  const grid = () => page.textContent('#case-results')
  await eventually(grid).toContain('All 14 cases passed')
  await page.fill('[name="fees.0.amount"]', '26.00')
  await eventually(grid).toContain('expected £25.00, got £26.00')
  await eventually(() => page.textContent('#announcements')).toMatch(/of 14 cases failed/)
  await page.fill('[name="fees.0.amount"]', '25.00')
  await eventually(grid).toContain('All 14 cases passed')
  expect(page.url()).toBe(base + prices)
  expect(watch.messages).toEqual([])
  await close()
})

test('a condition that is never false is said beside its line while it is typed', async () => {
  const { page, close } = await open(prices)
  await page.waitForSelector('.cm-editor')
  await page.click('#line-1 summary')
  await page.locator('[id="lines.1.when"]').click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText('$count > 0')
  await eventually(() => page.textContent('#line-1 [data-coverage]')).toBe(
    'Seen charged in 9 cases, never left out',
  )
  expect(await page.textContent('#case-results')).toContain('Needs a case')
  expect(await axeViolations(page)).toEqual([])
  await close()
})

test('with the keyboard alone a suggested case is looked for, added, found open with its price, and saved', async () => {
  const { page, watch, close } = await open(prices)
  await page.waitForSelector('.cm-editor')
  await page.focus('[data-suggest-url]')
  await page.keyboard.press('Enter')
  await eventually(() => page.textContent('#suggested-cases')).toMatch(/\d+ cases? suggested/)
  expect(await axeViolations(page)).toEqual([])
  await page.locator('[name="adopt"]').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/suggestions#tests\.14\.total$/)
  await page.waitForSelector('text=Is this right?')
  expect(await page.isVisible('[id="tests.14.total"]')).toBe(true)
  expect(await page.inputValue('[id="tests.14.total"]')).toMatch(/^\d+\.\d\d$/)
  expect(await axeViolations(page)).toEqual([])
  await page.focus('[id="tests.14.total"]')
  await page.keyboard.press('Enter')
  await page.waitForURL(/saved=1/)
  const { document } = await office.house.forms.draft(office.organisation.id, 'bulky-waste')
  expect(document.pricing!.tests).toHaveLength(15)
  expect(watch.messages).toEqual([])
  await close()
})

test.each([
  [1280, true],
  [320, true],
  [320, false],
])('at %i pixels, scripts %s: the grid and the suggestions are sound', async (width, javaScript) => {
  const { page, watch, close } = await open('/officer/forms/food-hygiene-rerating/prices', width, javaScript)
  await page.click('text=Suggest cases')
  await page.waitForSelector('[name="adopt"], #suggested-cases p')
  await page.click('text=Run cases')
  await page.waitForSelector('.cf-case-grid')
  expect(await scrollsSideways(page)).toBe(false)
  if (javaScript) expect(await axeViolations(page)).toEqual([])
  expect(watch.messages).toEqual([])
  await close()
})

test.each([1280, 320])('what the new prices change is sound at %i pixels', async (width) => {
  const { document, revision } = await office.house.forms.draft(office.organisation.id, 'bulky-waste')
  const pricing = structuredClone(document.pricing!)
  pricing.fees.upTo3![0]!.pence += 100
  await office.house.forms.saveDraftPart(
    office.organisation.id,
    'bulky-waste',
    { revision, part: { pricing } },
    'system',
  )
  const { page, watch, close } = await open(prices, width)
  await page.click('text=See what the draft')
  await page.waitForSelector('text=Those that change most')
  expect(await axeViolations(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  await page.fill('[name="on"]', '2027-04-01')
  await page.keyboard.press('Enter')
  await page.waitForURL(/on=2027-04-01/)
  expect(watch.messages).toEqual([])
  await close()
})
