import { expect, test } from 'vitest'
import { checkAnswersRows } from '../../server/journey/index.ts'
import { aForm, aList, aPage, aText, aYesNo, when } from './a-form.ts'

const form = aForm(
  aPage('landlord', [aYesNo('landlord')]),
  aPage('company', [aText('companyName')], when('landlord', 'isEqual', true)),
  aPage('name', [aText('fullName'), aText('nickname', { validate: {} })]),
  aPage('things', [
    aList('things', { required: true }, [
      aText('what'),
      aText('colour', { validate: {}, label: 'Which colour?' }),
    ]),
  ]),
  aPage('notes', [aText('notes', { validate: {} })]),
)

test('answers are listed by page, each with the way back to the page that changes it', () => {
  const answers = {
    landlord: false,
    companyName: 'Hidden Ltd',
    fullName: 'Ada',
    nickname: null,
    things: [
      { what: 'Sofa', colour: 'red' },
      { what: 'Bed', colour: null },
    ],
    notes: null,
  }
  expect(checkAnswersRows(form, answers, 'en')).toEqual([
    {
      title: 'Page landlord',
      rows: [{ label: 'Question landlord', lines: ['No'], change: 'landlord', changes: 'Question landlord' }],
    },
    {
      title: 'Page name',
      rows: [
        { label: 'Question fullName', lines: ['Ada'], change: 'name', changes: 'Question fullName' },
        { label: 'Question nickname', lines: [], change: 'name', changes: 'Question nickname' },
      ],
    },
    {
      title: 'List things',
      rows: [
        { label: 'Sofa', lines: ['Which colour: red'], change: 'things/1', changes: 'thing 1, Sofa' },
        { label: 'Bed', lines: [], change: 'things/2', changes: 'thing 2, Bed' },
      ],
    },
    {
      title: 'Page notes',
      rows: [{ label: 'Question notes', lines: [], change: 'notes', changes: 'Question notes' }],
    },
  ])
})

test('when every page asks one thing they share a section', () => {
  const short = aForm(aPage('a', [aText('a')]), aPage('b', [aText('b')]))
  const sections = checkAnswersRows(short, { a: '1', b: '2' }, 'en')
  expect(sections.map(({ title, rows }) => [title, rows.length])).toEqual([[undefined, 2]])
})
