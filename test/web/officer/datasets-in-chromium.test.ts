import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../../support/browser.ts'
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

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const rents = 'Account Ref,Last Name,Balance of the account at midnight,Notes\n100,Example,42.50,x\n'

describe.each([
  [1280, true],
  [320, true],
  [320, false],
])('at %d pixels, JavaScript %s', (width, javaScript) => {
  async function open(path: string) {
    const context = await chromium.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: javaScript,
    })
    const [name, value] = admin.cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url: base }])
    const page = await context.newPage()
    const watch = watchConsole(page, base)
    await page.goto(base + path)
    return { page, watch, close: () => context.close() }
  }
  const sound = async (page: Page) => {
    await page.waitForLoadState('networkidle')
    // Axe is a script itself; the page is the same without scripts.
    if (javaScript) expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
  }

  test('an officer adds a dataset, looks at a file, replaces the rows, changes the columns and deletes it', async () => {
    const { page, watch, close } = await open('/officer/datasets')
    await sound(page)
    await page.getByRole('button', { name: 'Add a dataset' }).click()
    await sound(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    const name = `rents-${width}-${javaScript}`
    await page.getByLabel('What officers call it').fill('Rent accounts')
    await page.getByLabel('Name that forms use').fill(name)
    await page.getByLabel('A file of it').setInputFiles(file('rents.csv', rents))
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForSelector('text=Columns of Rent accounts')
    await sound(page)
    await page.getByRole('button', { name: 'Save the columns' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await page.getByLabel('What it is for').nth(0).selectOption('key')
    await page.getByLabel('What it is for').nth(1).selectOption('factor')
    await page.getByLabel('What it is for').nth(2).selectOption('value')
    await page.getByLabel('What it holds').nth(2).selectOption('pence')
    await page.getByLabel('Name in forms').nth(2).fill('balance')
    await page.getByLabel('Forms may show it').nth(2).check()
    await page.getByRole('button', { name: 'Save the columns' }).click()
    await page.waitForURL(/\?added$/)
    await sound(page)

    const upload = page.getByLabel('CSV file')
    await upload.setInputFiles(file('bad.csv', `${rents}101,,much,\n`))
    await page.getByRole('button', { name: 'Check the file' }).click()
    await page.waitForSelector('text=The file cannot be used as it is.')
    await sound(page)
    await upload.setInputFiles(file('bad.csv', `${rents}101,,much,\n`))
    await page.getByRole('button', { name: 'Replace the rows' }).click()
    await page.waitForSelector('text=The file was refused.')
    await sound(page)
    await upload.setInputFiles(file('rents.csv', rents))
    await page.getByRole('button', { name: 'Replace the rows' }).click()
    await page.waitForURL(/\?imported$/)
    await sound(page)

    await page.getByRole('link', { name: 'Change the columns' }).click()
    await sound(page)
    await page.goBack()
    await page.getByRole('link', { name: 'Delete this dataset' }).click()
    await sound(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await page.getByLabel('Yes').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/\?removed$/)
    expect(await office.house.datasets.book.byName(office.organisation.id, name)).toBeUndefined()
    expect(watch.outside).toEqual([])
    expect(watch.messages.filter((message) => !message.includes('422'))).toEqual([])
    await close()
  })

  test.each(['senders', 'address-sources'])('%s can be chosen, filled in and tried', async (section) => {
    const job = section === 'senders' ? 'email' : 'postcode'
    const { page, close } = await open(`/officer/${section}`)
    await sound(page)
    await page.goto(`${base}/officer/${section}/${job}`)
    await sound(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await page.goto(
      `${base}/officer/${section}/${job}?supplier=${section === 'senders' ? 'smtp' : 'dataset'}`,
    )
    await sound(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    if (section === 'senders') {
      await page.getByLabel('Mail server').fill('127.0.0.1')
      await page.getByLabel('Port').fill('1')
      await page.getByLabel('STARTTLS').check()
      await page.locator('[id="settings.from"]').fill('forms@example.gov.uk')
    } else await page.locator('[id="settings.dataset"]').fill('nothing')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(/\?saved$/)
    await page.getByRole('button', { name: 'Test connection' }).first().click()
    await page.waitForSelector('text=The connection does not work.')
    await sound(page)
    await close()
  })
})
