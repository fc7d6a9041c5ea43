import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'

/*
 * A real Chromium for the stories. The pages are tested under their own content security policy: nothing here may
 * bypass it (no `bypassCSP`, no addScriptTag), and nothing here may let the browser talk to the outside world.
 */

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where this machine keeps Chromium: its own package first, then one that playwright-core has installed. */
export function chromiumPath(): string {
  const found = [...places, chromium.executablePath()].find((path) => path !== '' && existsSync(path))
  if (found === undefined) {
    throw new Error(`No Chromium found. Looked at ${places.join(', ')} and playwright's own folder.`)
  }
  return found
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

export interface Violation {
  rule: string
  impact: string
  help: string
  /** CSS selectors and what axe says of each. */
  places: string[]
}

let axeSource: string | undefined

/** WCAG 2.2 A and AA rules of axe-core over the page as it stands; the empty array is the only good answer. */
export async function axeViolations(page: Page, within?: string): Promise<Violation[]> {
  axeSource ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // evaluate() goes through the debugger, so the page's own policy stays in force while axe is put in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  return page.evaluate(async (selector) => {
    const axe = (window as unknown as { axe: typeof import('axe-core') }).axe
    const result = await axe.run(selector ?? document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    })
    return result.violations.map((violation) => ({
      rule: violation.id,
      impact: violation.impact ?? '',
      help: violation.help,
      places: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    }))
  }, within)
}

export interface PageWatch {
  /** Errors and warnings the page wrote to its console, CSP refusals among them, and exceptions nobody caught. */
  messages: string[]
  /** Addresses asked for outside the page's own origin. */
  outside: string[]
  /** Own addresses that answered 400 or worse, as "404 /path". */
  failed: string[]
}

/** Starts listening; call before the first `goto`. `origin` is the tested server's, such as `http://127.0.0.1:4321`. */
export function watchConsole(page: Page, origin?: string): PageWatch {
  const watch: PageWatch = { messages: [], outside: [], failed: [] }
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      // Where it happened tells more than what Chromium says of it.
      watch.messages.push([message.text(), message.location().url].filter(Boolean).join(' at '))
    }
  })
  page.on('pageerror', (error) => watch.messages.push(String(error.stack ?? error)))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (['data:', 'blob:'].includes(url.protocol)) return
    if (origin !== undefined && url.origin !== origin) watch.outside.push(request.url())
  })
  page.on('response', (response) => {
    if (response.status() >= 400)
      watch.failed.push(`${response.status()} ${new URL(response.url()).pathname}`)
  })
  return watch
}

/** True when the page is wider than the window: WCAG 1.4.10 wants no sideways scrolling at 320 px. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
}
