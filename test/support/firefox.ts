import { existsSync } from 'node:fs'
import puppeteer, { type Browser } from 'puppeteer-core'

const places = ['/usr/bin/firefox-esr', '/usr/bin/firefox']

/**
 * A real Firefox, as distributions ship it, driven by WebDriver BiDi: Playwright drives only builds of its own.
 * @throws Error when this machine has none
 */
export function launchFirefox(): Promise<Browser> {
  const executablePath = places.find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error(`No Firefox found. Looked at ${places.join(', ')}.`)
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    timeout: 60_000,
    // Nothing is asked of the outside world.
    extraPrefsFirefox: { 'network.proxy.type': 0, 'network.captive-portal-service.enabled': false },
  })
}
