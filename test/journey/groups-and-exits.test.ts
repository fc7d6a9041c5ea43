import { expect, test } from 'vitest'
import type { Conditional, ConditionGroup } from '../../form-schemas/document.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import {
  canVisit,
  compileForm,
  nextPage,
  reachableAnswers,
  reachablePages,
} from '../../server/journey/index.ts'
import { aDocument, aPage, aText, aYesNo, when } from './a-form.ts'

const is = (component: string, value: boolean) => ({ component, operator: 'isEqual' as const, value })
const slugs = (form: ReturnType<typeof compileForm>, answers: Parameters<typeof reachablePages>[1]) =>
  reachablePages(form, answers).map((page) => page.slug)

const questions = ['a', 'b', 'c'].map((key) => aPage(`page${key.toUpperCase()}`, [aYesNo(key)]))
const shownWhen = (group: ConditionGroup, show = true) =>
  compileForm(aDocument(...questions, aPage('last', [aText('words')], { show, ...group } as Conditional)))

test('groups within groups: a and (b or not c)', () => {
  const form = shownWhen({
    conjunction: 'all',
    conditions: [is('a', true)],
    groups: [{ conjunction: 'any', conditions: [is('b', true), is('c', false)] }],
  })
  for (const a of [true, false]) {
    for (const b of [true, false]) {
      for (const c of [true, false]) {
        expect(slugs(form, { a, b, c }).includes('last')).toBe(a && (b || !c))
      }
    }
  }
})

test('a named condition means the same wherever it is used, hidden or shown', () => {
  const conditions = [
    {
      name: 'trader',
      label: 'Is a trader',
      when: { conjunction: 'any' as const, conditions: [is('a', true), is('b', true)] },
    },
    {
      name: 'bigTrader',
      label: 'Is a big trader',
      when: { conjunction: 'all' as const, conditions: [is('c', true)], named: ['trader'] },
    },
  ]
  for (const show of [true, false]) {
    const conditional = { show, conjunction: 'all', conditions: [], named: ['bigTrader'] } as Conditional
    const document = { ...aDocument(...questions, aPage('last', [aText('words')], conditional)), conditions }
    expect(parseDocument(document).ok).toBe(true)
    const form = compileForm(document)
    for (const a of [true, false]) {
      for (const c of [true, false]) {
        expect(slugs(form, { a, b: false, c }).includes('last')).toBe((a && c) === show)
      }
    }
  }
})

test.each([
  ['a name that is not there', { named: ['nobody'] }, [], "no condition called 'nobody'"],
  [
    'a name of itself',
    {},
    [{ name: 'x', label: 'X', when: { conjunction: 'all', conditions: [], named: ['x'] } }],
    "no condition called 'x' above",
  ],
  [
    'names in a ring',
    {},
    [
      { name: 'x', label: 'X', when: { conjunction: 'all', conditions: [], named: ['y'] } },
      { name: 'y', label: 'Y', when: { conjunction: 'all', conditions: [], named: ['x'] } },
    ],
    "no condition called 'y' above",
  ],
  [
    'a name twice',
    {},
    [
      { name: 'x', label: 'X', when: { conjunction: 'all', conditions: [is('a', true)] } },
      { name: 'x', label: 'X', when: { conjunction: 'all', conditions: [is('b', true)] } },
    ],
    'used twice',
  ],
  [
    'a question that is not there',
    {},
    [{ name: 'x', label: 'X', when: { conjunction: 'all', conditions: [is('z', true)] } }],
    "no question with the key 'z'",
  ],
  ['an empty group', { groups: [{ conjunction: 'any', conditions: [] }] }, [], 'at least one condition'],
])('%s is refused in words', (_what, more, conditions, words) => {
  const conditional = { show: true, conjunction: 'all', conditions: [is('a', true)], ...more } as Conditional
  const document = { ...aDocument(...questions, aPage('last', [aText('words')], conditional)), conditions }
  const parsed = parseDocument(document)
  expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message).join()).toContain(words)
})

