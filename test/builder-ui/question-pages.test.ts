import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Component } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { renderCalls } from '../form-schemas/render-calls.ts'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { type Harness, startHarness } from '../support/builder-harness.ts'
import { eventually } from '../support/eventually.ts'

const benefits: Component = {
  type: 'selectboxes',
  key: 'benefits',
  label: 'Which benefits do you get?',
  values: [
    { value: 'pip', label: 'PIP', description: 'Personal Independence Payment' },
    { value: 'uc', label: 'Universal Credit' },
  ],
  noneOption: 'None of these',
  validate: { required: true },
}
const help = { summary: 'Where to find it', text: 'On your bill.\nOr ask us.' }
const starter = (type: string, settings: object = {}): Component => ({
  ...structuredClone(questionType(type).designer.starter),
  ...settings,
})
const everything: Component[] = [
  starter('name', { ask: 'titleFirstAndLast', description: 'As it is on your bill', help }),
  starter('dateOfBirth'),
  starter('niNumber'),
  starter('organisation', { companyNumber: 'required', charityNumber: 'optional' }),
  starter('bankDetails', { rollNumber: true, description: 'To pay you back' }),
  starter('reference', { scheme: 'councilTax', help }),
  starter('vehicleRegistration'),
  starter('uprn'),
  starter('monthYear'),
  starter('time'),
  starter('textarea', { showCharCount: true, countThreshold: 50 }),
  benefits,
  starter('declaration'),
]

let browser: Browser
let harness: Harness
let page: Page

beforeAll(async () => {
  browser = await launch()
  harness = await startHarness()
  harness.page('/benefits', formPage([benefits]))
  harness.page('/empty', formPage(everything))
  harness.page('/wrong', formPage(everything, true))
}, 120_000)
afterAll(async () => {
  await browser.close()
  await harness.close()
})

function formPage(components: Component[], wrong = false) {
  const html = components.map((component) => {
    const type = questionType(component.type)
    const read = type.read(component, new URLSearchParams(), 'en')
    const errors = wrong && !read.ok ? read.errors : []
    return renderCalls(type.view({ component, language: 'en', heading: false, values: {}, errors }))
  })
  const body = `<form method="get" action="/sent">${html.join('\n')}<button class="govuk-button">Continue</button></form>`
  return { title: 'A page', script: 'resident.ts', body }
}

async function open(path: string, settings: { javaScriptEnabled?: boolean; width?: number } = {}) {
  const { javaScriptEnabled = true, width = 1000 } = settings
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 900 } })
  page = await context.newPage()
  const watch = watchConsole(page, harness.origin)
  await page.goto(harness.origin + path)
  return watch
}
const box = (name: string) => page.getByRole('checkbox', { name, exact: true })
const ticked = () =>
  page.locator('input:checked').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))

it('none of these unticks the others, and any other unticks it', async () => {
  const watch = await open('/benefits')
  await box('PIP').check()
  await box('Universal Credit').check()
  await box('None of these').check()
  await eventually(ticked).toEqual(['none'])
  await box('PIP').check()
  await eventually(ticked).toEqual(['pip'])
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
})

it('without JavaScript both can be ticked, and both are sent for the server to refuse', async () => {
  await open('/benefits', { javaScriptEnabled: false })
  await box('PIP').check()
  await box('None of these').check()
  expect(await ticked()).toEqual(['pip', 'none'])
  const sent = new URLSearchParams([
    ['benefits', 'pip'],
    ['benefits', 'none'],
  ])
  expect(questionType('selectboxes').read(benefits, sent, 'en')).toMatchObject({ ok: false })
})

it.each([
  ['/empty', 1000],
  ['/empty', 320],
  ['/wrong', 1000],
  ['/wrong', 320],
])('the new kinds of question at %s are within WCAG 2.2 AA at %i pixels', async (path, width) => {
  const watch = await open(path, { width })
  for (const summary of await page.locator('summary').all()) await summary.click()
  expect(await axeViolations(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
})
