import { describe, expect, it, test } from 'vitest'
import type { Answers } from '../../form-schemas/answers.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import {
  afterItem,
  afterList,
  changedAt,
  checkAll,
  checkAnswersRows,
  displayedComponents,
  itemPath,
  itemsAt,
  keptItem,
  listPath,
  listWithin,
  nextPage,
  ownPart,
  pageList,
  readItemAt,
  rowsAt,
  unfinishedList,
} from '../../server/journey/index.ts'
import { aForm, aList, aPage, aText, aYesNo, when } from './a-form.ts'

const allergies = {
  ...aList('allergies', { required: true, maxLength: 3 }, [
    aText('what'),
    aYesNo('severe', { validate: {} }),
    aText('medicine', { conditional: when('severe', 'isEqual', true) }),
  ]),
  label: 'Allergies',
  itemLabel: 'allergy',
  conditional: when('allergic', 'isEqual', true),
}
const pets = { ...aList('pets', { validate: {} }, [aText('pet')]), label: 'Pets' }
const children = {
  ...aList('children', { required: true, maxLength: 5 }, [
    aText('name'),
    aYesNo('allergic'),
    { type: 'hidden', key: 'kind', label: 'Kind', defaultValue: 'child' },
    allergies,
    pets,
  ]),
  label: 'Children',
  itemLabel: 'child',
}
const form = aForm(aPage('children', [children]), aPage('last', [aText('last')]))
const page = form.pages[0]!
const posted = (fields: Record<string, string>) => new URLSearchParams(fields)

const ada = {
  name: 'Ada',
  allergic: true,
  kind: 'child',
  allergies: [
    { what: 'Nuts', severe: true, medicine: 'Pen' },
    { what: 'Milk', severe: null, medicine: null },
  ],
  pets: [],
}
const bob = { name: 'Bob', allergic: false, kind: 'child', allergies: null, pets: [{ pet: 'Cat' }] }
const both: Answers = { children: [ada, bob] }

describe('the addresses', () => {
  it('of a list inside an item are below the item', () => {
    const place = listWithin(page, 1, 'allergies', both)!
    expect(listPath(pageList(page))).toBe('children')
    expect(itemPath(pageList(page), 2)).toBe('children/2')
    expect(listPath(place)).toBe('children/1/allergies')
    expect(itemPath(place, 2)).toBe('children/1/allergies/2')
  })

  it('are none for an item, a list or a shown list that is not there', () => {
    expect(listWithin(page, 3, 'allergies', both)).toBeUndefined()
    expect(listWithin(page, 0, 'allergies', both)).toBeUndefined()
    expect(listWithin(page, 1, 'constructor', both)).toBeUndefined()
    expect(listWithin(page, 1, 'name', both)).toBeUndefined()
    expect(listWithin(page, 1, 'allergies', {})).toBeUndefined()
    // Bob has no allergies, so there is no list of them.
    expect(listWithin(page, 2, 'allergies', both)).toBeUndefined()
    expect(listWithin(page, 2, 'pets', both)).toMatchObject({ within: 2 })
  })
})

describe('the way', () => {
  it('goes from a new item through the lists inside it and back', () => {
    const { allergies: _, pets: __, ...fresh } = ada
    const added: Answers = { children: [fresh as Answers] }
    expect(afterItem(pageList(page), 1, added)).toBe('children/1/allergies')
    const asked: Answers = { children: [{ ...fresh, allergies: ada.allergies } as Answers] }
    expect(afterItem(pageList(page), 1, asked)).toBe('children/1/pets')
    const place = listWithin(page, 1, 'allergies', asked)!
    expect(afterItem(place, 1, asked)).toBe('children/1/allergies')
    expect(afterList(place, asked)).toBe('children/1/pets')
    expect(afterList(listWithin(page, 1, 'pets', both)!, both)).toBe('children')
    expect(afterList(pageList(page), both)).toBeUndefined()
  })

  it('goes from an item that was changed straight back, unless that shows or breaks a list inside it', () => {
    expect(afterItem(pageList(page), 1, both)).toBe('children')
    expect(afterItem(pageList(page), 2, both)).toBe('children')
    expect(afterItem(pageList(page), 2, { children: [ada, { ...bob, allergic: true }] })).toBe(
      'children/2/allergies',
    )
    expect(afterItem(pageList(page), 1, { children: [{ ...ada, allergies: [] }] })).toBe(
      'children/1/allergies',
    )
  })

  it('does not go on while a list inside an item lacks what it must have', () => {
    const { allergies: _, ...without } = ada
    const open: Answers = { children: [bob, without as Answers], last: 'x' }
    expect(nextPage(form, open)).toMatchObject({ slug: 'children' })
    expect(unfinishedList(page, open)).toBe('children/2/allergies')
    expect(unfinishedList(page, both)).toBeUndefined()
    expect(nextPage(form, both)).toMatchObject({ slug: 'last' })
    expect(nextPage(form, { ...both, last: 'x' })).toBe('check-your-answers')
    expect(checkAll(form, { ...open }, 'en')).toMatchObject([
      { key: 'children', errors: [{ message: 'Item 2: Add 1 or more to allergies' }] },
    ])
  })
})

