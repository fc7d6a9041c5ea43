import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../../support/browser.ts'
import { type Browser, type Office, openOffice } from './an-office.ts'
import {
  beginPayment,
  claimElsewhere,
  deadLetter,
  lostPayment,
  mismatchedPayment,
  overpaidPayment,
  paidPayment,
  refundOf,
  stuckPayment,
  takenElsewhere,
} from './money-matters.ts'
import { payAtSandbox, sendSubmission } from './send-submission.ts'

let office: Office
let admin: Browser
let chromium: Chromium
let server: ReturnType<typeof serve>
let base: string
/** Pages whose address is only known once the house stands. */
const made: Record<string, string> = {}

beforeAll(async () => {
  ;[office, chromium] = await Promise.all([openOffice(), launch()])
  server = serve({ fetch: office.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  admin = await office.signIn(['admin'])
  const paid = await sendSubmission(office, 'bulky-waste')
  await payAtSandbox(office, paid.payAddress!, 'pay')
  const [payment] = await office.house.payments.forSubmission(paid.submissionId)
  await admin.post(`/officer/payments/${payment!.id}/checks`)
  for (const { id } of await office.house.delivery.forSubmission(paid.submissionId))
    await office.house.delivery.attempt(id)
  made.submission = `/officer/submissions/${paid.reference}`
  await makeMoneyMatters(paid.submissionId)

  await admin.post('/officer/forms', { library: 'bulky-waste' })
  const { document } = await office.house.forms.draft(office.organisation.id, 'bulky-waste-2')
  const pricing = structuredClone(document.pricing!)
  pricing.lines[0]!.when = 'itmes > 1'
  await office.house.forms.saveDraftPart(
    office.organisation.id,
    'bulky-waste-2',
    { revision: 1, part: { pricing } },
    'system',
  )
})
/** Payments and refunds in the states whose pages have most on them. */
async function makeMoneyMatters(submissionId: string): Promise<void> {
  const finance = `officer:${(await office.signIn(['finance'])).officer.id}`
  const payment = await paidPayment(office, 'surcharge')
  made.payment = `/officer/payments/${payment.id}`
  made.refunding = `/officer/payments/${payment.id}/refunds/new`
  const waiting = await refundOf(office, payment, 500, { actor: finance, needsSecondPerson: true })
  made.refund = `/officer/refunds/${waiting.id}`
  await refundOf(office, payment, 599)
  await mismatchedPayment(office)
  await lostPayment(office)
  await stuckPayment(office)
  await overpaidPayment(office)
  const begun = await beginPayment(office)
  await claimElsewhere(office, begun.submissionId, finance)
  made.claimed = `/officer/submissions/${begun.reference}`
  const cash = await takenElsewhere(office, (await beginPayment(office)).submissionId, [finance, 'officer:b'])
  made.owed = `/officer/refunds/${(await refundOf(office, cash, 1000)).id}`
  await deadLetter(office, submissionId)
}
afterAll(async () => {
  await chromium?.close()
  server?.close()
  await office?.close()
})

const paths = [
  '/officer/sign-in',
  '/officer/password',
  '/officer/forms',
  '/officer/forms/new',
  '/officer/forms/bulky-waste',
  '/officer/forms/bulky-waste/prices',
  '/officer/forms/bulky-waste-2/prices',
  '/officer/forms/bulky-waste/back-office',
  '/officer/forms/bulky-waste/settings',
  '/officer/forms/bulky-waste/publish',
  '/officer/forms/bulky-waste-2/publish',
  '/officer/submissions',
  'submission',
  'claimed',
  '/officer/payments',
  'payment',
  'refunding',
  '/officer/refunds',
  'refund',
  'owed',
  '/officer/to-look-at',
  '/officer/deliveries',
  '/officer/gateways',
  '/officer/gateways/new',
  '/officer/gateways/new?gateway=sandbox',
  '/officer/gateways/new?gateway=govuk-pay',
  '/officer/gateways/new?gateway=civica-pay',
  '/officer/gateways/new?gateway=pay360',
  '/officer/gateways/new?gateway=stripe',
]

/** Pages with something wrong, whose status is not 200 although the browser asked for them by an address. */
const refusing = [
  '/officer/payments?amount=much&from=31/2/2026&to=x',
  '/officer/payments?text=4111111111111111',
  '/officer/payments?text=nobody',
  '/officer/gateways/new?choose=1',
]

async function open(path: string, width = 1280, javaScriptEnabled = true) {
  const context = await chromium.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
  const [name, value] = admin.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: base }])
  const page = await context.newPage()
  const watch = watchConsole(page, base)
  await page.goto(base + (made[path] ?? path))
  return { page, watch, close: () => context.close() }
}

