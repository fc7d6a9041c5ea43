/**
 * `node test/bench/designer.ts [rounds]`: how long an officer waits in the designer with 200 questions, in Chromium, with the server in
 * the same process: from the navigation until the designer can be used; from pressing a button until what it did is painted; from
 * pressing Update until the preview shows it. Two forms: twenty pages of ten questions, and four pages of fifty, the most that a page may have. Medians and
 * the slowest are told. Milliseconds are this machine's; the aims are 2,000 to open, 100 for an edit, 300 for the preview.
 */
import type { Page } from 'playwright-core'
import { launch } from '../support/browser.ts'
import { openDesignerOffice } from '../support/designer-office.ts'
import { longForm } from './long-form.ts'
import { median } from './measure.ts'

const rounds = Number(process.argv[2] ?? 7)
const office = await openDesignerOffice()
const browser = await launch()
try {
  await measure('20 pages of 10 questions', await office.make(longForm('twenty', 20, 10)))
  await measure(
    '4 pages of 50 questions, the most a page may have',
    await office.make(longForm('four', 4, 50)),
  )
} finally {
  await browser.close()
  await office.close()
}
process.exit(0)

async function measure(title: string, slug: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await office.signIn(context)
  const page = await context.newPage()
  await page.addInitScript(watchPaint)
  page.on('dialog', (asked) => void asked.accept())
  const times: Record<string, number[]> = {}
  const note = (what: string, milliseconds: number) => {
    times[what] = [...(times[what] ?? []), milliseconds]
  }
  for (let round = 0; round < rounds; round++) {
    await office.open(page, slug)
    note('open', await page.evaluate(() => window.painted.ready))
    await edits(page, note)
    await preview(page, note)
    await page.waitForFunction(() =>
      document.querySelector('.cf-designer__state')?.textContent?.startsWith('Saved at'),
    )
  }
  await context.close()
  console.log(`\n${title}: milliseconds, median and slowest of ${rounds}`)
  for (const [what, all] of Object.entries(times))
    console.log(`  ${what.padEnd(28)}${tell(median(all))}${tell(Math.max(...all))}`)
}

type Note = (what: string, milliseconds: number) => void

async function edits(page: Page, note: Note): Promise<void> {
  const name = `Renamed ${Date.now()}`
  const cards = await page.locator('.cf-card__head').count()
  const press = async (what: string, button: string, more: number, at: number, words = name) => {
    const seen = { button, cards: cards + more, at, words }
    note(what, await page.evaluate((seen) => window.painted.after(seen), seen))
  }
  const update = '.cf-dialog__foot .govuk-button'
  await page.locator(card(1, 'edit')).click()
  await page.locator('#setting-label').fill(name)
  await press('rename a question', update, 0, 1)
  await press('move it down', card(1, 'down'), 0, 2)
  await press('copy it', card(2, 'copy'), 1, 3)
  await press('delete the copy', card(3, 'delete'), 0, 2)
  await press('add a question', '.cf-palette__item[data-type="textfield"]', 1, cards, 'Short text')
  await press('undo', '[data-part="undo"]', 0, 2)
  await page.locator(card(2, 'edit')).click()
  await page.locator('dialog summary', { hasText: 'When to show' }).click()
  await page.locator('dialog').getByRole('button', { name: 'Add a condition', exact: true }).click()
  await page.locator('dialog').getByLabel('Answer', { exact: true }).fill('x')
  await page.locator('dialog').getByLabel('Answer', { exact: true }).blur()
  await press('give it a condition', update, 0, 2, 'Shown when')
  await page.locator('[data-part="undo"]').click()
}

async function preview(page: Page, note: Note): Promise<void> {
  await page.locator('[data-view="preview"]').click()
  await page.frameLocator('.cf-preview__frame').locator('h1').first().waitFor()
  const name = `Previewed ${Date.now()}`
  await page.locator('[data-preview="edit"]').nth(1).click()
  await page.locator('#setting-label').fill(name)
  await page.locator('#setting-label').blur()
  note(
    'rename, seen in the preview',
    await page.evaluate((words) => window.painted.inPreview('.cf-dialog__foot .govuk-button', words), name),
  )
  await page.locator('[data-view="questions"]').click()
}

function card(at: number, action: string): string {
  return `.cf-card__head[data-path="${at}"] [data-action="${action}"]`
}

function tell(milliseconds: number): string {
  return milliseconds.toFixed(0).padStart(8)
}

interface Seen {
  /** What is pressed. */
  button: string
  /** What the canvas shows when it has been done: so many cards, and these words on the one at this place. */
  cards: number
  at: number
  words: string
}

declare global {
  interface Window {
    painted: {
      ready: number
      /** Milliseconds from the press until the frame that shows what it did has been painted. */
      after(seen: Seen): Promise<number>
      inPreview(button: string, words: string): Promise<number>
    }
  }
}

/** Runs in the page. */
function watchPaint(): void {
  const painted = () =>
    new Promise<number>((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve(performance.now())
        channel.port2.postMessage(null)
      })
    })
  const afterPressing = async (button: string, isDone: () => boolean | undefined) => {
    const started = performance.now()
    ;(document.querySelector(button) as HTMLElement).click()
    let at = await painted()
    while (!isDone()) {
      if (at - started > 10_000) throw new Error(`Nothing came of ${button}`)
      at = await painted()
    }
    return at - started
  }
  window.painted = {
    ready: 0,
    after: ({ button, words, at, cards }) =>
      afterPressing(button, () => {
        const all = document.querySelectorAll('.cf-canvas .cf-card')
        return all.length === cards && all[at]?.textContent?.includes(words)
      }),
    inPreview: (button, words) =>
      afterPressing(button, () =>
        document
          .querySelector<HTMLIFrameElement>('.cf-preview__frame')
          ?.contentDocument?.body?.textContent?.includes(words),
      ),
  }
  new MutationObserver((_, seen) => {
    if (!document.querySelector('#designer[data-ready]')) return
    seen.disconnect()
    void painted().then((at) => {
      window.painted.ready = at
    })
  }).observe(document, { attributes: true, subtree: true })
}