describe('the screen of an item', () => {
  const displayed = (answers: Answers) =>
    displayedComponents(form, page, answers, page.list!.item).map(({ key }) => key)

  it('has its questions, and neither its lists nor its hidden values', () => {
    expect(displayed(both)).toEqual(['name', 'allergic'])
    expect(page.list!.lists.map(({ key }) => key)).toEqual(['allergies', 'pets'])
  })

  it('is read with its hidden values, and keeps the lists inside it unless it hides them', () => {
    const read = readItemAt(form, pageList(page), posted({ name: 'Ada', allergic: 'yes' }), both, 'en', ada)
    if (!read.ok) throw new Error('not read')
    expect(read.item).toEqual({ name: 'Ada', allergic: true, kind: 'child' })
    expect(keptItem(page.list!, read.item, ada)).toEqual(ada)
    expect(keptItem(page.list!, { ...read.item, allergic: false }, ada)).toEqual({
      ...ada,
      allergic: false,
      allergies: null,
    })
    expect(keptItem(page.list!, read.item, undefined)).toEqual(read.item)
    expect(keptItem(page.list!, read.item, bob)).toEqual({ ...read.item, pets: bob.pets })
    expect(ownPart(page.list!, ada)).toEqual(read.item)
  })

  it('of a list inside an item depends on earlier answers of the same item only', () => {
    const place = listWithin(page, 1, 'allergies', both)!
    const read = (fields: Record<string, string>) =>
      readItemAt(form, place, posted(fields), both, 'en', undefined)
    expect(read({ what: 'Eggs', severe: 'no', medicine: 'Pen' })).toEqual({
      ok: true,
      item: { what: 'Eggs', severe: false, medicine: null },
    })
    expect(read({ what: 'Eggs', severe: 'yes', medicine: '' })).toMatchObject({
      ok: false,
      errors: [{ field: 'medicine' }],
    })
  })
})

describe('a change to a list inside an item', () => {
  const place = listWithin(page, 1, 'allergies', both)!
  const items = itemsAt(pageList(page), both)
  const eggs = { what: 'Eggs', severe: null, medicine: null }

  it('changes that list and nothing else', () => {
    expect(itemsAt(place, both)).toEqual(ada.allergies)
    expect(changedAt(place, items, (inner) => [...inner, eggs])).toEqual([
      { ...ada, allergies: [...ada.allergies, eggs] },
      bob,
    ])
    expect(changedAt(place, items, () => undefined)).toBeUndefined()
    expect(changedAt(pageList(page), items, (outer) => outer.slice(1))).toEqual([bob])
  })

  it('follows the item that holds it when another tab has removed one before it', () => {
    const isAda = (item: Answers) => item.name === 'Ada'
    const moved = [bob, ada] as Answers[]
    expect(changedAt(place, moved, (inner) => [...inner, eggs], isAda)).toEqual([
      bob,
      { ...ada, allergies: [...ada.allergies, eggs] },
    ])
    expect(changedAt(place, [bob], () => [eggs], isAda)).toBeUndefined()
    expect(changedAt(place, [], () => [eggs], isAda)).toBeUndefined()
  })

  it('begins with none in an item that was not asked yet', () => {
    const fresh = { name: 'Cy', allergic: true, kind: 'child' }
    expect(changedAt(place, [fresh], (inner) => [...inner, eggs])).toEqual([{ ...fresh, allergies: [eggs] }])
  })
})

