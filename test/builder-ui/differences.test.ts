import { expect, it } from 'vitest'
import {
  type Definition,
  insertQuestion,
  moveQuestion,
  removeQuestion,
  replaceQuestion,
} from '../../builder-ui/designer/definition.ts'
import { designOf } from '../../builder-ui/designer/design.ts'
import { differences as designDifferences } from '../../builder-ui/designer/differences.ts'
import { smallForm } from '../support/designer-page.ts'

const form = smallForm as Definition
const first = { page: 0, path: [0] }
const differences = (before: Definition, after: Definition) =>
  designDifferences(designOf({ definition: before }), designOf({ definition: after }))

it('the same form has no differences', () => {
  expect(differences(form, structuredClone(form))).toEqual([])
})

it('says what was added, deleted, changed and moved, in words', () => {
  const added = insertQuestion(
    form,
    { page: 0, path: [0] },
    { type: 'textfield', key: 'title', label: 'Title' },
  )
  expect(differences(form, added)[0]).toEqual({
    kind: 'added',
    what: 'question ‘Title’',
    details: ['on page ‘About you’'],
  })
  expect(differences(form, removeQuestion(form, first))).toEqual([
    { kind: 'removed', what: 'question ‘Full name’', details: [] },
  ])
  const relabelled = replaceQuestion(form, first, {
    type: 'textfield',
    key: 'fullName',
    label: { en: 'Your name', cy: 'Eich enw' },
    validate: { required: true },
  })
  expect(differences(form, relabelled)).toEqual([
    {
      kind: 'changed',
      what: 'question ‘Full name’',
      details: ['label: was ‘Full name’, now ‘Your name’ (Welsh ‘Eich enw’)'],
    },
  ])
  const moved = moveQuestion(form, first, 1)
  expect(moved && differences(form, moved.definition)).toEqual([
    { kind: 'moved', what: 'question ‘Full name’', details: ['now after question ‘Email address’'] },
  ])
  const [fullName] = form.components[0]?.components ?? []
  const elsewhere = insertQuestion(
    removeQuestion(form, first),
    { page: 1, path: [0] },
    fullName ?? { type: '', key: '' },
  )
  expect(differences(form, elsewhere)).toEqual([
    { kind: 'moved', what: 'question ‘Full name’', details: ['from page ‘About you’ to page ‘Items’'] },
  ])
})

it('options and conditions are told in words, not in JSON', () => {
  const select = {
    type: 'radio',
    key: 'fullName',
    label: 'Full name',
    values: [{ value: 'a', label: 'Sofa' }],
    conditional: {
      show: true,
      conjunction: 'all' as const,
      conditions: [{ component: 'landlord', operator: 'isEqual' as const, value: true }],
    },
  }
  const [change] = differences(form, replaceQuestion(form, first, select))
  expect(change?.details).toContain('options: was empty, now ‘Sofa’')
  expect(change?.details).toContain(
    'when it is shown: was empty, now ‘Shown when ‘Are you a landlord?’ is Yes’',
  )
})

it('named conditions that came, went or changed are told as sentences', () => {
  const named = (value: boolean) => ({
    name: 'isLandlord',
    label: 'Is a landlord',
    when: {
      conjunction: 'all' as const,
      conditions: [{ component: 'landlord', operator: 'isEqual' as const, value }],
    },
  })
  const [without, yes, no] = [
    designOf({ definition: form }),
    designOf({ definition: form, conditions: [named(true)] }),
    designOf({ definition: form, conditions: [named(false)] }),
  ]
  expect(designDifferences(without, yes)).toEqual([
    { kind: 'added', what: 'condition ‘Is a landlord’', details: ['‘Are you a landlord?’ is Yes'] },
  ])
  expect(designDifferences(yes, without)).toEqual([
    { kind: 'removed', what: 'condition ‘Is a landlord’', details: [] },
  ])
  expect(designDifferences(yes, no)[0]?.details).toEqual([
    'was ‘Are you a landlord?’ is Yes, now ‘Are you a landlord?’ is No',
  ])
})
