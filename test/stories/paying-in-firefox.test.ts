import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAnotherSite } from '../support/another-site.ts'
import { launchFirefox } from '../support/firefox.ts'
import { startGovukPay } from '../support/govuk-pay.ts'
import { permit, permitText } from './journeys.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

/** Which cookies come along from another site is the browser's own decision, so it is seen in more than one browser. */
describe('in Firefox, paying on another site', { timeout: 120_000 }, () => {
  let browser: Browser
  let story: StoryHouse
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    browser = await launchFirefox()
    const pay = await startGovukPay()
    const site = await startAnotherSite(pay)
    pay.now.ms = Date.now()
    story = await openStoryHouse({
      env: { GOVUK_PAY_URL: site.url },
      account: {
        gateway: 'govuk-pay',
        settings: { apiKey: pay.apiKey, webhookSecrets: [pay.webhookSecret] },
      },
    })
    await story.publish(permitText())
    closing.push(story.close, site.close, pay.close)
  })
  afterAll(async () => {
    await browser?.close()
    for (const close of closing) await close()
  })

  async function person() {
    const context = await browser.createBrowserContext()
    return { context, page: await context.newPage() }
  }

  async function answersFor(page: Page, hours: number) {
    await page.goto(story.baseUrl + permit)
    await press(page, 'Start now')
    await page.locator('input[type=text]').fill(String(hours))
    await press(page, 'Continue')
    await press(page, 'Continue to payment')
    await seen(page, 'Pay on another site')
    expect(new URL(page.url()).hostname).toBe('localhost')
  }

  test('a resident is sent back declined, and pays', async () => {
    const { context, page } = await person()
    await answersFor(page, 4)
    await press(page, 'decline')
    await seen(page, 'Your payment was declined')
    // The journey’s cookie came along: this browser may ask somebody else to pay.
    await seen(page, 'Ask someone else to pay')
    await press(page, 'Try again')
    await press(page, 'pay')
    await seen(page, 'We have received your payment of £6.00')
    await page.reload()
    await seen(page, 'We have received your payment of £6.00')
    await context.close()
  })

  test('a resident is sent back by a post, of which nothing is believed, and their journey is still there', async () => {
    const { context, page } = await person()
    await answersFor(page, 7)
    await press(page, 'pay and be posted back')
    await press(page, 'Go back to the council')
    await seen(page, 'We have received your payment of £10.50')
    await page.goto(`${story.baseUrl}${permit}/check-your-answers`)
    expect(new URL(page.url()).pathname).toMatch(/\/confirmation\//)
    await context.close()
  })
})

const press = (page: Page, name: string) => page.locator(`aria/${name}[role="button"]`).click()

const seen = (page: Page, words: string) => page.locator(`::-p-text(${words})`).wait()
