import { expect, it } from 'vitest'
import { axeViolations } from '../support/browser.ts'
import { smallForm } from '../support/designer-page.ts'
import { useDesigner } from '../support/designer-session.ts'
import { eventually } from '../support/eventually.ts'

const designer = useDesigner()
const { button, cardNames, focused, quiet, save, state } = designer

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

it('when somebody else saved first, both versions are shown and nothing is lost whichever is taken', async () => {
  await button('Delete: Email address').click()
  designer.server.next = conflict
  await save()
  const panel = designer.page.locator('#conflict')
  await eventually(() => panel.textContent()).toContain('Ann Other saved this form on 22 November 2026')
  expect(await panel.textContent()).toContain('Deleted question ‘Email address’')
  expect(await panel.textContent()).toContain('title: was ‘About you’, now ‘Who you are’')
  expect(await focused()).toBe('conflict')
  const edge = (selector: string) => designer.page.locator(selector).boundingBox()
  const [bar, shown] = [await edge('.cf-designer__bar'), await edge('#conflict')]
  expect(shown?.y).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0))
  expect(await axeViolations(designer.page)).toEqual([])
  const kept = await designer.page.evaluate(() =>
    sessionStorage.getItem('counterfoil unsaved /designer/draft'),
  )
  expect(JSON.parse(kept ?? '{}')).toMatchObject({
    revision: 3,
    definition: designer.server.saves.at(-1)?.definition,
  })

  const saved = designer.page.waitForResponse((response) => response.request().method() === 'PUT')
  await button('Keep mine (save over)').click()
  await saved
  expect(designer.server.saves.at(-1)?.revision).toBe(9)
  expect(designer.server.saves.at(-1)?.definition.components[0]?.components.map(({ key }) => key)).toEqual([
    'fullName',
    'landlord',
  ])

  await button('Delete: Full name').click()
  designer.server.next = conflict
  await save()
  await button('Take theirs').click()
  await eventually(() => designer.page.locator('.cf-page-heading h2').textContent()).toBe('Who you are')
  await eventually(state).toBe('All changes saved')
  await button('Undo: took the version of Ann Other').click()
  await eventually(cardNames).toEqual(['Are you a landlord?'])
  expect(designer.watch.failed).toEqual(['409 /designer/draft', '409 /designer/draft'])
  expect(designer.watch.outside).toEqual([])
})

it('what the server refuses is listed in its words, each leading to its question', async () => {
  await button('Move down: Full name').click()
  designer.server.next = {
    status: 422,
    body: {
      problems: [
        {
          pointer: '/definition/components/1/components/0/components/1/label',
          message: 'must be plain text, without HTML',
        },
      ],
    },
  }
  await save()
  await designer.page.getByRole('link', { name: 'How many?: must be plain text, without HTML' }).click()
  await eventually(focused).toBe('Edit: How many?')
  expect(await state()).toBe('Not saved: there is a problem')
  expect(designer.watch.failed).toEqual(['422 /designer/draft'])
})

it('without a network nothing is lost: it is tried again, and kept when the page is left', async () => {
  await designer.page.route('**/draft', (route) => route.abort())
  await button('Delete: Email address').click()
  await button('Save').click()
  await eventually(state).toBe('Not saved, trying again in 2 seconds')
  await designer.page.unroute('**/draft')
  await eventually(state).toBe('All changes saved')
  expect(designer.server.saves).toHaveLength(1)

  await button('Delete: Full name').click()
  const asked = designer.page.waitForEvent('dialog')
  const reloading = designer.page.reload()
  await (await asked).accept()
  await reloading
  await designer.page.waitForSelector('#designer[data-ready]')
  await button('Bring them back').click()
  await eventually(cardNames).toEqual(['Are you a landlord?'])
  await save()
  expect(designer.server.saves.at(-1)?.revision).toBe(4)
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
  expect((await save()).components[0]?.components[0]?.label).toBe('a < b && c > "d"')
  quiet()
})
