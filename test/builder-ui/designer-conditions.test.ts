import { expect, it } from 'vitest'
import { axeViolations, scrollsSideways } from '../support/browser.ts'
import { useDesigner } from '../support/designer-session.ts'
import { eventually } from '../support/eventually.ts'
import { fridgeForm } from '../support/fridge-form.ts'
import { pressOn, tabTo } from '../support/keyboard.ts'

const designer = useDesigner(fridgeForm)
const { button, quiet, saved, said, focused } = designer

const rules = () => designer.page.locator('.cf-rules .cf-sentence').allTextContents()
const dialog = () => designer.page.getByRole('dialog')
const sentence = () => dialog().locator('.cf-sentence').textContent()
const shown = () => designer.page.locator('.cf-tried > li').allTextContents()
const squeezed = (texts: string[]) => texts.map((text) => text.replace(/\s+/g, ' ').trim())

it('a condition is built by picking, reads as a sentence, and is tried on sample answers', async () => {
  await button('Conditions').click()
  expect(await designer.page.getByText('Every page and every question is always shown.').count()).toBe(1)
  await designer.page.getByLabel('Show only sometimes').selectOption('Page: Fridges')
  await button('Add its condition').click()
  await dialog().getByRole('button', { name: 'Add a condition', exact: true }).click()
  await eventually(sentence).toBe('Show Fridges when Items includes Fridge')
  await dialog().getByRole('button', { name: 'Add a group' }).click()
  const group = dialog().getByRole('group', { name: 'Group 1', exact: true })
  await group.getByLabel('Question').selectOption('How many?')
  await group.getByLabel('Rule').selectOption('is at least')
  await dialog().getByRole('button', { name: 'Update page' }).click()
  // Nothing that is compared is left out: the dialog says what is missing and leads to it.
  await eventually(() => dialog().locator('.govuk-error-summary__list').textContent()).toBe(
    'Say what ‘How many?’ is compared with',
  )
  await group.getByLabel('Answer').fill('2')
  await group.getByRole('button', { name: 'Add a condition of group 1' }).click()
  await group.getByLabel('Question').nth(1).selectOption('Items')
  await group.getByLabel('Answer').nth(1).selectOption('Sofa')
  await dialog().getByLabel('How many must hold', { exact: true }).selectOption('any of these holds (or)')
  await eventually(sentence).toBe(
    'Show Fridges when Items includes Fridge or (How many? is at least 2 or Items includes Sofa)',
  )
  await dialog().getByLabel('How many must hold in group 1').selectOption('all of these hold (and)')
  expect(await axeViolations(designer.page)).toEqual([])
  await dialog().getByRole('button', { name: 'Update page' }).click()
  await eventually(rules).toEqual([
    'Show Fridges when Items includes Fridge or (How many? is at least 2 and Items includes Sofa)',
  ])
  await eventually(focused).toBe('Change when page Fridges is shown')

  await eventually(async () => squeezed(await shown())).toEqual([
    'What to collect Shown',
    'Fridges Not shown',
    'Too many items Shown',
  ])
  await designer.page.getByLabel('Sofa').check()
  await designer.page.getByLabel('How many?', { exact: true }).fill('2')
  await eventually(async () => squeezed(await shown())).toContain('Fridges Shown')
  expect(await designer.page.getByText('3 of 3 pages are shown.').count()).toBe(1)

  const { components } = await saved()
  expect(components[1]).toMatchObject({
    conditional: {
      show: true,
      conjunction: 'any',
      conditions: [{ component: 'items', operator: 'includes', value: 'fridge' }],
      groups: [
        {
          conjunction: 'all',
          conditions: [
            { component: 'howMany', operator: 'greaterThanOrEqual', value: 2 },
            { component: 'items', operator: 'includes', value: 'sofa' },
          ],
        },
      ],
    },
  })
  await button('Always show page Fridges: remove its condition').click()
  await eventually(rules).toEqual([])
  await button('Undo: made ‘Fridges’ always shown').click()
  await eventually(rules).toHaveLength(1)
  quiet()
})

