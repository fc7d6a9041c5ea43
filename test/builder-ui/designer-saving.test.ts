import { expect, it } from 'vitest'
import { axeViolations, scrollsSideways } from '../support/browser.ts'
import { smallForm } from '../support/designer-page.ts'
import { useDesigner } from '../support/designer-session.ts'
import { eventually } from '../support/eventually.ts'

const designer = useDesigner()
const { button, cardNames, focused, quiet, said, saved, state } = designer
const offline =
  /^Not saved: no connection\. Your changes are kept on this computer and are sent when the connection is back$/

const theirs = {
  ...smallForm,
  components: smallForm.components.map((panel, index) =>
    index === 0 ? { ...panel, title: 'Who you are' } : panel,
  ),
}
const conflict = {
  status: 409,
  body: {
    current: {
      revision: 9,
      definition: theirs,
      updatedBy: 'Ann Other',
      updatedAt: '2026-11-22T10:00:00.000Z',
    },
    conflictUrl: '/officer/forms/bulky-waste/conflict',
  },
}
const firstKeys = () =>
  designer.server.saves.at(-1)?.definition.components[0]?.components.map(({ key }) => key)

/** Looks at the page as it stands, where there is least room. */
async function usable(): Promise<void> {
  await designer.page.setViewportSize({ width: 320, height: 900 })
  expect(await axeViolations(designer.page)).toEqual([])
  expect(await scrollsSideways(designer.page)).toBe(false)
  await designer.page.setViewportSize({ width: 1280, height: 900 })
}

it('a change is saved without being asked, Undo is still offered, and what is taken back is saved, too', async () => {
  expect(await state()).toBe('All changes saved')
  await button('Delete: Email address').click()
  await saved()
  expect(firstKeys()).toEqual(['fullName', 'landlord'])
  expect(designer.server.saves).toMatchObject([{ revision: 3, automatic: true }])
  // What nobody asked for is not read out over what somebody did.
  expect(await said()).toBe('Deleted Email address. Undo brings it back')
  await usable()

  await designer.page.getByRole('region', { name: 'Last change' }).getByRole('button').click()
  await eventually(() => designer.server.saves.length).toBe(2)
  expect(firstKeys()).toEqual(['fullName', 'email', 'landlord'])
  await eventually(focused).toBe('Edit: Email address')
  await button('Redo: deleted ‘Email address’').click()
  await button('Save now').click()
  await eventually(said).toMatch(/^Saved at \d\d:\d\d$/)
  expect(designer.server.saves.at(-1)).toMatchObject({ revision: 5, automatic: false })
  quiet()
})

it('when somebody else saved first, both versions are shown and nothing is lost whichever is taken', async () => {
  designer.server.next = conflict
  await button('Delete: Email address').click()
  const panel = designer.page.locator('#conflict')
  await eventually(() => panel.textContent()).toContain(
    'Ann Other saved this form on 22 November 2026 at 10:00',
  )
  expect(await panel.textContent()).toContain('Deleted question ‘Email address’')
  expect(await panel.textContent()).toContain('title: was ‘About you’, now ‘Who you are’')
  // It came of itself, so whoever is at work keeps their place; the way to it is in the bar.
  expect(await focused()).toBe('Edit: Full name')
  await button('Show both versions').click()
  expect(await focused()).toBe('conflict')
  const edge = (selector: string) => designer.page.locator(selector).boundingBox()
  const [bar, shown] = [await edge('.cf-designer__bar'), await edge('#conflict')]
  expect(shown?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0))
  await usable()

  await button('Move down: Full name').click()
  await button('Keep mine (save over)').click()
  await saved()
  expect(designer.server.saves).toMatchObject([{ revision: 3 }, { revision: 9 }])
  expect(firstKeys()).toEqual(['landlord', 'fullName'])

  designer.server.next = conflict
  await button('Delete: Full name').click()
  await button('Take theirs').click()
  await eventually(() => designer.page.locator('.cf-page-heading h2').textContent()).toBe('Who you are')
  await eventually(state).toBe('All changes saved')
  await button('Undo: took the version of Ann Other').click()
  await eventually(cardNames).toEqual(['Are you a landlord?'])
  await saved()
  expect(designer.watch.failed).toEqual(['409 /designer/draft', '409 /designer/draft'])
  expect(designer.watch.outside).toEqual([])
})