describe.each([1280, 320])('at %d pixels', (width) => {
  test.each(paths)('%s is accessible, silent and no wider than the window', async (path) => {
    const { page, watch, close } = await open(path, width)
    await page.waitForLoadState('networkidle')
    expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    expect(watch).toEqual({ messages: [], outside: [], failed: [] })
    await close()
  })
})

describe.each([1280, 320])('with something wrong, at %d pixels', (width) => {
  test.each(refusing)('%s is accessible and no wider than the window', async (path) => {
    const { page, close } = await open(path, width)
    await page.waitForLoadState('networkidle')
    expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    await close()
  })
})

describe.each([
  [1280, true],
  [320, true],
  [320, false],
])('at %d pixels, JavaScript %s', (width, javaScript) => {
  const sound = async (page: Page) => {
    // Axe is a script itself; the page is the same without scripts.
    if (javaScript) expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
  }

  test('an officer refunds part of a payment by keyboard: explained, checked, changed, made', async () => {
    const payment = await paidPayment(office)
    const { page, close } = await open(`/officer/payments/${payment.id}`, width, javaScript)
    await page.getByRole('button', { name: 'Refund', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/refunds\/new$/)
    await page.getByLabel('Part of it').focus()
    await page.keyboard.press('Space')
    await page.getByLabel('Collection of up to 3 items').fill('99')
    await page.getByRole('button', { name: 'Continue' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    expect(await page.title()).toMatch(/^Error: /)
    await page.getByRole('link', { name: 'Enter the reason for the refund' }).click()
    await page.getByLabel('Reason').fill('One item was not there')
    await page.getByLabel('Collection of up to 3 items').fill('8.00')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForSelector('text=Check the refund before you make it')
    await sound(page)
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByLabel('Collection of up to 3 items').fill('9.00')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Refund £9.00' }).click()
    await page.waitForURL(/refunds\/[0-9a-f]{32}\?made/)
    await sound(page)
    expect(await office.house.payments.refunds.of([payment])).toMatchObject([{ amountPence: 900 }])
    await close()
  })

  test('what is missing from a rejection and from a repayment is explained on their pages', async () => {
    const { page, close } = await open('refund', width, javaScript)
    await page.getByRole('button', { name: 'Reject this refund' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await page.goto(base + made.owed!)
    await page.getByRole('button', { name: 'Record it' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    await close()
  })

  test('an officer adds an account, with what was wrong explained, and tests its connection', async () => {
    const { page, close } = await open('/officer/gateways', width, javaScript)
    await page.getByRole('button', { name: 'Add an account' }).click()
    await page.getByLabel('GOV.UK Pay').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('What officers call it').fill('Card payments, waste')
    await page.getByLabel('API key').fill('nonsense')
    await page.getByRole('button', { name: 'Add the account' }).click()
    await page.waitForSelector('.govuk-error-summary')
    await sound(page)
    expect(await page.getByLabel('What officers call it').inputValue()).toBe('Card payments, waste')
    expect(await page.getByLabel('API key').inputValue()).toBe('')
    await page.getByLabel('Name that forms use').fill(`cards-${width}-${javaScript}`)
    await page.getByLabel('No, it is for tests').check()
    await page.getByLabel('API key').fill('api_test_0123456789abcdef')
    await page.getByRole('button', { name: 'Add the account' }).click()
    await page.waitForURL(/gateways\?added/)
    await sound(page)
    const record = page.locator('.cf-record', { hasText: `cards-${width}-${javaScript}` })
    await record.getByRole('button', { name: 'Test connection' }).click()
    await page.waitForSelector('text=The connection does not work.')
    await sound(page)
    await page.goto(`${base}/officer/gateways/cards-${width}-${javaScript}/settings`)
    await sound(page)
    await close()
  })
})

test('a link of the error summary leads into the editor of its rule', async () => {
  const { page, close } = await open('/officer/forms/bulky-waste-2/prices')
  await page.waitForSelector('.cm-editor')
  await page.click('.govuk-error-summary a')
  const focused = await page.evaluate(() => document.activeElement?.id)
  expect(focused).toBe('lines.0.when')
  await close()
})

test('an officer changes a rule in the editor, runs the cases unsaved, then saves', async () => {
  const { page, watch, close } = await open('/officer/forms/bulky-waste/prices')
  await page.waitForSelector('.cm-editor')
  await page.click('#line-0 summary')
  const editor = page.locator('[id="lines.0.when"]')
  await editor.click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('itmes > 1')
  await page.waitForSelector('text=There is no question called')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('$count < 4')
  await page.fill('[name="fees.0.amount"]', '31.00')
  await page.click('#run-cases')
  // The cases run while the rule is typed too: the results of the button are those with the new fee.
  await page.waitForSelector('#case-results .cf-case--failed >> text=£31.00')
  expect(await axeViolations(page)).toEqual([])
  await page.fill('[name="fees.0.amount"]', '25.00')
  await page.click('.cf-save-bar >> text=Save prices')
  await page.waitForURL(/saved=1/)
  const { document } = await office.house.forms.draft(office.organisation.id, 'bulky-waste')
  expect(document.pricing!.lines[0]!.when).toBe('$count < 4')
  expect(watch.messages).toEqual([])
  await close()
})

test('without JavaScript a price line is added, filled in and saved', async () => {
  const { page, close } = await open('/officer/forms/food-hygiene-rerating/prices', 320, false)
  const { document } = await office.house.forms.draft(office.organisation.id, 'food-hygiene-rerating')
  const index = document.pricing!.lines.length
  await page.click('text=Add a price line')
  await page.fill(`[id="lines.${index}.label"]`, 'Nothing more')
  await page.fill(`[id="lines.${index}.code"]`, 'nothing')
  await page.selectOption(`[id="lines.${index}.amountPick"]`, 'fixed')
  await page.fill(`[id="lines.${index}.amountFixed"]`, '1.00')
  await page.click(`#line-${index} summary`)
  await page.fill(`[id="lines.${index}.when"]`, 'false')
  await page.fill(`[id="lines.${index}.fund"]`, 'FH')
  await page.press(`[id="lines.${index}.fund"]`, 'Enter')
  await page.waitForURL(/saved=1/)
  const saved = (await office.house.forms.draft(office.organisation.id, 'food-hygiene-rerating')).document
  expect(saved.pricing!.lines.at(-1)).toEqual({
    code: 'nothing',
    label: 'Nothing more',
    when: 'false',
    amount: '100',
    vat: 'outside-scope',
    fund: 'FH',
  })
  await close()
})

test('the output of a mapping follows what is typed', async () => {
  const { page, watch, close } = await open('/officer/forms/bulky-waste/back-office')
  await page.waitForSelector('.cm-editor')
  await page.click('[id="mapping"]')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('"typed just now"')
  await page.waitForFunction(() =>
    document.getElementById('mapping-output')?.textContent?.includes('"typed just now"'),
  )
  expect(await page.textContent('#mapping-output')).toContain('Not accepted')
  expect(await axeViolations(page)).toEqual([])
  expect(watch.messages).toEqual([])
  await close()
})

test('the conflict page is accessible at both widths', async () => {
  for (const width of [1280, 320]) {
    const { page, close } = await open('/officer/forms/bulky-waste-2/settings', width)
    await page.locator('main input[name=revision]').evaluate((input: HTMLInputElement) => {
      input.value = '1'
    })
    await page.fill('#title', 'A title of mine')
    await page.click('text=Save settings')
    await page.waitForSelector('text=Somebody else saved this first')
    expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    await close()
  }
})
