import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Component } from '../../form-schemas/document.ts'
import { axeViolations, launch, type PageWatch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { type DesignerOffice, openDesignerOffice } from '../support/designer-office.ts'
import { smallForm } from '../support/designer-page.ts'
import { eventually } from '../support/eventually.ts'

/* What officers share in the designer: the question bank and comments; and the gallery that a form begins from. */

let office: DesignerOffice
let browser: Browser
let page: Page
let watch: PageWatch
let slug: string
beforeAll(async () => {
  ;[office, browser] = await Promise.all([openDesignerOffice(), launch()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await office?.close()
})
beforeEach(async () => {
  await page?.context().close()
  slug = await office.make({ format: 'counterfoil/1', slug: 'small', title: 'Small', definition: smallForm })
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await office.signIn(context)
  page = await context.newPage()
  watch = watchConsole(page, office.story.baseUrl)
  await office.open(page, slug)
})

const button = (name: string) => page.getByRole('button', { name, exact: true })
const questions = async (): Promise<Component[]> =>
  (await office.definition(slug)).components.flatMap(({ components }) => components)
const bank = () => office.story.house.forms.questionBank

/** The dialog, or the page, is sound at both widths, and nothing was refused by the page's own policy. */
async function sound() {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
  }
  // What the server refuses is said in the dialog; the browser notes it, too.
  expect(watch.messages.filter((message) => !message.includes('422'))).toEqual([])
}

it('an officer keeps a question in the bank, adds it again, and takes a change over only by saying so, all by keyboard', async () => {
  await button('Save to question bank: Full name').focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Name in the question bank').fill('')
  await page.keyboard.press('Enter')
  await page.waitForSelector('dialog .govuk-error-summary')
  await page.getByLabel('Name in the question bank').fill('Full name of a person')
  await sound()
  await page.keyboard.press('Enter')
  await page.waitForSelector('text=From the question bank: ‘Full name of a person’')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Save to question bank: Full name',
  )
  const [block] = await bank().list(office.story.organisation.id)
  expect(block).toMatchObject({ name: 'Full name of a person', version: 1 })

  await button('Add from question bank: About you').press('Enter')
  await page.getByRole('searchbox', { name: 'Find' }).fill('person')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await sound()
  await page.keyboard.press('Enter')
  await eventually(async () => (await questions()).map(({ key }) => key)).toContain('fullName2')
  expect((await questions()).find(({ key }) => key === 'fullName2')?.bank).toEqual({
    block: block!.id,
    version: 1,
    part: 'fullName',
  })

  const changed = [{ ...block!.components[0]!, description: 'As on your passport' }]
  const given = { version: 1, components: changed }
  await bank().change(office.story.organisation.id, block!.id, given, 'system')
  await office.open(page, slug)
  expect(await page.locator('.cf-card >> text=Update available').count()).toBe(2)
  expect((await questions()).some(({ description }) => description === 'As on your passport')).toBe(false)
  await button('See the update: Full name').first().press('Enter')
  await page.waitForSelector('dialog >> text=hint: was empty, now ‘As on your passport’')
  await sound()
  await page.keyboard.press('Escape')
  expect(await page.locator('.cf-card >> text=Update available').count()).toBe(2)
  await button('See the update: Full name').first().press('Enter')
  await button('Take over the change').press('Enter')
  await page.waitForSelector('.cf-card__preview >> text=As on your passport')
  await eventually(async () => (await questions())[0]).toMatchObject({
    description: 'As on your passport',
    bank: { version: 2 },
  })
})

it('colleagues talk about a question: the dialog says who and when, the pages list how many are open', async () => {
  await button('Comment: Full name').press('Enter')
  await button('Add the comment').press('Enter')
  await page.waitForSelector('dialog >> text=Enter what you want to say')
  await page.getByLabel('Add a comment').fill('<b>First</b> and last name?')
  await button('Add the comment').press('Enter')
  await page.waitForSelector('dialog >> text=<b>First</b> and last name?')
  await page.waitForSelector('dialog .cf-record >> text=Ada')
  await page.locator('dialog summary').click()
  await page.getByLabel('Your reply').fill('Both')
  await button('Send the reply')
    .or(page.getByRole('button', { name: /^Send the reply: / }))
    .press('Enter')
  await page.waitForSelector('dialog .cf-parts >> text=Both')
  await sound()
  await page.keyboard.press('Escape')
  await page.waitForSelector('.cf-pages__note >> text=1 open comment')
  await page.waitForFunction(
    () => document.activeElement?.getAttribute('aria-label') === 'Comments (1 open): Full name',
  )
  await sound()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Resolve: / }).press('Enter')
  await page.waitForSelector('dialog >> text=Resolved by Ada')
  await page.keyboard.press('Escape')
  await button('Comment: Full name').waitFor()
  await page.goto(`${office.story.baseUrl}/officer/forms/${slug}/comments`)
  await sound()
})

// Seven pages, each at two widths.
it('the gallery, a form before it is used, its names, and the question bank are sound at both widths', async () => {
  const [block] = await bank().list(office.story.organisation.id)
  const at = [
    '/forms/new',
    '/forms/new?search=zebra',
    '/forms/new/school-meals?errors',
    '/forms/new/pay-rent?wide&language=cy',
  ]
  for (const path of [...at, `/forms/${slug}/names`, '/question-bank', `/question-bank/${block!.id}`]) {
    await page.goto(`${office.story.baseUrl}/officer${path}`)
    await sound()
  }
  await page.goto(`${office.story.baseUrl}/officer/forms/new`)
  await page.getByLabel('Find a form to start from').fill('sofa')
  await page.keyboard.press('Enter')
  await page.waitForURL(/search=sofa/)
  await page.getByRole('button', { name: /^Preview ?: Book a bulky waste/ }).press('Enter')
  await page.getByLabel('Page', { exact: true }).selectOption({ index: 1 })
  await button('Show').press('Enter')
  await page.waitForURL(/page=landlord/)
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
  await button('Use this form').press('Enter')
  await page.waitForURL(/names\?made=1/)
}, 90_000)