test('check your answers has a row for each item and each thing in its lists, and each says whose it is', () => {
  const none = { ...bob, pets: [] }
  expect(checkAnswersRows(form, { children: [ada, none], last: 'x' }, 'en')[0]).toEqual({
    title: 'Children',
    rows: [
      { label: 'Ada', lines: ['Question allergic: Yes'], change: 'children/1', changes: 'child 1, Ada' },
      {
        label: 'Ada: allergy 1',
        lines: ['Nuts', 'Question severe: Yes', 'Question medicine: Pen'],
        change: 'children/1/allergies/1',
        changes: 'allergy 1, Nuts, Ada',
      },
      {
        label: 'Ada: allergy 2',
        lines: ['Milk'],
        change: 'children/1/allergies/2',
        changes: 'allergy 2, Milk, Ada',
      },
      {
        label: 'Ada: Pets',
        lines: [],
        change: 'children/1/pets',
        changes: 'Pets, child 1, Ada',
      },
      { label: 'Bob', lines: ['Question allergic: No'], change: 'children/2', changes: 'child 2, Bob' },
      { label: 'Bob: Pets', lines: [], change: 'children/2/pets', changes: 'Pets, child 2, Bob' },
    ],
  })
  expect(rowsAt(form, listWithin(page, 1, 'allergies', both)!, both, 'en')).toMatchObject([
    {
      label: 'Nuts',
      lines: ['Question severe: Yes', 'Question medicine: Pen'],
      change: 'children/1/allergies/1',
      changes: 'allergy 1, Nuts',
      lists: [],
    },
    { label: 'Milk', lines: [], change: 'children/1/allergies/2', changes: 'allergy 2, Milk' },
  ])
})

describe('an answer with lists in lists', () => {
  const { check, sample, shape, summary } = questionType('editgrid')
  const messages = (answer: unknown) => check(children, answer as never, 'en').map(({ message }) => message)

  it('is checked all the way down, and says where', () => {
    expect(messages([ada, bob])).toEqual([])
    const wrong = { ...ada, allergies: [{ what: 'Nuts', severe: true, medicine: '' }] }
    expect(messages([bob, wrong])).toEqual(['Item 2: Item 1: Enter question medicine'])
    const many = { ...ada, allergies: Array(4).fill(ada.allergies[0]) }
    expect(messages([many])).toEqual(['Item 1: Add 3 or fewer to allergies'])
    const pets = Array.from({ length: 21 }, () => ({ pet: 'Cat' }))
    expect(messages([{ ...bob, pets }])).toEqual(['Item 1: Add 20 or fewer to pets'])
    expect(messages([{ ...bob, pets: pets.slice(1) }])).toEqual([])
  })

  it('has nothing where a condition hides it but the mark that it was left out', () => {
    expect(messages([{ ...bob, allergies: ada.allergies }])).toEqual([
      'Children has a part that was not asked for: allergies',
    ])
    const hidden = { ...ada, allergies: [{ what: 'Milk', severe: false, medicine: 'Pen' }] }
    expect(messages([hidden])).toEqual(['Item 1: Allergies has a part that was not asked for: medicine'])
    const { allergies: _, ...left } = bob
    expect(messages([left])).toEqual([])
    expect(messages([{ ...bob, name: null }])).toEqual(['Item 1: Enter question name'])
  })

  it('has samples that pass, a shape to step through, and a summary', () => {
    for (let n = 0; n < 6; n++) expect(messages(sample(children, n))).toEqual([])
    expect(shape(children)).toMatchObject({
      kind: 'list',
      fields: { allergies: { kind: 'list', fields: { what: { kind: 'text' } } }, kind: { kind: 'text' } },
    })
    expect(summary(children, [ada, bob], 'en')).toEqual(['Ada, Yes, Nuts, Yes, Pen, Milk', 'Bob, No, Cat'])
  })
})
