import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startAnotherSite } from '../support/another-site.ts'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { startGovukPay } from '../support/govuk-pay.ts'
import { pressOn, tabTo, typeInto } from '../support/keyboard.ts'
import { permit, permitText } from './journeys.ts'
import { anOfficer, type OfficerAtWork, paymentScreen } from './officers.ts'
import { linkSentTo } from './outbox.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

async function open(javaScriptEnabled: boolean, session?: { officer: OfficerAtWork; url: string }) {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } })
  if (session) {
    await context.addCookies([{ name: 'officer', value: session.officer.session, url: session.url }])
  }
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return { context, page }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })

/** One h1, no sideways scrolling at 320 px, nothing for axe to find at either width. axe needs timers, so scripts. */
async function expectUsable(page: Page): Promise<void> {
  const where = page.url()
  expect(await page.locator('h1').count(), `${where} has one h1`).toBe(1)
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await scrollsSideways(page), `${where} scrolls sideways at ${width} px`).toBe(false)
    if (await hasScripts(page)) expect(await axeViolations(page), `${where} at ${width} px`).toEqual([])
  }
}

const hasScripts = (page: Page) => page.evaluate(() => document.body.classList.contains('js-enabled'))

describe.each([true, false])('by keyboard alone, JavaScript %s,', { timeout: 180_000 }, (javaScript) => {
  let story: StoryHouse
  let ada: OfficerAtWork
  let finn: OfficerAtWork
  const contexts: BrowserContext[] = []
  const seen: ReturnType<typeof watchConsole>[] = []

  beforeAll(async () => {
    story = await openStoryHouse()
    await story.publish(permitText())
    ada = await anOfficer(story, 'Ada', ['agent'])
    finn = await anOfficer(story, 'Finn', ['finance'])
  })
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    await story?.close()
  })

  async function person(officer?: OfficerAtWork): Promise<Page> {
    const { context, page } = await open(javaScript, officer && { officer, url: story.baseUrl })
    contexts.push(context)
    seen.push(watchConsole(page, story.baseUrl))
    return page
  }

  /** No page wrote to the console or asked another site for anything. */
  afterEach(() => {
    expect(seen.length).toBeGreaterThan(0)
    for (const { messages, outside } of seen.splice(0)) {
      // What was typed wrong, and a link that is over, are answers and no faults: Chromium still writes their status down.
      expect(messages.filter((text) => !/status of (410|422)/.test(text))).toEqual([])
      expect(outside).toEqual([])
    }
  })

  /** What refreshes itself is looked at standing still. */
  async function usableAtRest(page: Page): Promise<void> {
    const url = page.url()
    await page.goto(`${url.split('?')[0]}?refresh=off`)
    await expectUsable(page)
    await page.goto(url)
  }

  async function answerHours(page: Page, hours: number): Promise<void> {
    await typeInto(page, page.getByRole('textbox'), String(hours))
    await page.keyboard.press('Enter')
    await page.waitForURL(/check-your-answers/)
    await expectUsable(page)
  }

  test('a resident asks somebody else to pay, whose card is declined before it is accepted', async () => {
    const resident = await person()
    await resident.goto(story.baseUrl + permit)
    await pressOn(resident, button(resident, 'Start now'))
    await resident.waitForURL(/how-long/)
    await answerHours(resident, 5)
    await pressOn(resident, button(resident, 'Ask someone else to pay'))
    await resident.waitForURL(/payment\/share/)
    await expectUsable(resident)
    await pressOn(resident, button(resident, 'Send the link'))
    await resident.getByText('There is a problem').waitFor()
    expect(await resident.title()).toMatch(/^Error: /)
    await expectUsable(resident)
    // The summary leads to the field.
    await pressOn(resident, link(resident, 'Enter an email address or a UK mobile number'))
    await typeInto(resident, resident.getByRole('textbox'), 'payer@example.com')
    await resident.keyboard.press('Enter')
    await resident.getByText('p…@example.com').waitFor()
    await usableAtRest(resident)

    const payer = await person()
    await payer.goto(await linkSentTo(story, 'payer@example.com'))
    await expectUsable(payer)
    await pressOn(payer, button(payer, 'Continue to payment'))
    await pressOn(payer, button(payer, 'Decline the payment'))
    await payer.getByText('Your payment was declined').first().waitFor()
    await expectUsable(payer)
    await pressOn(payer, button(payer, 'Try again'))
    await pressOn(payer, button(payer, /^Pay £7\.50$/))
    await payer.getByText('We have received your payment').first().waitFor()
    await expectUsable(payer)

    // Back, and back again: nothing is asked for a second time.
    await payer.goBack()
    await payer.goBack()
    await payer.goto(await linkSentTo(story, 'payer@example.com'))
    await payer.getByText('This has been paid').first().waitFor()
    await expectUsable(payer)
    await resident.goto(`${story.baseUrl}${permit}/check-your-answers`)
    await resident.waitForURL(/confirmation/)
    await expectUsable(resident)
  })

  test('an officer fills a form in, sends a link, and the open screen turns to paid by itself', async () => {
    const officer = await person(ada)
    await officer.goto(`${story.baseUrl}/officer/assisted`)
    await expectUsable(officer)
    await tabTo(officer, officer.getByLabel('On the telephone'))
    await officer.keyboard.press('Space')
    await tabTo(officer, officer.getByLabel('Form', { exact: true }))
    await officer.keyboard.type('Buy')
    await pressOn(officer, button(officer, 'Start'))
    await officer.getByText('You are filling in this form for a caller.').waitFor()
    await expectUsable(officer)
    await answerHours(officer, 6)
    await pressOn(officer, button(officer, 'Continue to payment'))
    await officer.waitForURL(/\/payment$/)
    await expectUsable(officer)
    await pressOn(officer, button(officer, 'Send a payment link'))
    await officer.waitForURL(/way=link/)
    await expectUsable(officer)
    await typeInto(officer, officer.getByLabel('Email address or UK mobile number'), '07700 900 982')
    await officer.keyboard.press('Enter')
    await officer.getByText('…900982').waitFor()
    await usableAtRest(officer)

    const payer = await person()
    await payer.goto(await linkSentTo(story, '+447700900982'))
    await pressOn(payer, button(payer, 'Continue to payment'))
    await pressOn(payer, button(payer, /^Pay £9\.00$/))
    await payer.getByText('We have received your payment').first().waitFor()
    // Nobody touches this window.
    await officer.getByText('Paid £9.00').first().waitFor({ timeout: 60_000 })
    await expectUsable(officer)
  })

  test('an officer takes a caller’s card on the gateway’s page, which is declined, then records cash', async () => {
    const officer = await person(ada)
    await officer.goto(`${story.baseUrl}/officer/assisted?form=permit`)
    await tabTo(officer, officer.getByLabel('At the counter').or(officer.getByLabel('On the telephone')))
    await officer.keyboard.press('Space')
    await pressOn(officer, button(officer, 'Start'))
    await officer.waitForURL(/how-long/)
    await answerHours(officer, 8)
    await pressOn(officer, button(officer, 'Continue to payment'))
    await pressOn(officer, button(officer, 'Open the payment page'))
    await officer.getByText('Telephone payment').waitFor()
    await pressOn(officer, button(officer, 'Decline the payment'))
    await officer.getByText('The last payment was declined.').waitFor()
    await expectUsable(officer)

    await pressOn(officer, button(officer, 'Record a payment taken elsewhere'))
    await officer.waitForURL(/way=elsewhere/)
    await expectUsable(officer)
    await pressOn(officer, button(officer, 'Record the payment'))
    await officer.getByText('There is a problem').waitFor()
    await expectUsable(officer)
    await tabTo(officer, officer.getByLabel('Cash'))
    await officer.keyboard.press('Space')
    await typeInto(officer, officer.getByLabel('Receipt number'), 'TILL-7')
    await typeInto(officer, officer.getByLabel('Amount on the receipt'), '12')
    await officer.keyboard.press('Enter')
    await officer.getByText('Another officer has to confirm it.').waitFor()
    await expectUsable(officer)

    const other = await person(finn)
    await other.goto(officer.url().split('?')[0]!)
    await expectUsable(other)
    await pressOn(other, button(other, 'Confirm the payment'))
    await other.getByText('Paid £12.00').first().waitFor()
    await expectUsable(other)
    await officer.goto(other.url())
    await officer.getByText('Recorded by Ada, confirmed by Finn.').waitFor()
  })
})

