import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, launch, scrollsSideways } from '../support/browser.ts'
import { pdf } from './help-from-outside.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

const both = (en: string, cy: string) => ({ en, cy })
const must = { validate: { required: true } }
const form = {
  format: 'counterfoil/1',
  slug: 'pupils',
  title: both('Tell us about pupils', 'Dywedwch wrthym am ddisgyblion'),
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'pupilsPage',
        title: both('Pupils', 'Disgyblion'),
        components: [
          {
            type: 'editgrid',
            key: 'pupils',
            label: both('Pupils', 'Disgyblion'),
            itemLabel: both('pupil', 'disgybl'),
            validate: { required: true, maxLength: 3 },
            components: [
              { type: 'textfield', key: 'name', label: both('Name', 'Enw'), ...must },
              {
                type: 'file',
                key: 'proof',
                label: both('Proof of age', 'Prawf oedran'),
                accepts: { pdf: true },
              },
              {
                type: 'editgrid',
                key: 'allergies',
                label: both('Allergies', 'Alergeddau'),
                itemLabel: both('allergy', 'alergedd'),
                validate: { required: true, maxLength: 2 },
                components: [{ type: 'textfield', key: 'what', label: both('What to?', 'I beth?'), ...must }],
              },
            ],
          },
        ],
      },
    ],
  },
}
let story: StoryHouse
let chromium: Browser
beforeAll(async () => {
  ;[story, chromium] = await Promise.all([openStoryHouse({ work: false }), launch()])
  await story.publish(JSON.stringify(form))
})
afterAll(async () => {
  await chromium?.close()
  await story?.close()
})

describe.each([
  ['en', 1280, true],
  ['en', 320, true],
  ['cy', 320, true],
  ['en', 320, false],
] as const)('lists within lists (%s, %d pixels, JavaScript %s)', (language, width, javaScript) => {
  const words = {
    en: {
      go: 'Continue',
      yes: 'Yes',
      no: 'No',
      remove: 'Remove',
      name: 'Name',
      what: 'What to?',
      send: 'Accept and send',
    },
    cy: {
      go: 'Parhau',
      yes: 'Ie',
      no: 'Na',
      remove: 'Dileu',
      name: 'Enw',
      what: 'I beth?',
      send: 'Derbyn ac anfon',
    },
  }[language]

  const sound = async (page: Page) => {
    await page.waitForLoadState('networkidle')
    // Axe is a script itself; the page is the same without scripts.
    if (javaScript) expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
  }

  test('are filled in, put right, changed and emptied, with every page sound', async () => {
    const context = await chromium.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: javaScript,
    })
    const page = await context.newPage()
    await page.goto(`${story.baseUrl}/exampleshire/pupils`)
    await page.getByRole('button').last().click()
    await page.waitForURL(/pupils-page\/1/)
    if (language === 'cy') {
      await page
        .getByRole('link', { name: 'Cymraeg' })
        .or(page.getByRole('button', { name: 'Cymraeg' }))
        .click()
      await page.waitForSelector('html[lang=cy]')
    }
    const go = () =>
      page.locator('main form').getByRole('button', { name: words.go, exact: true }).last().click()
    const choose = async (answer: string) => {
      await page.getByLabel(answer, { exact: true }).check()
      await go()
    }
    await sound(page)
    await go()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await page.getByLabel(words.name).fill('Ada')
    await page.locator('input[type=file]').setInputFiles({
      name: 'a-very-long-file-name-that-nobody-would-think-of-typing-anywhere.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(pdf),
    })
    await page.locator('button[value=upload]').click()
    await page.waitForSelector('.cf-file-name')
    expect(await page.getByLabel(words.name).inputValue()).toBe('Ada')
    await sound(page)
    await go()
    await page.waitForURL(/allergies\/1$/)
    await sound(page)
    await go()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await page.getByLabel(words.what).fill('Nuts')
    await go()
    await page.waitForURL(/allergies$/)
    await sound(page)
    await go()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await choose(words.yes)
    await page.waitForURL(/allergies\/2$/)
    await page.getByLabel(words.what).fill('Milk')
    await go()
    await page.waitForURL(/allergies$/)
    await sound(page)
    await page.getByRole('link', { name: words.remove }).last().click()
    await page.waitForURL(/removal$/)
    await sound(page)
    await go()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await choose(words.yes)
    await page.waitForURL(/allergies$/)
    await choose(words.no)
    await page.waitForURL(/pupils-page$/)
    await sound(page)
    await choose(words.no)
    await page.waitForURL(/check-your-answers$/)
    await sound(page)
    await page.locator('a[href*="allergies/1?change=1"]').click()
    await page.getByLabel(words.what).fill('Peanuts')
    await go()
    await choose(words.no)
    await page.waitForURL(/check-your-answers$/)
    expect(await page.textContent('main')).toContain('Peanuts')
    await page.getByRole('button', { name: words.send }).click()
    await page.waitForURL(/confirmation/)
    await context.close()
  })
})
