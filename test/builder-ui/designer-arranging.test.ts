import { expect, it } from 'vitest'
import type { Definition } from '../../builder-ui/designer/definition.ts'
import { axeViolations, scrollsSideways } from '../support/browser.ts'
import { useDesigner } from '../support/designer-session.ts'
import { eventually } from '../support/eventually.ts'
import { pressOn, tabTo, typeInto } from '../support/keyboard.ts'

const hundred: Definition = {
  display: 'wizard',
  components: [
    {
      type: 'panel',
      key: 'many',
      title: 'Many',
      components: Array.from({ length: 50 }, (_, index) => ({
        type: 'textfield',
        key: `question${index + 1}`,
        label: `Question ${index + 1}`,
      })),
    },
    ...Array.from({ length: 99 }, (_, index) => ({
      type: 'panel' as const,
      key: `page${index + 2}`,
      title: `Page ${index + 2}`,
      components: [{ type: 'yesno', key: `ask${index + 2}`, label: `Ask ${index + 2}?` }],
    })),
  ],
}
const designer = useDesigner({ definition: hundred })
const { button, cardNames, focused, quiet, said, saved } = designer
const dialog = () => designer.page.getByRole('dialog')
const titles = () => designer.page.locator('.cf-pages__choose').allTextContents()
const press = (key: string) => designer.page.keyboard.press(key)

it('the last of a hundred pages, of fifty questions on one, and of the form is the first after three keys', async () => {
  await button('Page 100').click()
  await tabTo(designer.page, button('Move to…: page Page 100'))
  for (const key of ['Enter', '1', 'Enter']) await press(key)
  await eventually(async () => (await titles()).slice(0, 3)).toEqual(['Page 100', 'Many', 'Page 2'])
  await eventually(said).toBe('Page 100 is now page 1')
  await eventually(focused).toBe('Move to…: page Page 100')
  await button('Undo: moved page ‘Page 100’ to number 1').click()
  await eventually(async () => (await titles())[99]).toBe('Page 100')

  await button('Many').click()
  await eventually(cardNames).toHaveLength(50)
  await button('Move to…: Question 50').focus()
  for (const key of ['Enter', '1', 'Enter']) await press(key)
  await eventually(async () => (await cardNames())[0]).toBe('Question 50')
  await eventually(focused).toBe('Move to…: Question 50')

  await button('Page 100').click()
  await eventually(cardNames).toEqual(['Ask 100?'])
  await button('Move to…: Ask 100?').focus()
  for (const key of ['Enter', '0', 'Enter']) await press(key)
  await eventually(async () => (await cardNames()).slice(0, 2)).toEqual(['Ask 100?', 'Question 50'])
  await eventually(said).toBe('Ask 100? is now number 1 on page 1')
  quiet()
}, 60_000)

it('a question goes to another page, and a number that is none is told', async () => {
  await button('Move to…: Question 1').click()
  await dialog().getByLabel('Number').fill('first')
  await dialog().getByRole('button', { name: 'Move question' }).click()
  await eventually(() => dialog().locator('.govuk-error-summary__list').textContent()).toBe(
    'Enter a number from 0',
  )
  await dialog().getByLabel('Number').fill('999')
  await dialog().getByLabel('On page').selectOption('2. Page 2')
  expect(await axeViolations(designer.page)).toEqual([])
  await dialog().getByRole('button', { name: 'Move question' }).click()
  await eventually(cardNames).toEqual(['Ask 2?', 'Question 1'])
  await eventually(said).toBe('Question 1 is now number 2 on page 2')
  expect(await button('Undo: moved ‘Question 1’ to page 2').count()).toBe(1)

  await button('Move to…: Question 1').press('Enter')
  await press('Escape')
  await eventually(focused).toBe('Move to…: Question 1')
  quiet()
})

