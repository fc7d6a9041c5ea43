import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offeredAt } from '../../builder-ui/designer/conditions/offered.ts'
import { tryAnswers } from '../../builder-ui/designer/conditions/try-answers.ts'
import { readValue } from '../../builder-ui/designer/conditions/value-control.ts'
import { everyQuestion, replaceQuestion } from '../../builder-ui/designer/definition.ts'
import { designOf } from '../../builder-ui/designer/design.ts'
import type { Answer, Answers } from '../../form-schemas/answers.ts'
import { conditionAbout, groupOf, modelOf, withOperator } from '../../form-schemas/condition-group.ts'
import { namesOf, plainSentence, sayConditional, sayWhen } from '../../form-schemas/condition-words.ts'
import type {
  Component,
  Condition,
  Conditional,
  ConditionGroup,
  FormDocument,
  Panel,
} from '../../form-schemas/document.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import { questionTypes } from '../../form-schemas/questions/index.ts'
import { compileForm, reachablePages } from '../../server/journey/index.ts'

const answered = (group: object) => ({ type: 'textfield', key: 'last', label: 'Last', ...group }) as Component

/** One page for every type of question there is, and a last page that can look at all of them. */
const everyType: Panel[] = Object.values(questionTypes)
  .filter(({ type, asks, silent }) => asks && !silent && type !== 'panel')
  .map(({ type, designer }, index) => ({
    type: 'panel',
    key: `page${index}`,
    title: `Page ${index}`,
    components: [{ ...structuredClone(designer.starter), key: `${type}Asked` }],
  }))
const whole = (components: Panel[], more: object = {}): FormDocument =>
  ({
    format: 'counterfoil/1',
    slug: 'a-form',
    title: 'A form',
    definition: { display: 'wizard', components },
    ...more,
  }) as FormDocument
