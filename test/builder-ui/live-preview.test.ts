import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { axeViolations, launch, type PageWatch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { type DesignerOffice, openDesignerOffice } from '../support/designer-office.ts'
import { eventually } from '../support/eventually.ts'
import { pressOn, tabTo } from '../support/keyboard.ts'

const permit = {
  format: 'counterfoil/1',
  slug: 'permit',
  title: { en: 'Apply for a permit', cy: 'Gwneud cais am drwydded' },
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'aboutYou',
        title: { en: 'About you', cy: 'Amdanoch chi' },
        components: [
          {
            type: 'textfield',
            key: 'fullName',
            label: { en: 'Full name', cy: 'Enw llawn' },
            validate: { required: true },
          },
          {
            type: 'radio',
            key: 'kind',
            label: { en: 'What kind?', cy: 'Pa fath?' },
            values: [
              { value: 'resident', label: { en: 'Resident', cy: 'Preswylydd' } },
              { value: 'visitor', label: { en: 'Visitor', cy: 'Ymwelydd' } },
            ],
            validate: { required: true },
          },
        ],
      },
      {
        type: 'panel',
        key: 'visits',
        title: { en: 'Visits', cy: 'Ymweliadau' },
        conditional: {
          show: true,
          conjunction: 'all',
          conditions: [{ component: 'kind', operator: 'isEqual', value: 'visitor' }],
        },
        components: [
          {
            type: 'editgrid',
            key: 'list',
            label: { en: 'Visits', cy: 'Ymweliadau' },
            itemLabel: { en: 'visit', cy: 'ymweliad' },
            components: [
              {
                type: 'textfield',
                key: 'who',
                label: { en: 'Who comes?', cy: 'Pwy sy’n dod?' },
                validate: { required: true },
              },
            ],
            validate: { required: true },
          },
        ],
      },
    ],
  },
}

let office: DesignerOffice
let slug: string
beforeAll(async () => {
  office = await openDesignerOffice()
  slug = await office.make(permit)
}, 120_000)
afterAll(() => office?.close())

const asked = (more: object = {}) => ({
  definition: permit.definition,
  page: 'aboutYou',
  language: 'en',
  errors: false,
  ...more,
})
const previewAt = (json: unknown, form = slug) =>
  office.send('POST', `/officer/forms/${form}/design/preview`, json)
const htmlOf = async (more: object = {}, form = slug) =>
  ((await (await previewAt(asked(more), form)).json()) as { html: string }).html

describe('a previewed page', () => {
  it.each(['en', 'cy'])(
    'is byte for byte what a resident gets, without and with errors, in %s',
    async (language) => {
      const { house, organisation } = office.story
      const live = await office.make({ ...permit, slug: `permit-${language}` })
      const published = await house.forms.publish(
        organisation.id,
        live,
        { note: 'Live', mode: 'live' },
        'system',
      )
      expect(published.kind).toBe('published')
      const resident = office.story.resident()
      const start = await resident.get(`/exampleshire/${live}?language=${language}`)
      const first = await resident.arrive(await resident.send(start))
      const html = await htmlOf({ language }, live)
      expect(html).toBe(first.html)
      const wrong = await resident.send(first)
      expect(wrong.status).toBe(422)
      expect(await htmlOf({ language, errors: true }, live)).toBe(wrong.html)
    },
  )

  it('shows what only some are asked, and the first item of a list', async () => {
    const html = await htmlOf({ page: 'visits', errors: true })
    expect(html).toContain('Visit 1')
    expect(html).toContain('Who comes?')
    expect(html).toContain('There is a problem')
  })

  it('is shown also while the rest of the form cannot be saved', async () => {
    const [about, visits] = permit.definition.components
    const broken = {
      ...permit.definition,
      components: [
        {
          ...about,
          conditional: {
            show: true,
            conjunction: 'all',
            conditions: [{ component: 'gone', operator: 'isEqual', value: 1 }],
          },
        },
        visits,
        { type: 'panel', key: 'empty', title: 'Empty', components: [] },
      ],
    }
    expect(await htmlOf({ definition: broken })).toContain('Full name')
  })

  it.each([
    ['nothing', {}],
    ['no page', asked({ page: 'nowhere' })],
    ['a language that we have not', asked({ language: 'fr' })],
    ['no pages', asked({ definition: {} })],
    ['a page that is none', asked({ definition: { components: [null] } })],
    ['a text', '"x"'],
    ['no JSON', '{'],
  ])('is refused for %s', async (_, json) => {
    const answer = await previewAt(json)
    expect(answer.status).toBe(422)
    expect(await answer.json()).not.toHaveProperty('html')
  })

  it.each([
    ['HTML in a label', { type: 'textfield', key: 'a', label: '<img src=x onerror=alert(1)>' }],
    ['script in a text', { type: 'content', key: 'a', html: '<script>alert(1)</script>' }],
    ['a type that we have not', { type: 'iframe', key: 'a', label: 'x' }],
    ['a key of JavaScript', { type: 'textfield', key: '__proto__', label: 'x' }],
    ['components that are no list', { type: 'editgrid', key: 'a', label: 'x', components: 'many' }],
  ])('is not made of %s: the problems are told', async (_, question) => {
    const components = [{ type: 'panel', key: 'aboutYou', title: 'About', components: [question] }]
    const answer = await previewAt(asked({ definition: { display: 'wizard', components } }))
    expect(answer.status).toBe(422)
    expect((await answer.json()) as object).toMatchObject({
      problems: expect.arrayContaining([{ pointer: expect.any(String), message: expect.any(String) }]),
    })
  })

  it('is only for who may edit this organisation’s forms', async () => {
    expect((await previewAt(asked(), 'no-such-form')).status).toBe(404)
    const unsigned = await fetch(`${office.story.baseUrl}/officer/forms/${slug}/design/preview`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: '{}',
    })
    expect(unsigned.status).toBe(401)
  })
})

