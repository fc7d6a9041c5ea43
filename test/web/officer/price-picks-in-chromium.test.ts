import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser as Chromium, Page } from 'playwright-core'
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

const prices = '/officer/forms/bulky-waste/prices'

async function open(width: number) {
  const context = await chromium.newContext({ viewport: { width, height: 900 } })
  const [name, value] = admin.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: base }])
  const page = await context.newPage()
  const watch = watchConsole(page, base)
  await page.goto(base + prices)
  await page.waitForSelector('.cm-editor', { state: 'attached' })
  return { page, watch, close: () => context.close() }
}

/** The rule as its editor has it, open or closed. */
const rule = (page: Page, name: string) => () => page.inputValue(`[name="${name}"]`)
const sentence = (page: Page) => () => page.textContent('#line-0 [data-sentence]')
const id = (name: string) => `[id="${name}"]`

test('with the mouse: a choice writes the expression, an expression is shown as picks, and both are one rule', async () => {
  const { page, watch, close } = await open(1280)
  await page.click('[value="pick-add-condition-0--"]')
  await page.selectOption(id('lines.0.picks.1.component'), 'applicant')
  await page.waitForSelector(id('lines.0.picks.1.value'))
  expect(await rule(page, 'lines.0.when')()).toBe('$count <= 3')
  await page.selectOption(id('lines.0.picks.1.value'), 'landlord')
  await eventually(rule(page, 'lines.0.when')).toBe('$count <= 3 and applicant = "landlord"')
  expect(await sentence(page)()).toBe(
    'Charged when ‘Number of items’ is at most 3 and ‘Are you the resident or the landlord?’ is ‘The landlord or letting agent’',
  )
  await eventually(() => page.textContent('#case-results')).toMatch(/of 14 cases failed/)
  await page.selectOption(id('lines.0.amountPick'), 'fixed')
  await page.fill(id('lines.0.amountFixed'), '12.50')
  await page.keyboard.press('Tab')
  await eventually(rule(page, 'lines.0.amount')).toBe('1250')
  await page.click('#line-0 summary')
  await page.click(id('lines.0.when'))
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText('$count > 2 or $fee("upTo3") = 1')
  await eventually(() => page.textContent('#line-0 [data-picks]')).toContain('says more than can be picked')
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText('$count = 1 or $count = 3')
  await eventually(sentence(page)).toBe('Charged when ‘Number of items’ is 1 or ‘Number of items’ is 3')
  expect(await page.inputValue(id('lines.0.picks.all'))).toBe('any')
  await page.locator(`${id('lines.0.when')} .cm-line`).hover({ position: { x: 20, y: 10 } })
  await page.waitForSelector('.cf-expression__help')
  expect(await page.textContent('.cf-expression__help')).toContain('Number of items')
  expect(await axeViolations(page)).toEqual([])
  expect(watch.messages).toEqual([])
  await close()
})

test('with the keyboard alone, at 320 pixels: a group is picked, a fee scheduled, a day looked at, and all of it saved', async () => {
  const { page, watch, close } = await open(320)
  const focused = () => page.evaluate(() => document.activeElement?.id)
  await page.focus('[value="pick-add-group-0--"]')
  await page.keyboard.press('Enter')
  await eventually(focused).toBe('lines.0.picks.g0.0.component')
  await page.keyboard.type('Number')
  await page.keyboard.press('Tab')
  await page.waitForSelector(`${id('lines.0.picks.g0.0.value')}[inputmode="decimal"]`)
  await page.focus(id('lines.0.picks.g0.0.value'))
  await page.keyboard.type('2')
  await page.keyboard.press('Tab')
  await eventually(rule(page, 'lines.0.when')).toBe('$count <= 3 and $count = 2')
  await page.focus('[value="pick-add-condition-0-0-"]')
  await page.keyboard.press('Space')
  await eventually(focused).toBe('lines.0.picks.g0.1.component')
  expect(await axeViolations(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  await page.focus('[value="pick-remove-condition-0-0-1"]')
  await page.keyboard.press('Enter')
  await eventually(focused).toBe('lines.0.picks.g0.add')
  await page.focus('[value="pick-remove-group-0--0"]')
  await page.keyboard.press('Enter')
  await eventually(rule(page, 'lines.0.when')).toBe('$count <= 3')

  await page.focus('[name="showOn"]')
  await page.fill('[name="showOn"]', '2027-04-01')
  await page.focus('[data-day-url]')
  await page.keyboard.press('Enter')
  await eventually(() => page.textContent('#day-prices')).toContain('£1.50 more than today')
  await page.focus('[value^="add-april"]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=/Enter what ‘upTo3’ costs from 1 April/')
  expect(await focused()).toBe('fees.2.amount')
  await page.keyboard.type('27.50')
  expect(await axeViolations(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  await page.keyboard.press('Enter')
  await page.waitForURL(/saved=1/)
  const { pricing } = (await office.house.forms.draft(office.organisation.id, 'bulky-waste')).document
  expect(pricing!.fees.upTo3).toHaveLength(3)
  expect(pricing!.fees.upTo3!.at(-1)!.pence).toBe(2750)
  expect(pricing!.lines[0]!.when).toBe('$count <= 3')
  expect(watch.messages).toEqual([])
  await close()
})
