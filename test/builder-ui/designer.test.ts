import { expect, it } from 'vitest'
import { axeViolations, scrollsSideways } from '../support/browser.ts'
import { smallForm } from '../support/designer-page.ts'
import { useDesigner } from '../support/designer-session.ts'
import { eventually } from '../support/eventually.ts'

const designer = useDesigner()
const { button, cardNames, drag, focused, quiet, said, saved, state } = designer

it('a question is dragged from the palette to its place, edited in the dialog and saved', async () => {
  await drag(button('Add: Number'), designer.page.locator('.cf-card').nth(1))
  await eventually(cardNames).toEqual(['Full name', 'Number', 'Email address', 'Are you a landlord?'])
  await eventually(focused).toBe('Edit: Number')

  await designer.page.keyboard.press('Enter')
  const dialog = designer.page.getByRole('dialog')
  await dialog.getByLabel('Question', { exact: true }).fill('How many "big" sofas & chairs?')
  await dialog.getByLabel('Hint').fill('Count "each" one & < 7')
  await dialog.getByText('Limits').click()
  await dialog.getByLabel('Largest').fill('6')
  await dialog.getByRole('button', { name: 'Update question' }).click()
  await eventually(cardNames).toContain('How many "big" sofas & chairs?')

  const { components } = await saved()
  expect(components[0]?.components[1]).toEqual({
    type: 'number',
    key: 'howManyBigSofasChairs',
    label: 'How many "big" sofas & chairs?',
    description: 'Count "each" one & < 7',
    validate: { required: true, integer: true, min: 0, max: 6 },
  })
  // What was not touched is sent as it came: none of Form.io's own defaults, keys or changed quotation marks.
  expect(components[0]?.components.filter((_, index) => index !== 1)).toEqual(
    smallForm.components[0]?.components,
  )
  expect(components[1]).toEqual(smallForm.components[1])
  const revision = designer.server.saves.at(-1)?.revision ?? 0
  await button('Move down: Full name').click()
  await saved()
  expect(designer.server.saves.at(-1)?.revision).toBe(revision + 1)
  quiet()
})

it('a question is dragged to another place by mouse, and into a list', async () => {
  await drag(designer.page.locator('.cf-card__head').nth(2), designer.page.locator('.cf-card').nth(0))
  await eventually(cardNames).toEqual(['Are you a landlord?', 'Full name', 'Email address'])
  await button('Items').click()
  await eventually(cardNames).toEqual(['Items to collect', 'What is it?', 'How many?'])
  await drag(button('Add: Yes or no'), designer.page.locator('.cf-list .cf-card').nth(1))
  await eventually(cardNames).toHaveLength(4)
  const { components } = await saved()
  expect(components[0]?.components.map(({ key }) => key)).toEqual(['landlord', 'fullName', 'email'])
  const list = components[1]?.components[0] as { components?: { type: string }[] } | undefined
  expect(list?.components?.map(({ type }) => type)).toEqual(['textfield', 'yesno', 'number'])
  quiet()
})

it('everything is done from the keyboard, with focus kept and every change announced', async () => {
  await button('Add: Short text').press('Enter')
  await eventually(cardNames).toEqual(['Full name', 'Email address', 'Are you a landlord?', 'Short text'])
  await eventually(said).toBe('Added at the end of the page: Short text')
  await eventually(focused).toBe('Add: Short text')
  await button('Add: Address').press('Space')
  await eventually(cardNames).toHaveLength(5)

  await button('Move up: Are you a landlord?').press('Enter')
  await eventually(cardNames).toEqual([
    'Full name',
    'Are you a landlord?',
    'Email address',
    'Short text',
    'What is your address?',
  ])
  await eventually(said).toBe('Are you a landlord? is now number 2')
  await eventually(focused).toBe('Move up: Are you a landlord?')
  await designer.page.keyboard.press('Enter')
  await eventually(said).toBe('Are you a landlord? is now number 1')
  // It is first now: there is no more up, so focus is on the next best of its buttons.
  await eventually(focused).toBe('Edit: Are you a landlord?')

  await button('Delete: Full name').press('Enter')
  await eventually(cardNames).not.toContain('Full name')
  await designer.page.getByRole('region', { name: 'Last change' }).getByRole('button').press('Enter')
  await eventually(cardNames).toContain('Full name')
  await eventually(focused).toBe('Edit: Full name')

  await designer.page.keyboard.press('Control+s')
  const { components } = await saved()
  expect(components[0]?.components.map(({ key }) => key)).toEqual([
    'landlord',
    'fullName',
    'email',
    'shortText',
    'address',
  ])
  quiet()
})

