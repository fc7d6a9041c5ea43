import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DesignerOffice, openDesignerOffice } from '../support/designer-office.ts'
import { smallForm } from '../support/designer-page.ts'
import { eventually } from '../support/eventually.ts'
import { launchFirefox } from '../support/firefox.ts'

let browser: Browser
let office: DesignerOffice
beforeAll(async () => {
  browser = await launchFirefox()
  office = await openDesignerOffice()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

test('in Firefox, an officer adds a question, words it, moves it by keyboard, sees it as residents will, and it is saved', async () => {
  const slug = await office.make({
    format: 'counterfoil/1',
    slug: 'waste',
    title: 'Waste',
    definition: smallForm,
  })
  const page = await browser.newPage()
  const errors: unknown[] = []
  page.on('pageerror', (error) => errors.push(error))
  const [name, value] = office.cookie.split('=') as [string, string]
  await browser.setCookie({ name, value, domain: '127.0.0.1', path: '/officer' })
  const address = `${office.story.baseUrl}/officer/forms/${slug}/design`
  await page.goto(address)
  await page.waitForSelector('#designer[data-ready]')

  await press(page, 'Add: Short text')
  await eventually(() => cards(page)).toContain('Short text')
  await press(page, 'Edit: Short text')
  const label = page.locator('#setting-label')
  await label.fill('Where should we look?')
  await page.keyboard.press('Enter')
  await eventually(() => cards(page)).toContain('Where should we look?')

  await page.focus('aria/Move to…: Where should we look?[role="button"]')
  for (const key of ['Enter', '1', 'Enter'] as const) await page.keyboard.press(key)
  await eventually(async () => (await cards(page))[0]).toBe('Where should we look?')
  await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Move to…: Where should we look?',
  )
  await eventually(() => state(page)).toMatch(/^Saved at \d\d:\d\d$/)

  await press(page, 'Preview: Where should we look?')
  await eventually(() =>
    page.evaluate(() => {
      const shown = document.querySelector<HTMLIFrameElement>('.cf-preview__frame')?.contentDocument
      return [shown?.querySelector('label')?.textContent?.trim(), shown?.activeElement?.getAttribute('name')]
    }),
  ).toEqual(['Where should we look?', 'whereShouldWeLook'])

  await page.reload()
  await page.waitForSelector('#designer[data-ready]')
  expect((await cards(page))[0]).toBe('Where should we look?')
  expect((await office.definition(slug)).components[0]?.components[0]?.key).toBe('whereShouldWeLook')
  expect(errors).toEqual([])
}, 60_000)

const press = (page: Page, name: string) => page.locator(`aria/${name}[role="button"]`).click()

const cards = (page: Page) =>
  page.$$eval('.cf-card__kind', (all) => all.map((card) => (card.textContent ?? '').split(',')[0]?.trim()))

const state = (page: Page) => page.$eval('.cf-designer__state', (line) => line.textContent)
