import { expect, test } from 'vitest'
import type { Answers, FileAnswer } from '../../form-schemas/answers.ts'
import { chosenAddress } from '../../form-schemas/questions/address/finding.ts'
import {
  askingFor,
  checkAnswersRows,
  displayedComponents,
  nextPage,
  pageList,
  reachableAnswers,
  reachablePages,
  readItemAt,
  readPage,
  shownAs,
} from '../../server/journey/index.ts'
import { aForm, aList, aPage, aText, aYesNo, when } from './a-form.ts'

const required = { required: true }
const form = aForm(
  aPage('who', [aYesNo('moved')]),
  aPage('where', [
    aText('name'),
    { type: 'address', key: 'home', label: 'Home', findByPostcode: true, validate: required },
    { type: 'file', key: 'letter', label: 'Letter', accepts: { pdf: true }, validate: { maxLength: 2 } },
    {
      type: 'address',
      key: 'before',
      label: 'Before',
      findByPostcode: true,
      validate: required,
      conditional: when('moved', 'isEqual', true),
    },
    { type: 'hidden', key: 'source', label: 'Source', defaultValue: 'website' },
  ]),
)
const page = form.bySlug.get('where')!
const address = { line1: '1 High Street', town: 'Exampleton', postcode: 'AA3 1AB', uprn: '100000000001' }
const lines = { 'home-line1': '1 High Street', 'home-town': 'Exampleton', 'home-postcode': 'AA3 1AB' }
const pdf: FileAnswer = { id: '0'.repeat(32), name: 'a.pdf', size: 5, type: 'application/pdf' }
const posted = (fields: Record<string, string>) => new URLSearchParams(fields)

function asking(fields: Record<string, string>, answers: Answers = { moved: false }) {
  const displayed = displayedComponents(form, page, answers)
  const found = askingFor(page, displayed, posted(fields), answers, 'en')
  return found && [found.question.key, found.assist.kind]
}

test('the question whose button was pressed asks first, then the first that Continue makes ask', () => {
  expect(asking({ name: 'Ana', ...lines })).toBeUndefined()
  expect(asking({ 'home-find': 'AA3 1AB' })).toEqual(['home', 'find-addresses'])
  expect(asking({ 'home-find': 'AA3 1AB', letter: 'a.pdf', 'letter-ask': 'upload' })).toEqual([
    'letter',
    'upload',
  ])
  expect(asking({ 'home-find': 'AA3 1AB', letter: 'a.pdf' })).toEqual(['home', 'find-addresses'])
})

test('a question that is not shown asks for nothing', () => {
  const fields = { 'before-find': 'AA3 1AB', 'before-ask': 'find' }
  expect(asking(fields)).toBeUndefined()
  expect(asking(fields, { moved: true })).toEqual(['before', 'find-addresses'])
})

test('what is asked of a question can look at its stored files', () => {
  const answers: Answers = { moved: false, letter: [pdf] }
  const displayed = displayedComponents(form, page, answers)
  const found = askingFor(page, displayed, posted({ 'letter-ask': 'upload' }), answers, 'en')
  expect(found?.assist).toMatchObject({ kind: 'show', state: { kind: 'files', files: [pdf] } })
})

test('a page whose answers are partly ours is read with the stored ones', () => {
  expect(page.needsEarlierAnswers).toBe(true)
  expect(form.bySlug.get('who')!.needsEarlierAnswers).toBe(false)
  const stored: Answers = { moved: false, home: address, letter: [pdf] }
  const read = readPage(form, page, posted({ name: 'Ana', ...lines }), stored, 'en')
  expect(read).toEqual({
    ok: true,
    patch: { name: 'Ana', home: address, letter: [pdf], source: 'website' },
  })
  const { uprn: _, ...typed } = address
  expect(readPage(form, page, posted({ name: 'Ana', ...lines }), { moved: false }, 'en')).toMatchObject({
    patch: { home: typed, letter: null },
  })
})

test('an address that was chosen is read in the place of the stored one', () => {
  const other = { ...address, line1: '2 High Street', uprn: '100000000002' }
  const home = page.questions.find(({ key }) => key === 'home')!.component
  const overlaid = chosenAddress(home, posted({ name: 'Ana' }), other)
  expect(readPage(form, page, overlaid, { moved: false, home: address }, 'en')).toMatchObject({
    ok: true,
    patch: { home: other },
  })
})

test('stored answers say in which state their questions are shown', () => {
  const answers: Answers = { moved: false, home: address, letter: [pdf], name: 'Ana' }
  expect(shownAs(displayedComponents(form, page, answers), answers)).toEqual({
    home: { kind: 'typed' },
    letter: { kind: 'files', files: [pdf] },
  })
  expect(shownAs(displayedComponents(form, page, {}), {})).toEqual({})
})

test('a hidden value is on no page and in no row, and counts', () => {
  expect(displayedComponents(form, page, {}).map(({ key }) => key)).not.toContain('source')
  const answers: Answers = {
    moved: false,
    name: 'Ana',
    home: address,
    letter: null,
    source: 'website',
  }
  expect(reachableAnswers(form, answers)).toEqual(answers)
  expect(nextPage(form, answers)).toBe('check-your-answers')
  const { source: _, ...without } = answers
  expect(nextPage(form, without)).toMatchObject({ slug: 'where' })
  const rows = checkAnswersRows(form, answers, 'en').flatMap((section) => section.rows)
  expect(rows.map(({ label }) => label)).not.toContain('Source')
})

test('a page that has only a hidden value to show is not on the way, and its value counts for nothing', () => {
  const source = { type: 'hidden', key: 'source', label: 'Source', defaultValue: 'website' }
  const some = aForm(
    aPage('first', [aYesNo('pets')]),
    aPage('second', [aText('pet', { conditional: when('pets', 'isEqual', true) }), source]),
    aPage('third', [aText('more', { conditional: when('source', 'isEqual', 'website') })]),
  )
  const answers: Answers = { pets: false, source: 'website', pet: null }
  expect(reachablePages(some, answers).map(({ slug }) => slug)).toEqual(['first'])
  expect(reachableAnswers(some, answers)).toEqual({ pets: false })
})

test('a file of an item is known from the item as it is stored', () => {
  const list = aForm(
    aPage('things', [
      aList('things', required, [
        aText('what'),
        { type: 'photo', key: 'photo', label: 'Photo', validate: required },
      ]),
    ]),
  )
  const photo = { ...pdf, type: 'image/jpeg' }
  const place = pageList(list.pages[0]!)
  const read = (before: Answers | undefined) =>
    readItemAt(list, place, posted({ what: 'Sofa' }), {}, 'en', before)
  expect(read({ what: 'Sofa', photo: [photo] })).toEqual({ ok: true, item: { what: 'Sofa', photo: [photo] } })
  expect(read(undefined)).toMatchObject({
    ok: false,
    errors: [{ field: 'photo', message: 'Select a photo' }],
  })
})
