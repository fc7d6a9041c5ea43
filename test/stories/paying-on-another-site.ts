import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAnotherSite } from '../support/another-site.ts'
import { startGovukPay } from '../support/govuk-pay.ts'
import { permit, permitText } from './journeys.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

/** A resident at a browser of their own, with nobody else's cookies. All but `address` and `leave` wait for what they are to find. */
export interface PersonAtBrowser {
  goTo(url: string): Promise<void>
  reload(): Promise<void>
  address(): Promise<string>
  /** Into the page's only text box. */
  fillIn(text: string): Promise<void>
  /** A button by its name. */
  press(name: string): Promise<void>
  sees(words: string): Promise<void>
  leave(): Promise<void>
}

export interface BrowserOfStory {
  newPerson(): Promise<PersonAtBrowser>
  close(): Promise<void>
}

/** Which cookies come along from another site is the browser's own decision, so it is seen in more than one browser. */
export function payingOnAnotherSite(name: string, launch: () => Promise<BrowserOfStory>): void {
  describe(`in ${name}, paying on another site`, { timeout: 120_000 }, () => {
    let browser: BrowserOfStory
    let story: StoryHouse
    let resident: PersonAtBrowser
    const closing: (() => Promise<void>)[] = []

    beforeAll(async () => {
      browser = await launch()
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

    beforeEach(async () => {
      resident = await browser.newPerson()
    })
    afterEach(() => resident?.leave())

    async function answersFor(hours: number) {
      await resident.goTo(story.baseUrl + permit)
      await resident.press('Start now')
      await resident.fillIn(String(hours))
      await resident.press('Continue')
      await resident.press('Continue to payment')
      await resident.sees('Pay on another site')
      expect(new URL(await resident.address()).hostname).toBe('localhost')
    }

    test('a resident is sent back declined, and pays', async () => {
      await answersFor(4)
      await resident.press('decline')
      await resident.sees('Your payment was declined')
      // The journey’s cookie came along: this browser may ask somebody else to pay.
      await resident.sees('Ask someone else to pay')
      await resident.press('Try again')
      await resident.press('pay')
      await resident.sees('We have received your payment of £6.00')
      await resident.reload()
      await resident.sees('We have received your payment of £6.00')
    })

    test('a resident is sent back by a post, of which nothing is believed, and their journey is still there', async () => {
      await answersFor(7)
      await resident.press('pay and be posted back')
      await resident.press('Go back to the council')
      await resident.sees('We have received your payment of £10.50')
      await resident.goTo(`${story.baseUrl}${permit}/check-your-answers`)
      expect(new URL(await resident.address()).pathname).toMatch(/\/confirmation\//)
    })
  })
}