describe('the preview in the designer', () => {
  let browser: Browser
  let page: Page
  let watch: PageWatch
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())
  const open = async (width = 1280) => {
    await page?.context().close()
    const context = await browser.newContext({ viewport: { width, height: 900 } })
    await office.signIn(context)
    page = await context.newPage()
    watch = watchConsole(page, office.story.baseUrl)
    // A form of its own: what a test changes is saved.
    await office.open(page, await office.make(permit))
  }
  beforeEach(() => open())
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const frame = () => page.frameLocator('.cf-preview__frame')
  const heading = () => frame().locator('h1').first().textContent()
  const quiet = () => {
    expect(watch.messages).toEqual([])
    expect(watch.outside).toEqual([])
  }

  it('shows pages, errors, Welsh and a phone, and jumps to questions and back', async () => {
    await button('Preview').click()
    await eventually(async () => (await heading())?.trim()).toBe('About you')
    await page.getByLabel('Show error messages').check()
    await eventually(() => frame().locator('.govuk-error-summary').count()).toBe(1)
    await page.getByLabel('Language').selectOption('Welsh')
    await eventually(() => frame().locator('.govuk-error-summary__title').textContent()).toContain(
      'Mae problem',
    )
    await page.getByLabel('Width').selectOption('Phone')
    expect((await page.locator('.cf-preview__frame').boundingBox())?.width).toBe(375)

    // A change shows at once: the dialog of a question opens from the preview itself.
    await page.getByLabel('Language').selectOption('English')
    await page.getByLabel('Show error messages').uncheck()
    await eventually(() => frame().locator('.govuk-error-summary').count()).toBe(0)
    await frame().getByText('Full name', { exact: true }).click()
    await page.getByRole('dialog').getByLabel('Question (English)').fill('Your whole name')
    await page.getByRole('button', { name: 'Update question' }).click()
    await eventually(() => frame().getByText('Your whole name').count()).toBe(1)

    // Its button and its links lead through the preview, never out of it.
    await frame().getByRole('button', { name: 'Continue' }).click()
    await eventually(() => frame().getByText('Who comes?').count()).toBe(1)
    await frame().locator('.govuk-back-link').click()
    await eventually(() => frame().getByText('Your whole name').count()).toBe(1)

    await button('Go to question: What kind?').click()
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Edit: What kind?',
    )
    await button('Preview: What kind?').click()
    await eventually(() =>
      frame()
        .locator('[name="kind"]')
        .first()
        .evaluate((input) => input === document.activeElement),
    ).toBe(true)
    quiet()
  })

  it('is worked from the keyboard alone', async () => {
    await pressOn(page, button('Preview'))
    await eventually(async () => (await heading())?.trim()).toBe('About you')
    await tabTo(page, page.getByLabel('Page', { exact: true }))
    await page.keyboard.press('ArrowDown')
    await eventually(() => frame().getByText('Who comes?').count()).toBe(1)
    await page.keyboard.press('ArrowUp')
    await eventually(async () => (await heading())?.trim()).toBe('About you')
    await pressOn(page, button('Edit: Full name'))
    await page.keyboard.press('Control+a')
    await page.keyboard.type('The name')
    await page.keyboard.press('Enter')
    await eventually(() => frame().getByText('The name').count()).toBe(1)
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Edit: The name',
    )
    await pressOn(page, button('Go to question: The name'))
    await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Edit: The name',
    )
    quiet()
  })

  it.each([1280, 320])('nothing is against WCAG 2.2 AA at %i pixels', async (width) => {
    await open(width)
    await button('Preview').click()
    await eventually(async () => (await heading())?.trim()).toBe('About you')
    expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    quiet()
  })
})