test('groups deeper than anybody can read are refused, and so are ones that go on for ever', () => {
  let group: ConditionGroup = { conjunction: 'all', conditions: [is('a', true)] }
  for (let depth = 0; depth < 60; depth++) group = { conjunction: 'all', conditions: [], groups: [group] }
  const document = aDocument(...questions, aPage('last', [aText('words')], { show: true, ...group }))
  expect(parseDocument(document).ok).toBe(false)
})

test('a page that ends the form is where the way ends, until the answer that led there is changed', () => {
  const sorry = {
    ...aPage(
      'sorry',
      [{ type: 'content', key: 'text', html: '<p>You cannot use this form</p>' }],
      when('a', 'isEqual', true),
    ),
    exit: true,
  }
  const document = aDocument(questions[0]!, sorry, aPage('last', [aText('words')]))
  expect(parseDocument(document)).toMatchObject({ ok: true })
  const form = compileForm(document)
  expect(nextPage(form, { a: true })).toMatchObject({ slug: 'sorry', exit: true })
  expect(canVisit(form, { a: true, words: 'x', 'continued:sorry': true }, 'last')).toBe(false)
  expect(canVisit(form, { a: true, words: 'x' }, 'check-your-answers')).toBe(false)
  expect(nextPage(form, { a: false, words: 'x' })).toBe('check-your-answers')
})

test('a page that ends the form asks nothing, and is never met by everybody', () => {
  const asking = { ...aPage('sorry', [aText('why')], when('a', 'isEqual', true)), exit: true }
  const always = { ...aPage('sorry', [{ type: 'content', key: 'text', html: '<p>No</p>' }]), exit: true }
  for (const page of [asking, always]) expect(parseDocument(aDocument(questions[0]!, page)).ok).toBe(false)
})

test('what a look-up found counts while its question does, in conditions too', () => {
  const account = aText('account', {
    lookup: { dataset: 'rents', expose: ['balance', 'hold'] },
    conditional: when('a', 'isEqual', true),
  })
  const document = aDocument(
    questions[0]!,
    aPage('find', [account, aYesNo('b')]),
    aPage('owing', [aText('words')], when('lookup.account.balance', 'greaterThan', 0)),
  )
  expect(parseDocument(document)).toMatchObject({ ok: true })
  const form = compileForm(document)
  const answers = { a: true, account: '123', b: true, lookup: { account: { balance: 4200 } } } as never
  expect(slugs(form, answers)).toContain('owing')
  expect(reachableAnswers(form, answers)).toMatchObject({ lookup: { account: { balance: 4200 } } })
  const hidden = { ...(answers as object), a: false } as never
  expect(slugs(form, hidden)).not.toContain('owing')
  expect(reachableAnswers(form, hidden)).not.toHaveProperty('lookup')
  const wrong = structuredClone(document)
  wrong.definition.components[2]!.conditional = when('lookup.account.secret', 'isEqual', 'x')
  expect(parseDocument(wrong)).toMatchObject({ ok: false })
})

test('pages of a section stand together, and a task list has sections', () => {
  const sections = [
    { key: 'you', title: 'You' },
    { key: 'it', title: 'It' },
  ]
  const inSection = (page: (typeof questions)[number], section: string) => ({ ...page, section })
  const [a, b, c] = questions as [never, never, never]
  const good = {
    ...aDocument(inSection(a, 'you'), inSection(b, 'you'), inSection(c, 'it')),
    sections,
    settings: { taskList: true },
  }
  expect(parseDocument(good)).toMatchObject({ ok: true })
  const apart = { ...aDocument(inSection(a, 'you'), inSection(b, 'it'), inSection(c, 'you')), sections }
  const nowhere = { ...aDocument(inSection(a, 'elsewhere')), sections }
  const without = { ...aDocument(a), sections }
  const listOfNothing = { ...aDocument(a), settings: { taskList: true } }
  for (const document of [apart, nowhere, without, listOfNothing])
    expect(parseDocument(document).ok).toBe(false)
})
