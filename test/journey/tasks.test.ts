import { expect, test } from 'vitest'
import type { Answers } from '../../form-schemas/answers.ts'
import type { Panel } from '../../form-schemas/document.ts'
import { canVisit, compileForm, tasksOf } from '../../server/journey/index.ts'
import { aDocument, aPage, aText, aYesNo, when } from './a-form.ts'

const inSection = (section: string, page: Panel): Panel => ({ ...page, section })
const form = compileForm({
  ...aDocument(
    inSection('you', aPage('name', [aText('fullName')])),
    inSection('you', aPage('dog', [aYesNo('dog')])),
    inSection('home', aPage('street', [aText('street')])),
    inSection('home', aPage('town', [aText('town')])),
    inSection('dogs', aPage('dogName', [aText('dogName')], when('dog', 'isEqual', true))),
  ),
  sections: ['you', 'home', 'dogs'].map((key) => ({ key, title: key })),
  settings: { taskList: true },
})
const states = (answers: Answers) =>
  tasksOf(form, answers).map(({ key, state, page }) => `${key}: ${state} ${page?.slug ?? '-'}`)

test('a section is not started, in progress or completed, and goes on where something is missing', () => {
  expect(states({})).toEqual(['you: not-started name', 'home: not-started street', 'dogs: not-yet -'])
  expect(states({ town: 'T', fullName: 'A' })).toEqual([
    'you: in-progress dog',
    'home: in-progress street',
    'dogs: not-yet -',
  ])
  expect(states({ fullName: 'A', dog: true, street: 'S', town: 'T' })).toEqual([
    'you: completed name',
    'home: completed street',
    'dogs: not-started dog-name',
  ])
})

test('a section that asks nothing of these answers is left out when everything else is done', () => {
  expect(states({ fullName: 'A', dog: false, street: 'S', town: 'T' })).toEqual([
    'you: completed name',
    'home: completed street',
  ])
})

test('any section can be begun, in the order of its own pages; sending needs them all', () => {
  expect(canVisit(form, {}, 'street')).toBe(true)
  expect(canVisit(form, {}, 'town')).toBe(false)
  expect(canVisit(form, { street: 'S' }, 'town')).toBe(true)
  expect(canVisit(form, {}, 'dog')).toBe(false)
  expect(canVisit(form, {}, 'dog-name')).toBe(false)
  expect(canVisit(form, { dog: true }, 'dog-name')).toBe(true)
  expect(canVisit(form, {}, 'no-such-page')).toBe(false)
  expect(canVisit(form, { street: 'S', town: 'T' }, 'check-your-answers')).toBe(false)
  expect(canVisit(form, { fullName: 'A', dog: false, street: 'S', town: 'T' }, 'check-your-answers')).toBe(
    true,
  )
})