it('pages and questions are copied under names of their own', async () => {
  await button('Page 2').click()
  await button('Copy: Ask 2?').click()
  await eventually(cardNames).toEqual(['Ask 2?', 'Ask 2?'])
  await button('Copy: page Page 2').press('Enter')
  await eventually(async () => (await titles()).slice(1, 3)).toEqual(['Page 2', 'Page 2 (copy)'])
  const { components } = await saved()
  const keys = components.flatMap(({ components: questions }) => questions.map(({ key }) => key))
  expect(new Set(keys).size).toBe(keys.length)
  expect(components[2]?.components).toHaveLength(2)
  quiet()
})

it('undo and redo outlive a reload, by the same names', async () => {
  await button('Page 2').click()
  await button('Delete: Ask 2?').click()
  await saved()
  await button('Delete: page Page 2').click()
  designer.page.once('dialog', (asked) => void asked.accept())
  await designer.page.reload()
  await designer.page.waitForSelector('#designer[data-ready]')
  // The harness serves what it began with, as if nothing had been saved: both steps lie behind Redo.
  await button('Redo: deleted ‘Ask 2?’').click()
  await button('Redo: deleted page ‘Page 2’').click()
  await eventually(async () => (await titles())[1]).toBe('Page 3')
  await button('Undo: deleted page ‘Page 2’').click()
  await button('Undo: deleted ‘Ask 2?’').click()
  await eventually(async () => (await titles())[1]).toBe('Page 2')
  await button('Page 2').click()
  await eventually(cardNames).toEqual(['Ask 2?'])
})

it('sections and a page that ends the form are made from the keyboard alone', async () => {
  await pressOn(designer.page, button('Edit page: Many'))
  await pressOn(designer.page, dialog().locator('summary', { hasText: 'Section' }))
  await typeInto(
    designer.page,
    dialog().getByLabel('Title of the section that starts at this page'),
    'About you',
  )
  await pressOn(designer.page, dialog().getByRole('button', { name: 'Update page' }))
  await eventually(() => designer.page.locator('.cf-pages__section').allTextContents()).toEqual([
    'Section: About you',
  ])
  await button('Page 3').click()
  await button('Edit page: Page 3').click()
  await dialog().getByText('Section', { exact: true }).click()
  await dialog().getByLabel('Title of the section that starts at this page').fill('The rest')
  await dialog().getByRole('button', { name: 'Update page' }).click()
  await button('Add a page that ends the form').click()
  await dialog().getByRole('button', { name: 'Update page' }).click()
  await eventually(() => dialog().locator('.govuk-error-summary__list').textContent()).toBe(
    'Say when residents get to this page: otherwise nobody could send the form',
  )
  expect(await axeViolations(designer.page)).toEqual([])
  await dialog().getByRole('button', { name: 'Add a condition', exact: true }).click()
  await dialog().getByLabel('Answer').fill('no')
  await dialog().getByRole('button', { name: 'Update page' }).click()
  await eventually(() => designer.page.locator('.cf-pages__note').allTextContents()).toContain(
    'The form ends here',
  )

  const { components } = await saved()
  const last = designer.server.saves.at(-1)
  expect(last?.sections).toEqual([
    { key: 'aboutYou', title: 'About you' },
    { key: 'theRest', title: 'The rest' },
  ])
  const sectionOf = (page: number) => (components[page] as { section?: string } | undefined)?.section
  expect([0, 1, 2, 99, 100].map(sectionOf)).toEqual(['aboutYou', 'aboutYou', 'theRest', 'theRest', 'theRest'])
  expect(components[100]).toMatchObject({ exit: true, title: 'You cannot use this form' })
  quiet()
}, 60_000)

it('at 320 pixels nothing is cut off', async () => {
  await designer.open(320)
  await button('Page 2').click()
  await eventually(cardNames).toEqual(['Ask 2?'])
  expect(await scrollsSideways(designer.page)).toBe(false)
  await button('Move to…: Ask 2?').click()
  expect(await scrollsSideways(designer.page)).toBe(false)
})
