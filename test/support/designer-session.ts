import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { GivenDesign } from '../../builder-ui/designer/design.ts'
import { launch, type PageWatch, watchConsole } from './browser.ts'
import { type Harness, startHarness } from './builder-harness.ts'
import { type DesignerServer, serveDesigner, type smallForm } from './designer-page.ts'
import { eventually } from './eventually.ts'

/** An officer at the designer, in a fresh browser for every test of the file. Call once, outside the tests. */
export function useDesigner(given?: GivenDesign) {
  let harness: Harness
  let browser: Browser
  let server: DesignerServer
  let page: Page
  let watch: PageWatch

  beforeAll(async () => {
    harness = await startHarness()
    server = serveDesigner(harness, '/designer', given)
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await harness?.close()
  })

  async function open(width = 1280): Promise<void> {
    await page?.context().close()
    page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage()
    watch = watchConsole(page, harness.origin)
    server.saves.length = 0
    server.next = undefined
    await page.goto(`${harness.origin}/designer`)
    await page.waitForSelector('#designer[data-ready]')
  }
  beforeEach(() => open())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  return {
    get page() {
      return page
    },
    get server() {
      return server
    },
    get watch() {
      return watch
    },
    open,
    button,
    /** Nothing in the console (refusals of the content security policy are told there), nothing asked from outside. */
    quiet() {
      expect(watch.messages).toEqual([])
      expect(watch.outside).toEqual([])
    },
    cardNames: () =>
      page.$$eval('.cf-card__kind', (all) =>
        all.map((card) => (card.textContent ?? '').split(',')[0]?.trim()),
      ),
    state: () => page.textContent('.cf-designer__state'),
    focused: () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id),
    said: () => page.textContent('#announcements'),
    /** Waits until everything is saved, which nobody has to ask for, and gives the definition that reached the server. */
    async saved(): Promise<typeof smallForm> {
      await eventually(() => page.textContent('.cf-designer__state')).toMatch(/^Saved at \d\d:\d\d$/)
      const last = server.saves.at(-1)
      if (!last) throw new Error('nothing was saved')
      return last.definition
    },
    /** dragula only begins after some small movements, and needs a moment over the target. */
    async drag(from: Locator, to: Locator): Promise<void> {
      const [source, target] = [await from.boundingBox(), await to.boundingBox()]
      if (!source || !target) throw new Error('nothing to drag')
      const start = { x: source.x + 60, y: source.y + 12 }
      await page.mouse.move(start.x, start.y)
      await page.mouse.down()
      await page.mouse.move(start.x - 15, start.y, { steps: 5 })
      await page.mouse.move(target.x + 60, target.y + 12, { steps: 12 })
      await page.waitForTimeout(200)
      await page.mouse.up()
    },
  }
}