const lastPage = (conditional?: Conditional): Panel => ({
  type: 'panel',
  key: 'lastPage',
  title: 'Last page',
  components: [answered({})],
  ...(conditional && { conditional }),
})
const problemsOf = (document: FormDocument) => {
  const parsed = parseDocument(JSON.parse(JSON.stringify(document)))
  return parsed.ok ? [] : parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`)
}

const compared: Record<string, string> = { number: '3', pence: '12.50', date: '2026-04-01', text: 'x' }

describe('what can be picked', () => {
  const design = designOf({ definition: { display: 'wizard', components: [...everyType, lastPage()] } })
  const { subjects } = offeredAt(design, { page: everyType.length, path: [] })

  it('is every question that is answered', () => {
    expect(subjects.map(({ component }) => component)).toEqual(
      everyType.map(({ components }) => components[0]?.key),
    )
  })

  it.each(subjects.map((subject) => [subject.component, subject] as const))(
    'is accepted by the document for %s, whatever is picked',
    (_, subject) => {
      const values = Array.isArray(subject.compareWith)
        ? subject.compareWith.map(({ value }) => String(value))
        : [compared[subject.compareWith] ?? '']
      for (const operator of subject.operators) {
        for (const typed of values) {
          const picked = withOperator(conditionAbout(subject), operator, subject)
          const condition = 'value' in picked ? { ...picked, value: readValue(typed, subject) } : picked
          const page = lastPage({ show: true, conjunction: 'all', conditions: [condition] })
          expect(problemsOf(whole([...everyType, page]))).toEqual([])
        }
      }
    },
  )

  it('is never what the document would refuse for its place, at any place of a form with lists in lists', () => {
    const item = (key: string, more: Component[] = []): Component => ({
      type: 'editgrid',
      key,
      label: key,
      itemLabel: 'item',
      components: [answered({ key: `${key}A` }), answered({ key: `${key}B` }), ...more],
    })
    const components: Panel[] = [
      {
        type: 'panel',
        key: 'one',
        title: 'One',
        components: [answered({ key: 'a' }), answered({ key: 'b' })],
      },
      { type: 'panel', key: 'two', title: 'Two', components: [item('outer', [item('inner')])] },
      lastPage(),
    ]
    const plain = designOf({ definition: { display: 'wizard', components } })
    let tried = 0
    for (const { question, place } of everyQuestion(plain.definition)) {
      for (const subject of offeredAt(plain, place).subjects) {
        const conditional = {
          show: true,
          conjunction: 'all' as const,
          conditions: [withOperator(conditionAbout(subject), 'isEmpty', subject)],
        }
        const changed = replaceQuestion(plain.definition, place, { ...question, conditional })
        expect(problemsOf(whole(changed.components))).toEqual([])
        tried += 1
      }
    }
    expect(tried).toBeGreaterThan(8)
  })
})

const items: Component = {
  type: 'selectboxes',
  key: 'items',
  label: 'Items',
  values: [
    { value: 'fridge', label: 'Fridge' },
    { value: 'sofa', label: 'Sofa' },
  ],
}
const fridgePages: Panel[] = [
  {
    type: 'panel',
    key: 'what',
    title: 'What',
    components: [
      items,
      { type: 'currency', key: 'worth', label: 'Worth' },
      { type: 'day', key: 'on', label: 'Day' },
      { type: 'yesno', key: 'owner', label: 'Do you own it?' },
    ],
  },
]
const landlord = {
  name: 'isOwner',
  label: { en: 'Is the owner', cy: 'Y perchennog' },
  when: { conjunction: 'all', conditions: [{ component: 'owner', operator: 'isEqual', value: true }] },
} as const
const names = namesOf(fridgePages, [landlord as never])
const one = (component: string, operator: string, value?: unknown) =>
  ({ component, operator, ...(value !== undefined && { value }) }) as Condition
const all = (...conditions: Condition[]): Conditional => ({ show: true, conjunction: 'all', conditions })

describe('a condition reads as a sentence', () => {
  const said = (conditional: Conditional, name = 'Which fridge?') =>
    plainSentence(sayConditional(conditional, { name }, names))

  it.each([
    [all(one('items', 'includes', 'fridge')), 'Show ‘Which fridge?’ when ‘Items’ includes ‘Fridge’'],
    [
      { ...all(one('owner', 'isEqual', true)), show: false },
      'Hide ‘Which fridge?’ when ‘Do you own it?’ is Yes',
    ],
    [all(one('worth', 'greaterThan', 123450)), 'Show ‘Which fridge?’ when ‘Worth’ is more than £1,234.50'],
    [all(one('on', 'lessThan', '2026-04-01')), 'Show ‘Which fridge?’ when ‘Day’ is before 1 April 2026'],
    [all(one('worth', 'isEmpty')), 'Show ‘Which fridge?’ when ‘Worth’ is not answered'],
    [
      {
        ...all(one('owner', 'isEqual', false)),
        groups: [
          {
            conjunction: 'any',
            conditions: [one('items', 'includes', 'sofa'), one('worth', 'lessThan', 100)],
          },
        ],
      },
      'Show ‘Which fridge?’ when ‘Do you own it?’ is No and (‘Items’ includes ‘Sofa’ or ‘Worth’ is less than £1.00)',
    ],
    [
      { show: true, conjunction: 'any', conditions: [], named: ['isOwner', 'gone'] },
      'Show ‘Which fridge?’ when ‘Is the owner’ is true or ‘gone’ is true',
    ],
    [all(one('gone', 'isEqual', 'x')), 'Show ‘Which fridge?’ when ‘gone’ is ‘x’'],
    [all(one('items', 'includes', 'piano')), 'Show ‘Which fridge?’ when ‘Items’ includes ‘piano’'],
  ] as [Conditional, string][])('%#', (conditional, sentence) => {
    expect(said(conditional)).toBe(sentence)
  })

  it('is "always shown" without one', () => {
    expect(plainSentence(sayWhen(undefined, names))).toBe('Always shown')
  })
})

const arbitraryGroup: fc.Arbitrary<ConditionGroup> = fc.letrec((tie) => ({
  group: fc.record(
    {
      conjunction: fc.constantFrom('all', 'any'),
      conditions: fc.array(
        fc.constantFrom(
          one('items', 'includes', 'fridge'),
          one('items', 'isEmpty'),
          one('owner', 'isEqual', true),
          one('worth', 'greaterThan', 500),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      groups: fc.array(tie('group'), { minLength: 1, maxLength: 2, depthIdentifier: 'group' }),
      named: fc.constant(['isOwner']),
    },
    { requiredKeys: ['conjunction', 'conditions'] },
  ),
})).group as fc.Arbitrary<ConditionGroup>

it('a group that is opened for editing and kept says the same, whatever it holds', () => {
  fc.assert(
    fc.property(arbitraryGroup, (group) => {
      expect(groupOf(modelOf(group))).toEqual(group)
    }),
  )
})

const picked = (typed: string, compareWith: never) =>
  readValue(typed, { component: 'x', label: 'X', operators: [], compareWith })

it('money is typed in pounds and kept in pence; what is no number stays as typed for the check to name', () => {
  expect(picked('12.50', 'pence' as never)).toBe(1250)
  expect(picked('£1,200', 'pence' as never)).toBe(120000)
  expect(picked('a lot', 'pence' as never)).toBe('a lot')
  expect(picked(' 7 ', 'number' as never)).toBe(7)
  expect(picked('1e999', 'number' as never)).toBe(Number.POSITIVE_INFINITY)
  expect(picked('seven', 'number' as never)).toBe('seven')
})

it('sample answers lead where the journey leads, for any conditions and answers', () => {
  const pages = (conditionals: Conditional[]): Panel[] => [
    ...fridgePages,
    ...conditionals.map((conditional, index) => ({
      ...lastPage(conditional),
      key: `page${index}`,
      components: [answered({ key: `asked${index}`, ...(index % 2 && { conditional }) })],
    })),
  ]
  const answers = fc.record(
    {
      items: fc.subarray(['fridge', 'sofa'], { minLength: 1 }),
      owner: fc.boolean(),
      worth: fc.integer({ min: 0, max: 1000 }),
    },
    { requiredKeys: [] },
  )
  const conditionals = fc.array(
    fc.tuple(arbitraryGroup, fc.boolean()).map(([group, show]) => ({ ...group, show })),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(conditionals, answers, (given, known) => {
      const components = pages(given)
      const conditions = [landlord as never]
      const tried = tryAnswers(
        designOf({ definition: { display: 'wizard', components }, conditions }),
        new Map(Object.entries(known) as [string, Answer][]),
      )
      const shown = tried.filter(({ outcome }) => outcome === 'shown').map(({ panel }) => panel.key)
      const reached = reachablePages(compileForm(whole(components, { conditions })), known as Answers)
      expect(shown).toEqual(reached.map(({ key }) => key))
    }),
  )
})
