import { expect, it } from 'vitest'
import type { Definition } from '../../builder-ui/designer/definition.ts'
import { designOf } from '../../builder-ui/designer/design.ts'
import { editTabs } from '../../builder-ui/designer/dialog/edit-form.ts'
import {
  linesFromOptions,
  optionsFromLines,
  welshLines,
  withWelsh,
} from '../../builder-ui/designer/dialog/option-lines.ts'
import { settingAt, withSetting } from '../../builder-ui/designer/dialog/setting-path.ts'
import { newQuestion } from '../../builder-ui/designer/new-question.ts'
import {
  freshKey,
  keyFromLabel,
  keyRule,
  renamedInConditions,
} from '../../builder-ui/designer/question-key.ts'
import { placeOfPointer } from '../../builder-ui/designer/save/problems-panel.ts'
import { subjectsBefore } from '../../form-schemas/condition-subjects.ts'
import { questionTypes } from '../../form-schemas/questions/index.ts'
import { smallForm } from '../support/designer-page.ts'

const form = smallForm as Definition

it('a key is made of the words of a label, whatever they are', () => {
  expect(keyFromLabel('What is your full name?')).toBe('whatIsYourFullName')
  expect(keyFromLabel('Enw’r cwmni – ŵy')).toBe('enwrCwmniWy')
  for (const label of ['', '???', '3 items', '   ', '<script>', '你好', 'x'.repeat(500)]) {
    expect(keyFromLabel(label)).toMatch(keyRule)
  }
  expect(freshKey(new Set(['item', 'item2']), 'item')).toBe('item3')
})

it('renaming a question renames it in conditions: inside lists, in groups, in look-ups and where they have a name', () => {
  const conditional = {
    show: true,
    conjunction: 'all' as const,
    conditions: [{ component: 'landlord', operator: 'isEqual' as const, value: true }],
  }
  const asking = structuredClone(form)
  const list = asking.components[1]?.components[0]?.components?.[0]
  if (list) list.conditional = conditional
  const named = [
    {
      name: 'isLandlord',
      label: 'Is a landlord',
      when: {
        conjunction: 'any' as const,
        conditions: [],
        groups: [
          {
            conjunction: 'all' as const,
            conditions: [
              conditional.conditions[0]!,
              { component: 'lookup.landlord.licence', operator: 'isEmpty' as const },
            ],
          },
        ],
      },
    },
  ]
  const renamed = renamedInConditions(
    designOf({ definition: asking, conditions: named }),
    'landlord',
    'ownsHomes',
  )
  expect(renamed.conditions[0]?.when.groups?.[0]?.conditions.map(({ component }) => component)).toEqual([
    'ownsHomes',
    'lookup.ownsHomes.licence',
  ])
  expect(JSON.stringify(renamed)).toContain('"component":"ownsHomes"')
  expect(JSON.stringify(renamed)).not.toContain('"component":"landlord"')
})

it('options are lines: what is stored stays when only the words are mended', () => {
  const before = [
    { value: 'sofa', label: { en: 'Sofa', cy: 'Soffa' } },
    { value: 'ff', label: 'Fridge freezer' },
  ]
  expect(linesFromOptions(before)).toBe('Sofa\nFridge freezer = ff')
  expect(
    optionsFromLines('Sofa or settee = sofa\n\n  Fridge freezer = ff\nBed & mattress\n', before),
  ).toEqual([
    { value: 'sofa', label: { en: 'Sofa or settee', cy: 'Soffa' } },
    { value: 'ff', label: 'Fridge freezer' },
    { value: 'bed-mattress', label: 'Bed & mattress' },
  ])
})

it('options with hints are typed a line each, and pasted as two columns of a spreadsheet', () => {
  const options = [
    { value: 'sofa', label: 'Sofa', description: 'Up to three seats' },
    {
      value: 'b',
      label: { en: 'Bed', cy: 'Gwely' },
      description: { en: 'With mattress', cy: 'Gyda matres' },
    },
    { value: 'other', label: 'Other' },
  ]
  const lines = 'Sofa | Up to three seats\nBed = b | With mattress\nOther'
  expect(linesFromOptions(options)).toBe(lines)
  expect(optionsFromLines(lines, options)).toEqual(options)
  expect(optionsFromLines('Fridge\tEmpty\nDesk\t\n', [])).toEqual([
    { value: 'fridge', label: 'Fridge', description: 'Empty' },
    { value: 'desk', label: 'Desk' },
  ])
  // A hint that was taken away is gone, and one that was mended keeps its Welsh.
  expect(optionsFromLines('Sofa\nBed = b | With its mattress', options)).toEqual([
    { value: 'sofa', label: 'Sofa' },
    {
      value: 'b',
      label: { en: 'Bed', cy: 'Gwely' },
      description: { en: 'With its mattress', cy: 'Gyda matres' },
    },
  ])
  expect(withWelsh(options, welshLines(options))).toEqual(options)
  expect(withWelsh(options, 'Soffa | Hyd at dair sedd')[0]).toEqual({
    value: 'sofa',
    label: { en: 'Sofa', cy: 'Soffa' },
    description: { en: 'Up to three seats', cy: 'Hyd at dair sedd' },
  })
})

it('options that are not touched come back as they were, whatever their words have in them', () => {
  const odd = [
    { value: 'a', label: 'A = B | C', description: 'x | y = z' },
    { value: 'x y', label: { en: 'Same', cy: 'Same' }, extra: 1 },
    { value: 'q', label: { en: 'Only English' } },
  ]
  expect(optionsFromLines(linesFromOptions(odd), odd)).toEqual(odd)
})

it('a setting taken out leaves nothing empty behind', () => {
  const component = { type: 'textfield', validate: { required: true } }
  expect(withSetting(component, 'validate.required', undefined)).toEqual({ type: 'textfield' })
  expect(withSetting(component, 'validate.maxLength', 5)).toEqual({
    type: 'textfield',
    validate: { required: true, maxLength: 5 },
  })
  expect(settingAt(component, 'validate.required')).toBe(true)
  expect(component).toEqual({ type: 'textfield', validate: { required: true } })
})

it.each(Object.keys(questionTypes))(
  'a new %s question is accepted by its own settings and has a dialog',
  (type) => {
    const question = newQuestion(form, type)
    expect(questionTypes[type]?.settings.safeParse(question).error?.issues ?? []).toEqual([])
    const fields = editTabs(questionTypes[type]?.editForm() ?? {}).flatMap((tab) => tab.fields)
    expect(fields.map(({ key }) => key)).toContain('key')
  },
)

it('conditions may only ask about what is answered before: inside a list, only in the same item', () => {
  const asked = (page: number, path: number[]) =>
    subjectsBefore(form.components, { page, path }).map(({ component }) => component)
  expect(asked(0, [])).toEqual([])
  expect(asked(0, [2])).toEqual(['fullName', 'email'])
  expect(asked(1, [])).toEqual(['fullName', 'email', 'landlord'])
  expect(asked(1, [0])).toEqual(['fullName', 'email', 'landlord'])
  expect(asked(1, [0, 1])).toEqual(['item'])
})

it.each([
  ['/definition/components/0/components/2/label', { page: 0, path: [2] }],
  ['/components/1/components/0/components/1', { page: 1, path: [0, 1] }],
  ['/definition/components/1/title', { page: 1, path: [] }],
  ['/definition/components/0/components/99', { page: 0, path: [] }],
  ['/definition/components/7', undefined],
  ['/pricing/lines/0', undefined],
  ['', undefined],
])('the pointer %s leads to its place', (pointer, place) => {
  expect(placeOfPointer(form, pointer)).toEqual(place)
})
