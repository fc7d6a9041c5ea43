import type { BrowserContext } from 'puppeteer-core'
import { launchFirefox } from '../support/firefox.ts'
import { type PersonAtBrowser, payingOnAnotherSite } from './paying-on-another-site.ts'

payingOnAnotherSite('Firefox', async () => {
  const browser = await launchFirefox()
  return {
    newPerson: async () => personIn(await browser.createBrowserContext()),
    close: () => browser.close(),
  }
})

async function personIn(context: BrowserContext): Promise<PersonAtBrowser> {
  const page = await context.newPage()
  return {
    async goTo(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    address: async () => page.url(),
    fillIn: (text) => page.locator('input[type=text]').fill(text),
    press: (name) => page.locator(`aria/${name}[role="button"]`).click(),
    async sees(words) {
      await page.locator(`::-p-text(${words})`).wait()
    },
    leave: () => context.close(),
  }
}
