import { expect, it } from 'vitest'
import {
  type Definition,
  everyQuestion,
  insertQuestion,
  movePage,
  moveQuestion,
  questionAt,
  rearrangePage,
  removeQuestion,
  replaceQuestion,
} from '../../builder-ui/designer/definition.ts'
import { smallForm } from '../support/designer-page.ts'

const form = smallForm as Definition
const keys = (definition: Definition) => everyQuestion(definition).map(({ question }) => question.key)

it('a question is put in, taken out and replaced at its place, and the form before stays as it was', () => {
  const before = structuredClone(form)
  const added = insertQuestion(form, { page: 0, path: [1] }, { type: 'textfield', key: 'middle' })
  expect(keys(added)).toEqual(['fullName', 'middle', 'email', 'landlord', 'items1', 'item', 'quantity'])
  expect(keys(removeQuestion(added, { page: 0, path: [0] }))).not.toContain('fullName')
  const replaced = replaceQuestion(form, { page: 1, path: [0, 1] }, { type: 'number', key: 'count' })
  expect(questionAt(replaced, { page: 1, path: [0, 1] })?.key).toBe('count')
  expect(questionAt(replaced, { page: 1, path: [0] })?.label).toBe('Items to collect')
  expect(form).toEqual(before)
})

it('a question moves one place within its page or its list, and not beyond the ends', () => {
  const down = moveQuestion(form, { page: 0, path: [0] }, 1)
  expect(down?.place).toEqual({ page: 0, path: [1] })
  expect(down && keys(down.definition).slice(0, 3)).toEqual(['email', 'fullName', 'landlord'])
  const inList = moveQuestion(form, { page: 1, path: [0, 1] }, -1)
  expect(inList && keys(inList.definition).slice(-3)).toEqual(['items1', 'quantity', 'item'])
  expect(moveQuestion(form, { page: 0, path: [0] }, -1)).toBeUndefined()
  expect(moveQuestion(form, { page: 1, path: [0, 1] }, 1)).toBeUndefined()
})

it('a page moves with its questions', () => {
  expect(movePage(form, 1, -1)?.components.map(({ key }) => key)).toEqual(['items', 'aboutYou'])
  expect(movePage(form, 1, 1)).toBeUndefined()
})

it('what was dragged into a list, out of it and from the palette stands where it was let go', () => {
  const panel = form.components[1]
  if (!panel) throw new Error('no page')
  const arranged = rearrangePage(
    panel,
    [
      { from: [0, 1], type: 'number' },
      { from: [0], type: 'editgrid', children: [{ type: 'email' }, { from: [0, 0], type: 'textfield' }] },
    ],
    (type) => ({ type, key: 'made' }),
  )
  expect(arranged.components.map(({ key }) => key)).toEqual(['quantity', 'items1'])
  expect(arranged.components[1]?.components?.map(({ key }) => key)).toEqual(['made', 'item'])
  expect(arranged.components[1]?.validate).toEqual({ required: true, maxLength: 6 })
})
