import { expect, test } from 'vitest'
import {
  canVisit,
  checkAll,
  displayedComponents,
  nextPage,
  pageAfter,
  pageBefore,
  pageList,
  reachableAnswers,
  reachablePages,
  readItemAt,
  readPage,
} from '../../server/journey/index.ts'
import { aForm, aList, aPage, aText, aYesNo, when } from './a-form.ts'

const posted = (fields: Record<string, string>) => new URLSearchParams(fields)
const slugs = (pages: { slug: string }[]) => pages.map((page) => page.slug)

const form = aForm(
  aPage('whoAreYou', [aYesNo('landlord')]),
  aPage('company', [aText('companyName')], when('landlord', 'isEqual', true)),
  aPage('companyNumber', [aText('number')], when('companyName', 'isNotEmpty')),
  aPage('information', [{ type: 'content', key: 'text', html: '<p>Read this</p>' }]),
  aPage('name', [aText('fullName'), aText('nickname', { validate: {} })]),
)

test('a page is on the way when its condition holds, and what a hidden page held counts for nothing', () => {
  expect(slugs(reachablePages(form, { landlord: true, companyName: 'Lets Ltd' }))).toEqual([
    'who-are-you',
    'company',
    'company-number',
    'information',
    'name',
  ])
  const changed = { landlord: false, companyName: 'Lets Ltd', number: '1', fullName: 'A' }
  expect(slugs(reachablePages(form, changed))).toEqual(['who-are-you', 'information', 'name'])
  expect(reachableAnswers(form, changed)).toEqual({ landlord: false, fullName: 'A' })
})

test('a page may be visited when every page before it is answered', () => {
  expect(canVisit(form, {}, 'who-are-you')).toBe(true)
  expect(canVisit(form, {}, 'information')).toBe(false)
  expect(canVisit(form, { landlord: false }, 'information')).toBe(true)
  expect(canVisit(form, { landlord: false }, 'company')).toBe(false)
  expect(canVisit(form, { landlord: false }, 'name')).toBe(false)
  expect(canVisit(form, { landlord: false, 'continued:information': true }, 'name')).toBe(true)
  expect(canVisit(form, {}, 'nowhere')).toBe(false)
  expect(canVisit(form, {}, 'check-your-answers')).toBe(false)
})

test('an optional question is answered when it was left empty on purpose, and not before', () => {
  const upToName = { landlord: false, 'continued:information': true, fullName: 'A' }
  expect(nextPage(form, upToName)).toMatchObject({ slug: 'name' })
  expect(nextPage(form, { ...upToName, nickname: null })).toBe('check-your-answers')
  expect(canVisit(form, { ...upToName, nickname: null }, 'check-your-answers')).toBe(true)
  expect(nextPage(form, { ...upToName, fullName: null, nickname: null })).toMatchObject({ slug: 'name' })
})

test('an answer that no longer passes its checks is found before it is sent, with its page', () => {
  expect(checkAll(form, { landlord: false, fullName: 7 }, 'en')).toMatchObject([
    { key: 'fullName', page: 'name' },
  ])
})

test('what was left empty while it was hidden is asked when it shows', () => {
  expect(nextPage(form, { landlord: null })).toMatchObject({ slug: 'who-are-you' })
})

test('the pages after and before follow the way', () => {
  const answers = { landlord: false }
  expect(pageAfter(form, answers, 'who-are-you')).toMatchObject({ slug: 'information' })
  expect(pageAfter(form, answers, 'name')).toBe('check-your-answers')
  expect(pageBefore(form, answers, 'information')).toMatchObject({ slug: 'who-are-you' })
  expect(pageBefore(form, answers, 'who-are-you')).toBe('start')
  expect(pageBefore(form, answers, 'check-your-answers')).toMatchObject({ slug: 'name' })
})

test('a page that asks nothing is answered by continuing from it', () => {
  const page = form.bySlug.get('information')!
  expect(readPage(form, page, posted({}), {}, 'en')).toEqual({
    ok: true,
    patch: { 'continued:information': true },
  })
})

