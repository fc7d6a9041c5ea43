import { eventually } from '../support/eventually.ts'
import type { WebDriverSession } from '../support/webdriver.ts'
import { launchWebKit } from '../support/webkit.ts'
import { type PersonAtBrowser, payingOnAnotherSite } from './paying-on-another-site.ts'
import { until } from './story-house.ts'

payingOnAnotherSite('WebKit', async () => {
  const webkit = await launchWebKit()
  return { newPerson: async () => personIn(await webkit.open()), close: webkit.close }
})

function personIn(session: WebDriverSession): PersonAtBrowser {
  const found = (selector: string, words?: string) =>
    until(words ?? selector, () => session.find(selector, words))
  return {
    goTo: session.goTo,
    reload: session.reload,
    address: session.address,
    fillIn: async (text) => (await found('input[type=text]')).type(text),
    press: async (name) => (await found('button, [role=button]', name)).click(),
    sees: (words) => eventually(session.text).toContain(words),
    leave: session.end,
  }
}