it('a named condition is made and used from the keyboard alone, and everything is announced', async () => {
  await pressOn(designer.page, button('Conditions'))
  await pressOn(designer.page, button('Add a named condition'))
  await designer.page.keyboard.type('Has a fridge')
  await pressOn(designer.page, dialog().getByRole('button', { name: 'Add condition', exact: true }))
  await eventually(() => dialog().locator('.govuk-error-summary__list').textContent()).toBe(
    'Add at least one condition',
  )
  await pressOn(designer.page, dialog().getByRole('button', { name: 'Add a condition', exact: true }))
  await eventually(sentence).toBe('Has a fridge is true when Items includes Fridge')
  // Focus went to what was added: the next thing is to say which question.
  expect(await focused()).toBe('setting-when-c0-question')
  await pressOn(designer.page, dialog().getByRole('button', { name: 'Add condition', exact: true }))
  await eventually(said).toBe('Condition Has a fridge is kept')
  await eventually(focused).toBe('')

  await tabTo(designer.page, designer.page.getByLabel('Show only sometimes'))
  await designer.page.keyboard.type('Page: Too')
  await pressOn(designer.page, button('Add its condition'))
  await pressOn(designer.page, dialog().getByRole('button', { name: 'Use a named condition', exact: true }))
  await eventually(sentence).toBe('Show Too many items when Has a fridge is true')
  await tabTo(designer.page, dialog().getByLabel('This page'))
  await designer.page.keyboard.type('is hidden')
  await eventually(sentence).toBe('Hide Too many items when Has a fridge is true')
  await pressOn(designer.page, dialog().getByRole('button', { name: 'Update page' }))
  await eventually(rules).toEqual([
    'Hide Too many items when Has a fridge is true',
    'Has a fridge is true when Items includes Fridge',
  ])
  await saved()
  expect(designer.server.saves.at(-1)?.conditions).toEqual([
    {
      name: 'hasAFridge',
      label: 'Has a fridge',
      when: {
        conjunction: 'all',
        conditions: [{ component: 'items', operator: 'includes', value: 'fridge' }],
      },
    },
  ])
  expect(designer.server.saves.at(-1)?.definition.components[2]).toMatchObject({
    conditional: { show: false, conjunction: 'all', conditions: [], named: ['hasAFridge'] },
  })
  // What is used cannot be deleted; Escape leaves a dialog and nothing changes.
  expect(await button('Delete condition Has a fridge').count()).toBe(0)
  await pressOn(designer.page, button('Change when page Too many items is shown'))
  await designer.page.keyboard.press('Escape')
  await eventually(focused).toBe('Change when page Too many items is shown')
  quiet()
})

it('a question on a page can look at the questions above it, and at nothing below', async () => {
  await button('Too many items').click()
  await button('Edit: Shall we call you?').click()
  await dialog().getByText('When to show').click()
  await dialog().getByRole('button', { name: 'Add a condition', exact: true }).click()
  const offered = await dialog().locator('[data-set="component"] option').allTextContents()
  expect(offered).toEqual(['Items', 'How many?', 'Which fridge?'])
  quiet()
})

it.each([1280, 320])('nothing is against WCAG 2.2 AA at %i pixels', async (width) => {
  await designer.open(width)
  await button('Conditions').click()
  // The first thing that has anything before it: the first question has not.
  await button('Add its condition').click()
  await dialog().getByRole('button', { name: 'Add a condition', exact: true }).click()
  await dialog().getByRole('button', { name: 'Add a group' }).click()
  expect(await axeViolations(designer.page)).toEqual([])
  expect(await scrollsSideways(designer.page)).toBe(false)
  await dialog().getByRole('group', { name: 'Group 1' }).getByLabel('Question').selectOption('Items')
  await dialog().getByRole('button', { name: 'Update' }).click()
  await eventually(rules).toHaveLength(1)
  expect(await axeViolations(designer.page)).toEqual([])
  expect(await scrollsSideways(designer.page)).toBe(false)
  quiet()
})