test('a page takes only its own questions from what was posted', () => {
  const page = form.bySlug.get('name')!
  const post = posted({ fullName: ' Ada ', landlord: 'yes', price: '0', 'continued:information': 'true' })
  expect(readPage(form, page, post, {}, 'en')).toEqual({
    ok: true,
    patch: { fullName: 'Ada', nickname: null },
  })
})

test('every wrong answer of a page is reported together', () => {
  const two = aForm(aPage('both', [aText('one'), aText('two')]))
  const read = readPage(two, two.pages[0]!, posted({}), {}, 'en')
  expect(read).toMatchObject({ ok: false, errors: [{ field: 'one' }, { field: 'two' }] })
})

test('a question that an earlier page hides is neither shown nor read', () => {
  const hiding = aForm(
    aPage('first', [aYesNo('pets')]),
    aPage('second', [aText('name'), aText('petName', { conditional: when('pets', 'isEqual', true) })]),
  )
  const second = hiding.pages[1]!
  expect(second.needsEarlierAnswers).toBe(true)
  expect(hiding.pages[0]!.needsEarlierAnswers).toBe(false)
  expect(displayedComponents(hiding, second, { pets: false }).map(({ key }) => key)).toEqual(['name'])
  const post = posted({ name: 'A', petName: 'Rex' })
  expect(readPage(hiding, second, post, { pets: false }, 'en')).toEqual({ ok: true, patch: { name: 'A' } })
  expect(readPage(hiding, second, post, { pets: true }, 'en')).toEqual({
    ok: true,
    patch: { name: 'A', petName: 'Rex' },
  })
})

test('a question that another of the same page hides is shown, and read only when it counts', () => {
  const same = aForm(
    aPage('one', [aYesNo('pets'), aText('petName', { conditional: when('pets', 'isEqual', true) })]),
  )
  const page = same.pages[0]!
  expect(page.needsEarlierAnswers).toBe(false)
  expect(displayedComponents(same, page, {}).map(({ key }) => key)).toEqual(['pets', 'petName'])
  expect(readPage(same, page, posted({ pets: 'no', petName: '' }), {}, 'en')).toEqual({
    ok: true,
    patch: { pets: false, petName: null },
  })
  expect(readPage(same, page, posted({ pets: 'yes', petName: '' }), {}, 'en')).toMatchObject({ ok: false })
})

test('a page whose every question is hidden is not on the way', () => {
  const empty = aForm(
    aPage('first', [aYesNo('pets')]),
    aPage('second', [aText('petName', { conditional: when('pets', 'isEqual', true) })]),
  )
  expect(slugs(reachablePages(empty, { pets: false }))).toEqual(['first'])
  expect(slugs(reachablePages(empty, { pets: true }))).toEqual(['first', 'second'])
})

test('a list is answered while its length is within its limits and each item is right', () => {
  const list = aForm(aPage('things', [aList('things', { required: true, maxLength: 2 }, [aText('what')])]))
  const page = list.pages[0]!
  expect(page).toMatchObject({ kind: 'list', list: { minLength: 1, maxLength: 2 } })
  const next = (things: { what: string }[]) => nextPage(list, { things })
  expect(next([])).toMatchObject({ slug: 'things' })
  expect(next([{ what: 'Sofa' }])).toBe('check-your-answers')
  expect(next([{ what: 'Sofa' }, { what: 'Bed' }, { what: 'Rug' }])).toMatchObject({ slug: 'things' })
  expect(next([{ what: '' }])).toMatchObject({ slug: 'things' })
  expect(readItemAt(list, pageList(page), posted({ what: 'Sofa' }), {}, 'en', undefined)).toEqual({
    ok: true,
    item: { what: 'Sofa' },
  })
  expect(readItemAt(list, pageList(page), posted({}), {}, 'en', undefined)).toMatchObject({
    ok: false,
    errors: [{ field: 'what' }],
  })
})

test('question keys that every object has are answered only by answers', () => {
  const tricky = aForm(
    aPage('first', [aText('toString')]),
    aPage('second', [aText('valueOf')], when('toString', 'isNotEmpty')),
  )
  expect(nextPage(tricky, {})).toMatchObject({ slug: 'first' })
  expect(slugs(reachablePages(tricky, {}))).toEqual(['first'])
  expect(slugs(reachablePages(tricky, { toString: 'x' } as never))).toEqual(['first', 'second'])
})