describe('paying on another site', { timeout: 120_000 }, () => {
  let story: StoryHouse
  let ada: OfficerAtWork
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const pay = await startGovukPay()
    const site = await startAnotherSite(pay)
    pay.account.moto = true
    pay.now.ms = Date.now()
    story = await openStoryHouse({
      env: { GOVUK_PAY_URL: site.url },
      account: {
        gateway: 'govuk-pay',
        settings: { apiKey: pay.apiKey, webhookSecrets: [pay.webhookSecret] },
      },
    })
    await story.publish(permitText())
    ada = await anOfficer(story, 'Ada', ['agent'])
    closing.push(story.close, site.close, pay.close)
  })
  afterAll(async () => {
    for (const close of closing) await close()
  })

  test.each([true, false])(
    'a resident is sent back from it with a declined card, and pays (JavaScript %s)',
    async (on) => {
      const { context, page } = await open(on)
      const watch = watchConsole(page)
      await page.goto(story.baseUrl + permit)
      await button(page, 'Start now').click()
      await page.getByRole('textbox').fill('4')
      await button(page, 'Continue').click()
      await button(page, 'Continue to payment').click()
      await page.getByText('Pay on another site').waitFor()
      expect(new URL(page.url()).hostname).toBe('localhost')
      await button(page, 'decline').click()
      await page.getByText('Your payment was declined').first().waitFor()
      // The journey’s cookie came along: this browser may ask somebody else, and its answers are there.
      expect(await link(page, 'Ask someone else to pay').count()).toBe(1)
      await button(page, 'Try again').click()
      await button(page, /^pay$/).click()
      await page.getByText('We have received your payment of £6.00').waitFor()
      await page.reload()
      await page.getByText('We have received your payment of £6.00').waitFor()
      expect(watch.messages).toEqual([])
      await context.close()
    },
  )

  test('a resident is sent back from it by a post, of which nothing is believed', async () => {
    const { context, page } = await open(true)
    await page.goto(story.baseUrl + permit)
    await button(page, 'Start now').click()
    await page.getByRole('textbox').fill('7')
    await button(page, 'Continue').click()
    await button(page, 'Continue to payment').click()
    await button(page, 'pay and be posted back').click()
    await button(page, 'Go back to the council').click()
    await page.getByText('We have received your payment of £10.50').waitFor()
    // The journey's cookie is still there.
    await page.goto(`${story.baseUrl}${permit}/check-your-answers`)
    await page.waitForURL(/confirmation/)
    await context.close()
  })

  test('an officer is sent to it, and back to their own screen still signed in', async () => {
    const { context, page } = await open(true, { officer: ada, url: story.baseUrl })
    const watch = watchConsole(page)
    await page.goto(`${story.baseUrl}/officer/assisted?form=permit`)
    await page.getByLabel('On the telephone').check()
    await button(page, 'Start').click()
    await page.getByRole('textbox').fill('2')
    await button(page, 'Continue').click()
    await button(page, 'Continue to payment').click()
    await button(page, 'Open the payment page').click()
    await page.getByText('Pay on another site').waitFor()
    await button(page, /^pay$/).click()
    await page.getByText('Paid £3.00').first().waitFor()
    expect(new URL(page.url()).pathname).toMatch(/^\/officer\/submissions\/[A-Z0-9]{10}\/payment$/)
    expect(watch.messages).toEqual([])
    await context.close()
  })

  test('nobody brings a cookie along who pays by a link, and the way back works', async () => {
    const anybody = story.resident()
    const begun = await ada.browser.post('/officer/assisted', { form: 'permit', channel: 'counter' })
    const check = await ada.browser.walk(await ada.browser.follow(begun), [{ hours: '3' }])
    const screen = await ada.browser.send(check)
    await ada.browser.post(`${new URL(screen.location!).pathname}/links`, {
      to: 'payer@example.com',
      after: '',
    })
    const { context, page } = await open(false)
    await page.goto(await linkSentTo(story, 'payer@example.com'))
    await button(page, 'Continue to payment').click()
    await button(page, /^pay$/).click()
    await page.getByText('We have received your payment').first().waitFor()
    expect(await context.cookies(story.baseUrl)).toEqual([])
    expect((await anybody.get(page.url())).text).toContain('We have received your payment')
    const reference = /([A-Z0-9]{10})\/payment/.exec(screen.location!)![1]!
    expect((await ada.browser.get(paymentScreen(reference))).text).toContain('Paid £4.50')
    await context.close()
  })
})