it('the dialog keeps focus, closes with Escape, gives focus back and tells what is wrong', async () => {
  await button('Edit: Email address').click()
  const dialog = designer.page.getByRole('dialog', { name: 'Email address: Email address' })
  await eventually(focused).toBe('setting-label')
  const stops = new Set<string>()
  for (let n = 0; n < 30; n += 1) {
    await designer.page.keyboard.press('Tab')
    // A native dialog lets Tab go to the browser's own controls, never to the page behind it.
    stops.add(
      await designer.page.evaluate(
        () => (document.activeElement?.closest('dialog, body')?.tagName ?? '') as string,
      ),
    )
  }
  expect(stops).toContain('DIALOG')
  expect(
    await designer.page.evaluate(() =>
      document.querySelector('.cf-designer')?.contains(document.activeElement),
    ),
  ).toBe(false)

  await dialog.getByText('Rules and messages').click()
  await dialog.getByLabel('Question', { exact: true }).fill(' ')
  await dialog.getByLabel('Name used in rules').fill('full name')
  await dialog.getByRole('button', { name: 'Update question' }).click()
  await eventually(() => dialog.locator('.govuk-error-summary__list li').allTextContents()).toEqual([
    'Question must not be empty',
    'Name used in rules must start with a letter and have only letters and digits',
  ])
  expect(await axeViolations(designer.page)).toEqual([])
  await dialog.getByLabel('Name used in rules').fill('fullName')
  await dialog.getByRole('button', { name: 'Update question' }).click()
  await eventually(() => dialog.locator('.govuk-error-summary__list').textContent()).toContain(
    'Another question or page has the name fullName',
  )

  await designer.page.keyboard.press('Escape')
  await eventually(() => designer.page.getByRole('dialog').count()).toBe(0)
  await eventually(focused).toBe('Edit: Email address')
  await eventually(state).toBe('All changes saved')
  quiet()
})

it('options are edited as lines, and a page is shown only when an earlier answer says so', async () => {
  await button('Add: Choose one').click()
  await button('Edit: Choose one').click()
  const dialog = designer.page.getByRole('dialog')
  await dialog.getByLabel('Question', { exact: true }).fill('What kind?')
  await dialog.getByLabel('Options').fill('Sofa\nBed = b\n')
  await dialog.getByRole('button', { name: 'Update question' }).click()
  await eventually(cardNames).toContain('What kind?')

  await button('Items').click()
  await button('Edit page: Items').click()
  await dialog.getByText('When to show').click()
  await dialog.getByRole('button', { name: 'Add a condition' }).click()
  await dialog.getByLabel('Question', { exact: true }).selectOption('What kind?')
  await dialog.getByLabel('Answer').selectOption('Bed')
  await dialog.getByRole('button', { name: 'Add a condition' }).click()
  await dialog.getByLabel('Question', { exact: true }).nth(1).selectOption('Are you a landlord?')
  await dialog.getByLabel('How many must hold').selectOption('any of these holds (or)')
  expect(await axeViolations(designer.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Update page' }).click()
  await eventually(() => designer.page.textContent('.cf-pages__note')).toBe(
    'Shown when What kind? is Bed or Are you a landlord? is Yes',
  )

  const { components } = await saved()
  expect(components[0]?.components.at(-1)).toMatchObject({
    key: 'whatKind',
    values: [
      { value: 'sofa', label: 'Sofa' },
      { value: 'b', label: 'Bed' },
    ],
  })
  expect(components[1]).toMatchObject({
    conditional: {
      show: true,
      conjunction: 'any',
      conditions: [
        { component: 'whatKind', operator: 'isEqual', value: 'b' },
        { component: 'landlord', operator: 'isEqual', value: true },
      ],
    },
  })
  quiet()
})

it('pages are added, named, moved and deleted, and come back with Undo', async () => {
  await button('Add a page').click()
  const dialog = designer.page.getByRole('dialog')
  await dialog.getByLabel('Page title').fill('Where to collect')
  await dialog.getByRole('button', { name: 'Update page' }).click()
  await button('Up: page Where to collect').click()
  await eventually(focused).toBe('Up: page Where to collect')
  await button('Add: Address').click()
  await button('About you').click()
  await button('Delete: page About you').click()
  const titles = () => designer.page.locator('.cf-pages__choose').allTextContents()
  await eventually(titles).toEqual(['Where to collect', 'Items'])
  await button('Undo: deleted page ‘About you’').click()
  await eventually(titles).toEqual(['About you', 'Where to collect', 'Items'])
  const { components } = await saved()
  expect(components.map(({ key }) => key)).toEqual(['aboutYou', 'whereToCollect', 'items'])
  expect(components[1]?.components[0]).toMatchObject({ type: 'address', key: 'address' })
  quiet()
})

it.each([1280, 320])(
  'nothing is against WCAG 2.2 AA at %i pixels, with the dialog open or closed',
  async (width) => {
    await designer.open(width)
    expect(await axeViolations(designer.page)).toEqual([])
    expect(await scrollsSideways(designer.page)).toBe(false)
    await button('Items').click()
    await button('Edit: Items to collect').click()
    expect(await axeViolations(designer.page)).toEqual([])
    expect(await scrollsSideways(designer.page)).toBe(false)
    quiet()
  },
)
