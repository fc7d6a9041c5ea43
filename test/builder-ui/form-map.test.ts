import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { type DesignerOffice, openDesignerOffice } from '../support/designer-office.ts'
import { eventually } from '../support/eventually.ts'
import { pressOn } from '../support/keyboard.ts'

const van = {
  show: true,
  conjunction: 'all',
  conditions: [{ component: 'kind', operator: 'isEqual', value: 'van' }],
}
const form = {
  format: 'counterfoil/1',
  slug: 'parking',
  title: 'Parking <b>& "more"',
  sections: [
    { key: 'you', title: 'About you' },
    { key: 'rest', title: 'The rest' },
  ],
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'what',
        title: 'What do you drive?',
        section: 'you',
        components: [
          {
            type: 'radio',
            key: 'kind',
            label: 'What kind?',
            values: ['car', 'van', 'lorry'].map((value) => ({ value, label: value })),
            validate: { required: true },
          },
        ],
      },
      {
        type: 'panel',
        key: 'vans',
        title: 'About a "van" & its </svg> owner',
        section: 'you',
        conditional: van,
        components: [{ type: 'textfield', key: 'owner', label: 'Owner' }],
      },
      {
        type: 'panel',
        key: 'sorry',
        title: 'You cannot use this form',
        section: 'you',
        exit: true,
        conditional: van,
        components: [{ type: 'content', key: 'why', html: '<p>No vans</p>' }],
      },
      {
        type: 'panel',
        key: 'name',
        title: 'Your name',
        section: 'rest',
        components: [{ type: 'textfield', key: 'fullName', label: 'Full name' }],
      },
    ],
  },
}

let office: DesignerOffice
let browser: Browser
let slug: string
beforeAll(async () => {
  office = await openDesignerOffice()
  browser = await launch()
  slug = await office.make({ ...form, title: 'Parking & more', definition: withPlainTitles() })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await office?.close()
})

/** Titles with tags cannot be saved at all; what is like them can. */
function withPlainTitles() {
  const components = form.definition.components.map((panel) => ({
    ...panel,
    title: panel.title.replace('</svg>', '< svg >'),
  }))
  return { ...form.definition, components }
}

async function open(width: number): Promise<{ page: Page; quiet(): void }> {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  await office.signIn(context)
  const page = await context.newPage()
  const watch = watchConsole(page, office.story.baseUrl)
  await page.goto(`${office.story.baseUrl}/officer/forms/${slug}/map`)
  return {
    page,
    quiet() {
      expect(watch.messages).toEqual([])
      expect(watch.outside).toEqual([])
    },
  }
}

it('shows pages and ways as a picture and as a list, marks a dead end, and leads to the page on the canvas', async () => {
  const { page, quiet } = await open(1280)
  expect(await page.locator('.cf-map__box').count()).toBe(6)
  expect(await page.locator('.cf-map-list h3').allTextContents()).toEqual([
    '1. What do you drive?',
    '2. About a "van" & its < svg > owner',
    '3. You cannot use this form Ends the form',
    '4. Your name',
  ])
  expect(await page.locator('.cf-map-list li').nth(1).textContent()).toContain('Shown when What kind? is van')
  expect(await page.locator('.cf-map-list__mark').allTextContents()).toEqual([
    'Look at this A dead end: everybody who gets here is stopped later and cannot send the form',
  ])
  await page.locator('.cf-map__box', { hasText: '4. Your name' }).click()
  await page.waitForSelector('#designer[data-ready]')
  await eventually(() => page.locator('.cf-page-heading h2').textContent()).toBe('Your name')
  quiet()
})

it('is read and followed from the keyboard alone', async () => {
  const { page, quiet } = await open(1280)
  await pressOn(page, page.getByRole('link', { name: '2. About a "van" & its < svg > owner, needs a look' }))
  await page.waitForSelector('#designer[data-ready]')
  await eventually(() => page.locator('.cf-page-heading h2').textContent()).toBe(
    'About a "van" & its < svg > owner',
  )
  await pressOn(page, page.getByRole('link', { name: 'Form map' }))
  await eventually(() => page.locator('h1').textContent()).toBe('Form map')
  quiet()
})

it.each([1280, 320])('nothing is against WCAG 2.2 AA at %i pixels', async (width) => {
  const { page, quiet } = await open(width)
  expect(await axeViolations(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  quiet()
})

it('is only for who may edit this organisation’s forms', async () => {
  expect((await office.get('/officer/forms/no-such-form/map')).status).toBe(404)
  const answer = await fetch(`${office.story.baseUrl}/officer/forms/${slug}/map`, { redirect: 'manual' })
  expect(answer.headers.get('location')).toContain('/officer/sign-in')
})
