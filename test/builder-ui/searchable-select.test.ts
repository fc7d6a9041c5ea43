import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Component } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import type { FieldError } from '../../form-schemas/questions/question-type.ts'
import { renderCalls } from '../form-schemas/render-calls.ts'
import { axeViolations, launch, watchConsole } from '../support/browser.ts'
import { type Harness, startHarness } from '../support/builder-harness.ts'
import { eventually } from '../support/eventually.ts'

const places = ['Aberystwyth', 'Ynys Môn', 'Bristol & Bath', 'North <East>', 'East Lothian', 'Eastbourne']
const question: Component = {
  type: 'select',
  key: 'place',
  label: 'Where is it?',
  description: 'The nearest town',
  searchEnabled: true,
  data: { values: places.map((label, n) => ({ value: `p${n}`, label })) },
  validate: { required: true },
}

let browser: Browser
let harness: Harness
let page: Page

beforeAll(async () => {
  browser = await launch()
  harness = await startHarness()
  harness.page('/search', formPage(question))
  harness.page('/chosen', formPage(question, { held: 'p1' }))
  harness.page('/wrong', formPage(question, { errors: [{ field: 'place', message: 'Select a place' }] }))
  harness.page('/plain', formPage({ ...question, searchEnabled: false }))
}, 120_000)
afterAll(async () => {
  await browser.close()
  await harness.close()
})

function formPage(component: Component, { held = '', errors = [] as FieldError[] } = {}) {
  const values = { place: held }
  const calls = questionType('select').view({ component, language: 'en', heading: false, values, errors })
  const body = `<form method="get" action="/sent">${renderCalls(calls)}<button class="govuk-button">Continue</button></form>`
  return { title: 'A page', script: 'resident.ts', body }
}

async function open(path: string): Promise<ReturnType<typeof watchConsole>> {
  page = await browser.newPage()
  const watch = watchConsole(page, harness.origin)
  await page.goto(harness.origin + path)
  return watch
}
const box = () => page.getByRole('combobox', { name: 'Where is it?' })
const options = () => page.getByRole('option').allTextContents()
const held = () => page.locator('select[name=place]').evaluate((select: HTMLSelectElement) => select.value)

it('options are found by any part of their words, whatever the case and the accents', async () => {
  const watch = await open('/search')
  await box().fill('ynys mon')
  await eventually(options).toEqual(['Ynys Môn'])
  await box().fill('lothian EAST')
  await eventually(options).toEqual(['East Lothian'])
  await box().fill('<east>')
  await eventually(options).toEqual(['North <East>'])
  await box().fill('&')
  await eventually(options).toEqual(['Bristol & Bath'])
  await box().fill('nowhere')
  await eventually(options).toEqual(['No options match what you typed'])
  expect(await axeViolations(page)).toEqual([])
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
})

it('what is chosen from the keyboard is what the form sends', async () => {
  const watch = await open('/search')
  await box().press('ArrowDown')
  await eventually(options).toHaveLength(places.length)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await eventually(() => box().inputValue()).toBe('Ynys Môn')
  expect(await held()).toBe('p1')
  const [request] = await Promise.all([
    page.waitForRequest((request) => request.url().includes('/sent')),
    page.getByRole('button', { name: 'Continue' }).click(),
  ])
  expect([...new URL(request.url()).searchParams]).toEqual([['place', 'p1']])
  expect(watch.messages.filter((message) => !message.includes('404'))).toEqual([])
})

it('a text that was emptied or is no option leaves nothing chosen, and one typed in full is chosen', async () => {
  await open('/chosen')
  await eventually(() => box().inputValue()).toBe('Ynys Môn')
  expect(await held()).toBe('p1')
  await box().fill('')
  await eventually(held).toBe('')
  await box().fill('EASTBOURNE ')
  await box().blur()
  await eventually(held).toBe('p5')
  await box().fill('East')
  await box().blur()
  await eventually(held).toBe('')
})

it('its hint and its error are said with it, and the error summary’s link leads to it', async () => {
  await open('/wrong')
  await eventually(() => box().getAttribute('class')).toContain('govuk-input--error')
  const id = await box().getAttribute('aria-describedby')
  const described = await page.locator(`[id="${id}"]`).textContent()
  expect(described).toMatch(/^The nearest town Error:\s*Select a place Type to search/)
  expect(await box().getAttribute('id')).toBe('place')
  expect(await axeViolations(page)).toEqual([])
})

it('a list that cannot be searched fetches nothing more, and without JavaScript all lists are plain', async () => {
  const asked: string[] = []
  page = await browser.newPage()
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(`${harness.origin}/plain`, { waitUntil: 'networkidle' })
  expect(asked.filter((url) => url.includes('searchable'))).toEqual([])
  const without = await browser.newContext({ javaScriptEnabled: false })
  page = await without.newPage()
  await page.goto(`${harness.origin}/search`)
  await page.getByLabel('Where is it?').selectOption('Ynys Môn')
  expect(await page.locator('select').isVisible()).toBe(true)
  await without.close()
})
