import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { pressOn, tabTo, typeInto } from '../../support/keyboard.ts'
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

async function open(width: number) {
  const context = await chromium.newContext({ viewport: { width, height: 900 } })
  const [name, value] = admin.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: base }])
  const page = await context.newPage()
  const watch = watchConsole(page, base)
  await page.goto(`${base}/officer/forms/bulky-waste/back-office`)
  await page.waitForSelector('.cm-editor')
  return { page, watch, close: () => context.close() }
}

const mapping = (page: Page) => () => page.inputValue('[name="mapping"]')
/** The boxes of a target are named after its row. */
async function boxes(page: Page, pointer: string): Promise<(box: string) => string> {
  const name = await page.locator(`[name$=".path"][value="${pointer}"]`).getAttribute('name')
  return (box) => `[id="${name!.replace('.path', `.${box}`)}"]`
}

async function expectUsable(page: Page): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

test('with the mouse: a choice writes the expression, the expression is shown as choices, the output follows both', async () => {
  const { page, watch, close } = await open(1280)
  const name = await boxes(page, '/customer/name')
  await page.selectOption(name('how'), 'first')
  await page.waitForSelector(name('first.length'))
  await eventually(mapping(page)).toContain('"name": $substring(fullName, 0, 30)')
  await page.fill(name('first.length'), '4')
  await eventually(() => page.textContent('#mapping-output')).toContain('"name": "Rosa"')
  await page.keyboard.press('Tab')
  await eventually(mapping(page)).toContain('$substring(fullName, 0, 4)')

  const type = await boxes(page, '/customer/type')
  await page.selectOption(type('choice'), 'constant')
  await page.fill(type('value'), 'council')
  await page.keyboard.press('Tab')
  await eventually(() => page.textContent('#targets')).toContain('‘customer/type’ must be one of')
  await page.click(name('steps'))
  await eventually(() => page.textContent('#steps')).toContain('fullName What is your full name?')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('steps')
  await expectUsable(page)

  await page.click('[id="mapping"]')
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(
    '{ "reference": $submission.reference, "customer": { "name": $uppercase(fullName) } }',
  )
  await eventually(() => page.inputValue(name('how'))).toBe('upper-case')
  await eventually(() => page.textContent('#targets')).toContain('‘receivedAt’ is missing')
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText('$merge([{}])')
  await eventually(() => page.textContent('#targets')).toContain('one expression of its own')
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
  await close()
})

test('with the keyboard alone, at 320 pixels: a field is filled, made a case, sent as a test and saved', async () => {
  const { page, watch, close } = await open(320)
  const phone = await boxes(page, '/customer/phone')
  await tabTo(page, page.locator(phone('choice')))
  await page.keyboard.type('Email')
  await eventually(mapping(page)).toContain('"phone": email')
  expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^pick\.\d+\.choice$/)
  await pressOn(page, page.getByRole('button', { name: 'Save the sample as a case' }))
  await page.waitForSelector('text=/is case ‘Sample 1’ now/')
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('Sample 1')
  await typeInto(page, page.locator('[id="tests.3.name"]'), 'The phone is the e-mail')
  await page.keyboard.press('Enter')
  await page.waitForURL(/saved=1/)
  const [saved] = (await office.house.forms.draft(office.organisation.id, 'bulky-waste')).document.deliveries!
  expect(saved!.mapping).toContain('"phone": email')
  expect(saved!.tests.at(-1)!.name).toBe('The phone is the e-mail')

  await pressOn(page, page.getByRole('button', { name: 'Send a test', exact: true }))
  await page.waitForSelector('h1:has-text("Send a test")')
  await expectUsable(page)
  await tabTo(page, page.locator('#agreed'))
  await page.keyboard.press('Space')
  await pressOn(page, page.getByRole('button', { name: 'Send the test' }))
  await page.waitForSelector('text=Written to waste-api.jsonl')
  await expectUsable(page)
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
  await close()
})