it('what the server refuses is named in the bar, opens when asked for, and is saved when it is mended', async () => {
  const problem = {
    pointer: '/definition/components/1/components/0/components/1/label',
    message: 'must be plain text, without HTML',
  }
  designer.server.next = { status: 422, body: { problems: [problem] } }
  await button('Move down: Full name').click()
  await eventually(state).toBe('Not saved yet. How many?: must be plain text, without HTML')
  expect(await focused()).toBe('Move down: Full name')
  await button('Show what to mend').click()
  await usable()
  await designer.page.getByRole('link', { name: 'How many?: must be plain text, without HTML' }).click()
  await eventually(focused).toBe('Edit: How many?')
  await button('Delete: How many?').click()
  await saved()
  expect(await designer.page.locator('#problems').count()).toBe(0)
  expect(designer.watch.failed).toEqual(['422 /designer/draft'])
})

it('without a network nothing is lost, also when the tab is closed: the next one sends it by itself', async () => {
  await designer.page.route('**/draft', (route) => route.abort())
  await button('Delete: Email address').click()
  await eventually(state).toMatch(offline)
  await usable()
  await designer.page.unroute('**/draft')
  await saved()
  expect(designer.server.saves).toHaveLength(1)

  const { page } = designer
  await page.route('**/draft', (route) =>
    route.fulfill({ status: 503, body: '<h1>Service unavailable</h1>' }),
  )
  await button('Delete: Full name').click()
  await eventually(state).toMatch(offline)
  const next = await page.context().newPage()
  await page.close()
  await next.goto(page.url())
  const back = next.getByRole('alert', { name: 'Your changes are back' })
  await eventually(() => back.textContent()).toContain('They are in the form again')
  await eventually(() => next.textContent('.cf-designer__state')).toMatch(/^Saved at/)
  expect(firstKeys()).toEqual(['landlord'])
  expect(await axeViolations(next)).toEqual([])
  expect(await next.evaluate(() => Object.keys(localStorage))).toEqual([])
})

it('a tab that is still open keeps its work to itself', async () => {
  await designer.page.route('**/draft', (route) => route.abort())
  await button('Delete: Email address').click()
  await eventually(state).toMatch(offline)
  const second = await designer.page.context().newPage()
  await second.goto(designer.page.url())
  await second.waitForSelector('#designer[data-ready]')
  expect(await second.textContent('.cf-designer__state')).toBe('All changes saved')
  expect(await second.locator('.cf-card').count()).toBe(3)
})

it('whoever is signed out is told, and their work goes when they come back', async () => {
  designer.server.next = { status: 401, body: { message: 'You have been signed out' } }
  await button('Delete: Email address').click()
  await eventually(state).toBe('Not saved: you are signed out')
  await button('Show how to go on').click()
  await usable()
  await button('Delete: Full name').click()
  await designer.page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await saved()
  expect(firstKeys()).toEqual(['landlord'])
})

it('a link right after a change waits for it to be saved', async () => {
  await button('Delete: Email address').click()
  await designer.page.getByRole('link', { name: 'Exampleshire Council' }).click()
  await designer.page.waitForURL(/\/$/)
  expect(firstKeys()).toEqual(['fullName', 'landlord'])
})

it('when this computer keeps nothing, the bar says to leave the page open', async () => {
  await designer.page.route('**/draft', (route) => route.abort())
  await designer.page.evaluate(() => {
    let size = 4_000_000
    for (let n = 0; size > 0; n += 1) {
      try {
        localStorage.setItem(`full ${n}`, 'x'.repeat(size))
      } catch {
        size = Math.floor(size / 2)
      }
    }
  })
  await button('Delete: Email address').click()
  await eventually(state).toContain('This browser cannot keep your changes: leave this page open')
})

it('a label that looks like HTML is shown as it was typed, and runs nothing', async () => {
  await button('Edit: Full name').click()
  await designer.page
    .getByRole('dialog')
    .getByLabel('Question', { exact: true })
    .fill('Name </script><img src=x onerror=alert(1)> "q"')
  await designer.page.getByRole('button', { name: 'Update question' }).click()
  // The form document refuses HTML in labels: the dialog says so and keeps what was typed.
  expect(await designer.page.locator('.govuk-error-summary__list').textContent()).toBe(
    'Question must be plain text, without HTML',
  )
  await designer.page.getByRole('dialog').getByLabel('Question', { exact: true }).fill('a < b && c > "d"')
  await designer.page.getByRole('button', { name: 'Update question' }).click()
  await eventually(cardNames).toContain('a < b && c > "d"')
  expect((await saved()).components[0]?.components[0]?.label).toBe('a < b && c > "d"')
  quiet()
})
