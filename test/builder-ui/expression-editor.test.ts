import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations, launch, type PageWatch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { type Harness, startHarness } from '../support/builder-harness.ts'
import { eventually } from '../support/eventually.ts'
import { type ExpressionServer, serveExpressionPages } from '../support/expression-pages.ts'

let harness: Harness
let browser: Browser
let server: ExpressionServer
let page: Page
let watch: PageWatch

beforeAll(async () => {
  harness = await startHarness()
  server = serveExpressionPages(harness)
  browser = await launch()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await harness?.close()
})

async function open(path: string, width = 1280): Promise<void> {
  await page?.context().close()
  page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage()
  watch = watchConsole(page, harness.origin)
  Object.assign(server, { checked: [], posted: [], answer: { status: 200, html: '' }, checkFails: false })
  await page.goto(harness.origin + path)
  await page.waitForSelector('.cm-content')
}

const editor = (name: string) => page.getByRole('textbox', { name })
const type = async (name: string, text: string) => {
  await editor(name).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

it('a mistake is underlined, told in words with its character, and belongs to the editor for assistive technology', async () => {
  await open('/prices')
  await type('Amount', '$fee("upTo3") * unknownField')
  await page.waitForSelector('.cm-lintRange-error')
  expect(await page.textContent('.cm-lintRange-error')).toBe('unknownField')
  expect(await page.textContent('#amount-problems')).toMatch(
    /There is no question called unknownField \(character 17\)/,
  )
  expect(await editor('Amount').getAttribute('aria-describedby')).toBe('amount-hint amount-problems')
  expect(await editor('Amount').getAttribute('aria-invalid')).toBe('true')
  expect(server.checked.at(-1)).toEqual({
    kind: 'amount',
    lineCode: 'upTo3',
    source: '$fee("upTo3") * unknownField',
  })
  await page.getByRole('button', { name: 'character 17' }).click()
  await page.keyboard.insertText('items.quantity + ')
  expect(await page.inputValue('#amount-source')).toBe('$fee("upTo3") * items.quantity + unknownField')
  expect(await axeViolations(page)).toEqual([])

  await type('Amount', '2500')
  await eventually(() => page.textContent('#amount-problems')).toBe('')
  expect(await editor('Amount').getAttribute('aria-invalid')).toBe('false')
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
})

it('questions, functions and named values are offered, and not inside a text', async () => {
  await open('/prices')
  await type('Amount', '')
  await page.keyboard.type('$f')
  await page.waitForSelector('.cm-tooltip-autocomplete')
  expect(await page.textContent('.cm-tooltip-autocomplete')).toContain('$fee(code)')
  expect(await axeViolations(page)).toEqual([])
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
  expect(await page.inputValue('#amount-source')).toBe('$fee(')
  await page.keyboard.type('"item')
  await page.waitForTimeout(300)
  expect(await page.locator('.cm-tooltip-autocomplete').count()).toBe(0)
  await type('Amount', '')
  await page.keyboard.type('ite')
  await page.waitForSelector('.cm-tooltip-autocomplete')
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
  expect(await page.inputValue('#amount-source')).toBe('items.quantity')
})

it('Tab leaves the editor, and its label leads to it', async () => {
  await open('/prices')
  await page.getByText('Amount', { exact: true }).click()
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('cm-content')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Save prices')
  await page.keyboard.press('Shift+Tab')
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('cm-content')
})

it('cases run on what is on the page now, and the summary is announced', async () => {
  await open('/prices')
  await type('Amount', '3000')
  server.answer.html =
    '<p data-announce>2 of 3 cases pass</p><div class="cf-case cf-case--failed">Four items</div>'
  await page.getByRole('button', { name: 'Run cases' }).click()
  await eventually(() => page.textContent('#case-results')).toContain('Four items')
  await eventually(() => page.textContent('#announcements')).toBe('2 of 3 cases pass')
  expect(server.posted).toEqual([{ 'lines[0].amount': '3000' }])
  expect(page.url()).toBe(`${harness.origin}/prices`)

  server.answer = { status: 500, html: 'secret details' }
  await page.getByRole('button', { name: 'Run cases' }).click()
  await eventually(() => page.textContent('#case-results')).toBe(
    'The cases could not be run. Try again in a moment.',
  )
})

it('the output of a mapping follows what is typed in the mapping and in the sample', async () => {
  await open('/back-office')
  server.answer.html = '<pre class="cf-code">{ "n": 2 }</pre>'
  await page.getByLabel('Sample answers').fill('{ "items": [{ "quantity": 2 }] }')
  await eventually(() => page.textContent('#mapping-output')).toBe('{ "n": 2 }')
  await type('Mapping', '{ "m": 1 }')
  await eventually(() => server.posted.at(-1)?.mapping).toBe('{ "m": 1 }')
  expect(server.posted.at(-1)?.sample).toBe('{ "items": [{ "quantity": 2 }] }')
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
})

it('when checking does not work it says so, and nothing else stops', async () => {
  await open('/prices')
  server.checkFails = true
  await type('Amount', 'unknownField')
  await eventually(() => page.textContent('#amount-problems')).toContain('could not be checked just now')
  expect(await page.inputValue('#amount-source')).toBe('unknownField')
  expect(watch.outside).toEqual([])
})

it('an expression as long as a form may hold, full of HTML, is only text', async () => {
  await open('/prices')
  const source = `/* <img src=x onerror=alert(1)> </textarea><script>alert(1)</script> */ ${'1 + '.repeat(3000)}unknownField`
  await type('Amount', source)
  await eventually(() => page.textContent('#amount-problems')).toContain(`character ${source.length - 11}`)
  expect(await page.inputValue('#amount-source')).toBe(source)
  expect(watch).toEqual({ messages: [], outside: [], failed: [] })
})

it.each(['/prices', '/back-office'])('%s is within WCAG 2.2 AA at 320 pixels', async (path) => {
  await open(path, 320)
  expect(await axeViolations(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
})

it('without the script the page has ordinary text boxes and buttons', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(`${harness.origin}/prices`)
  await plain.getByLabel('Amount').fill('1234')
  expect(await plain.getByRole('button', { name: 'Run cases' }).getAttribute('formaction')).toBe('/run-page')
  await context.close()
})
