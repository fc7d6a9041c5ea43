import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Component } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { renderCalls } from '../form-schemas/render-calls.ts'
import { launch, watchConsole } from '../support/browser.ts'
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
let browser: Browser
let harness: Harness
let page: Page

beforeAll(async () => {
  browser = await launch()
  harness = await startHarness()
  harness.page('/benefits', formPage([benefits]))
}, 120_000)
afterAll(async () => {
  await browser.close()
  await harness.close()
})

function formPage(components: Component[]) {
  const html = components.map((component) => {
    const view = { component, language: 'en' as const, heading: false, values: {}, errors: [] }
    return renderCalls(questionType(component.type).view(view))
  })
  const body = `<form method="get" action="/sent">${html.join('\n')}<button class="govuk-button">Continue</button></form>`
  return { title: 'A page', script: 'resident.ts', body }
}

async function open(path: string, settings: { javaScriptEnabled?: boolean } = {}) {
  const { javaScriptEnabled = true } = settings
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1000, height: 900 } })
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
