import { describe, expect, it, test } from 'vitest'
import type { Component } from '../../form-schemas/document.ts'
import { chosenAddress } from '../../form-schemas/questions/address/finding.ts'
import type { Assisted, FoundAddress } from '../../form-schemas/questions/assist.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import type { FieldError, Posted } from '../../form-schemas/questions/question-type.ts'
import { vouching } from '../../form-schemas/questions/vouched.ts'
import type { Language } from '../../form-schemas/words.ts'
import { cutSkeleton, fillSkeleton, type Held } from '../../server/web/resident/skeleton.ts'
import { renderCalls } from './render-calls.ts'

const type = questionType('address')
const question: Component = {
  type: 'address',
  key: 'home',
  label: { en: 'Where do you live?', cy: 'Ble rydych chi’n byw?' },
  findByPostcode: true,
  validate: { required: true },
}
const optional: Component = { ...question, validate: {} }
const found: FoundAddress[] = [
  { line1: '1 High Street', town: 'Exampleton', postcode: 'AA3 1AB', uprn: '100000000001' },
  {
    line1: 'Flat 2',
    line2: '3 High Street',
    town: 'Exampleton',
    county: 'Shire',
    postcode: 'AA3 1AB',
    uprn: '100000000002',
  },
]
const lines = { 'home-line1': '1 High Street', 'home-town': 'Exampleton', 'home-postcode': 'aa31ab' }
const stored = { line1: '1 High Street', town: 'Exampleton', postcode: 'AA3 1AB', uprn: '100000000001' }
const { uprn: _uprn, ...typed } = stored

const posted = (fields: Record<string, string>) => new URLSearchParams(fields)
const assist = (fields: Record<string, string>, component = question, language: Language = 'en') =>
  type.assist!(component, posted(fields), language)
const html = (
  state: Assisted | undefined,
  more: { values?: Record<string, string>; errors?: FieldError[]; language?: Language } = {},
) =>
  renderCalls(
    type.view({
      component: question,
      language: 'en',
      heading: true,
      values: {},
      errors: [],
      ...(state && { assisted: { home: state } }),
      ...more,
    }),
  )

describe('what the posted page asks for', () => {
  it('is nothing when the address cannot be found by postcode, or was typed', () => {
    const plain = { ...question, findByPostcode: false }
    expect(assist({ 'home-find': 'AA3 1AB', 'home-ask': 'find' }, plain)).toBeUndefined()
    expect(assist({ 'home-find': '', ...lines })).toBeUndefined()
    expect(assist({ 'home-find': 'AA9 9AA', ...lines })).toBeUndefined()
    expect(assist({})).toBeUndefined()
    expect(assist({ 'home-find': '' })).toBeUndefined()
  })

  it.each(['aa31ab', ' AA3  1AB ', 'Aa3-1aB'])('is the addresses of a postcode typed as %j', (find) => {
    const asked = { kind: 'find-addresses', postcode: 'AA3 1AB', errors: [] }
    expect(assist({ 'home-find': find, 'home-ask': 'find' })).toEqual(asked)
    // Continue, with a postcode and nothing else, means the same; so does pressing Enter after it.
    expect(assist({ 'home-find': find, 'home-line1': ' ' })).toEqual(asked)
  })

  it.each([
    ['', 'Enter a postcode', 'Rhowch god post'],
    [' ', 'Enter a postcode', 'Rhowch god post'],
    ['AA3', 'Enter a full UK postcode, like AA3 1AB', 'Rhowch god post llawn yn y DU, fel AA3 1AB'],
    ['<script>', 'Enter a full UK postcode, like AA3 1AB', 'Rhowch god post llawn yn y DU, fel AA3 1AB'],
  ])('is only to be told what is wrong with %j', (find, english, welsh) => {
    const told = (message: string) => ({
      kind: 'show',
      state: undefined,
      errors: [{ field: 'home-find', message }],
    })
    expect(assist({ 'home-find': find, 'home-ask': 'find' })).toEqual(told(english))
    expect(assist({ 'home-find': find, 'home-ask': 'find' }, question, 'cy')).toEqual(told(welsh))
  })

  it('is the address that was chosen from the list', () => {
    expect(assist({ 'home-find': 'AA3 1AB', 'home-found': '100000000002' })).toEqual({
      kind: 'address-chosen',
      postcode: 'AA3 1AB',
      uprn: '100000000002',
    })
  })

  it('is the list again when none was chosen and one must be', () => {
    const again = (message: string) => ({
      kind: 'find-addresses',
      postcode: 'AA3 1AB',
      errors: [{ field: 'home-found', message }],
    })
    expect(assist({ 'home-find': 'AA3 1AB', 'home-found': '' })).toEqual(again('Select an address'))
    expect(assist({ 'home-find': 'AA3 1AB', 'home-found': '' }, question, 'cy')).toEqual(
      again('Dewiswch gyfeiriad'),
    )
    for (const hostile of ['1 OR 1=1', '../1', '-1', '1234567890123', 'é'])
      expect(assist({ 'home-find': 'AA3 1AB', 'home-found': hostile })).toEqual(again('Select an address'))
    expect(assist({ 'home-find': 'AA3 1AB', 'home-found': '' }, optional)).toBeUndefined()
    expect(type.read(optional, posted({ 'home-find': 'AA3 1AB', 'home-found': '' }), 'en')).toEqual({
      ok: true,
      answer: null,
    })
  })

  it('is another state of the page after its other buttons, whatever else was posted', () => {
    const rest = { 'home-find': 'AA3 1AB', 'home-found': '100000000001', ...lines }
    expect(assist({ ...rest, 'home-ask': 'type' })).toEqual({
      kind: 'show',
      state: { kind: 'typed' },
      errors: [],
    })
    expect(assist({ ...rest, 'home-ask': 'again' })).toEqual({ kind: 'show', state: undefined, errors: [] })
  })

  it('has the prefix of the page in what it reads and in its errors', () => {
    const wrong = type.assist!(question, posted({ 'p-home-find': 'x', 'p-home-ask': 'find' }), 'en', 'p-')
    expect(wrong).toMatchObject({ errors: [{ field: 'p-home-find' }] })
    const right = posted({ 'p-home-find': 'AA3 1AB', 'p-home-found': '100000000001' })
    expect(type.assist!(question, right, 'en', 'p-')).toMatchObject({ kind: 'address-chosen' })
  })
})

describe('a UPRN', () => {
  it('is never taken from a browser', () => {
    const hostile = { ...lines, 'home-uprn': '1', 'home-found': '1', 'home-find': '', uprn: '1', home: '1' }
    expect(type.read(question, posted(hostile), 'en')).toEqual({ ok: true, answer: typed })
    expect(type.read(question, posted({ ...hostile, vouched: '1' }), 'en')).toEqual({
      ok: true,
      answer: typed,
    })
  })

  it('comes with the address that the house has found, line by line', () => {
    const chosen = chosenAddress(
      question,
      posted({ 'home-find': 'AA3 1AB', 'home-found': '100000000002', 'home-line1': 'old', name: 'Ana' }),
      found[1]!,
    )
    expect(type.read(question, chosen, 'en')).toEqual({ ok: true, answer: found[1] })
    expect(chosen.get('name')).toBe('Ana')
    expect(chosen.getAll('home-county')).toEqual(['Shire'])
    expect(type.assist!(question, chosenAddress(question, posted({}), found[0]!), 'en')).toBeUndefined()
    const prefixed = chosenAddress(question, posted({}), found[0]!, 'p-')
    expect(type.read(question, prefixed, 'en', 'p-')).toEqual({ ok: true, answer: found[0] })
  })

  it('comes before the stored one when another address was chosen', () => {
    const chosen = vouching(chosenAddress(question, posted({}), found[1]!), { home: stored })
    expect(type.read(question, chosen, 'en')).toEqual({ ok: true, answer: found[1] })
    const other = chosenAddress(question, vouching(posted({}), { home: stored }), found[1]!)
    expect(type.read(question, other, 'en')).toEqual({ ok: true, answer: found[1] })
  })

  it('stays while the lines of a stored answer stay, and goes when one of them is changed', () => {
    const again = (fields: Record<string, string>) =>
      type.read(question, vouching(posted({ ...lines, ...fields }), { home: stored }), 'en')
    expect(again({})).toEqual({ ok: true, answer: stored })
    expect(again({ 'home-line1': ' 1  High Street' })).toEqual({ ok: true, answer: stored })
    expect(again({ 'home-line1': '2 High Street' })).toEqual({
      ok: true,
      answer: { ...typed, line1: '2 High Street' },
    })
    expect(again({ 'home-county': 'Shire' })).toEqual({ ok: true, answer: { ...typed, county: 'Shire' } })
  })

  it('is refused where none can be, and when it is none', () => {
    expect(type.check(question, stored, 'en')).toEqual([])
    for (const uprn of ['', 'x', '1234567890123', 1, null, {}] as never[])
      expect(type.check(question, { ...stored, uprn }, 'en')).toHaveLength(1)
    expect(type.check({ ...question, findByPostcode: false }, stored, 'en')).toMatchObject([
      { message: expect.stringContaining('not asked for: uprn') },
    ])
    expect(type.shape(question)).toMatchObject({ fields: { uprn: { kind: 'text' } } })
    expect(type.shape({ ...question, findByPostcode: false })).not.toMatchObject({
      fields: { uprn: { kind: 'text' } },
    })
  })
})

test('an address that was found but is too long for us is told at its lines, to be shortened', () => {
  const long = { ...found[0]!, line1: 'x'.repeat(101) }
  expect(type.read(question, chosenAddress(question, posted({}), long), 'en')).toEqual({
    ok: false,
    errors: [{ field: 'home-line1', message: 'Address line 1 must be 100 characters or less' }],
  })
})

test('nothing at all is told at what is in sight: the postcode at the beginning, the lines when they are typed', () => {
  const beginning = type.read(question, posted({ 'home-find': '', 'home-line1': '' }), 'en')
  expect(beginning).toEqual({ ok: false, errors: [{ field: 'home-find', message: 'Enter a postcode' }] })
  const own = { ...question, validate: { required: true, customMessages: { required: 'Say where' } } }
  expect(type.read(own, posted({ 'home-find': '' }), 'en', '')).toMatchObject({
    errors: [{ message: 'Say where' }],
  })
  const lower = type.read(question, posted({ 'home-line1': '' }), 'en')
  expect(lower.ok ? [] : lower.errors.map(({ field }) => field)).toEqual([
    'home-line1',
    'home-town',
    'home-postcode',
  ])
})

describe('the page', () => {
  it('begins with the postcode, with the lines folded away, and Enter continues', () => {
    const page = html(undefined, { values: { 'home-find': 'AA3 1AB', 'home-line1': '1 High Street' } })
    expect(page).toContain('<h1')
    expect(page).toMatch(/name="home-find" type="text" value="AA3 1AB"/)
    expect(page).toMatch(/value="find" name="home-ask"[\s\S]*Find address/)
    expect(page).toMatch(/<details class="govuk-details">[\s\S]*Enter address manually[\s\S]*home-line1/)
    // The first submit button of a form is the one that Enter presses.
    const first = page.match(/<button[^>]*>/)?.[0]
    expect(first).toContain('govuk-visually-hidden')
    expect(first).not.toContain('name=')
    for (const part of ['tabindex="-1"', 'aria-hidden="true"']) expect(first).toContain(part)
  })

  it('unfolds the lines when something is wrong in them', () => {
    const errors = [{ field: 'home-town', message: 'Enter town or city' }]
    expect(html(undefined, { errors })).toContain('<details class="govuk-details" open>')
  })

  it('shows the addresses of a postcode to choose from, with the way back and the way out', () => {
    const page = html(
      { kind: 'addresses', postcode: 'AA3 1AB', addresses: found },
      { values: { 'home-found': '100000000002' } },
    )
    expect(page).toContain('<option value="">2 addresses found</option>')
    expect(page).toContain(
      '<option value="100000000002" selected>Flat 2, 3 High Street, Exampleton, Shire, AA3 1AB</option>',
    )
    expect(page).toContain('<input type="hidden" name="home-find" value="AA3 1AB">')
    for (const words of ['value="again">Change postcode', 'value="type">Enter address manually'])
      expect(page).toContain(words)
    expect(page).not.toContain('home-line1')
  })

  it('escapes what a source of addresses says', () => {
    const addresses = [{ ...found[0]!, line1: '<script>alert(1)</script>', uprn: '"><b>' }]
    const page = html({ kind: 'addresses', postcode: '<i>', addresses })
    expect(page).not.toMatch(/<script|<b>|<i>/)
  })

  it('says that none was found, and offers both ways on', () => {
    const page = html({ kind: 'none-found', postcode: 'AA9 9AA' }, { values: { 'home-find': 'AA9 9AA' } })
    expect(page).toContain('No addresses were found for AA9 9AA')
    expect(page).toContain('name="home-find"')
    expect(page).toContain('<details class="govuk-details" open>')
    expect(page).toMatch(/name="home-postcode" type="text" value="AA9 9AA"/)
  })

  it('goes on without the finder when that does not answer', () => {
    const page = html({ kind: 'unavailable' })
    expect(page).toContain('cannot be found by their postcode at the moment')
    expect(page).toContain('name="home-line1"')
    expect(page).not.toContain('home-ask')
  })

  it('shows a stored address in its lines', () => {
    const state = type.shownAs!(question, stored)
    expect(state).toEqual({ kind: 'typed' })
    expect(type.shownAs!(question, null)).toBeUndefined()
    expect(type.shownAs!({ ...question, findByPostcode: false }, stored)).toBeUndefined()
    const values = type.values(question, stored) as Record<string, string>
    const page = html(state, { values })
    expect(page).toMatch(/name="home-line1" type="text" value="1 High Street"/)
    expect(page).toContain('value="again">Find the address by its postcode')
    expect(page).not.toContain('name="home-find"')
    // And posted as it stands, it is the same answer.
    const { 'home-find': _find, ...onPage } = values
    expect(type.read(question, vouching(posted(onPage), { home: stored }), 'en')).toEqual({
      ok: true,
      answer: stored,
    })
  })

  it('is in Welsh', () => {
    const states: (Assisted | undefined)[] = [
      undefined,
      { kind: 'addresses', postcode: 'AA3 1AB', addresses: found },
      { kind: 'none-found', postcode: 'AA3 1AB' },
      { kind: 'unavailable' },
      { kind: 'typed' },
    ]
    for (const state of states) {
      const page = html(state, { language: 'cy' })
      expect(page).toContain('Ble rydych chi’n byw?')
      expect(page.replace(/<[^>]*>/g, '')).not.toMatch(/Find|Enter|Change|Select|Postcode|found|manually/)
    }
    expect(html(states[1], { language: 'cy' })).toContain('Nifer y cyfeiriadau: 2')
  })
})

test('the beginning is cut into a skeleton once, and filled with whatever its inputs hold', () => {
  const page = (values: Held) => html(undefined, { values: values as Record<string, string> })
  const textFields = type.fields(question).map(({ name }) => name)
  const skeleton = cutSkeleton({ render: page, textFields, options: [], details: [] })
  const several: Held[] = [
    {},
    type.values(question, stored),
    { 'home-find': '<"&>', 'home-town': 'Ynys Môn' },
  ]
  for (const held of several) expect(fillSkeleton(skeleton!, held, {})).toBe(page(held))
})

test('samples have a UPRN more often than not, and pass', () => {
  const samples = Array.from({ length: 9 }, (_, n) => type.sample(question, n) as FoundAddress)
  for (const sample of samples) expect(type.check(question, sample, 'en')).toEqual([])
  expect(samples.filter(({ uprn }) => uprn).length).toBeGreaterThan(4)
})

test('what is vouched for is asked by name: a name that every object has is nothing', () => {
  const vouched = vouching(posted({ a: '1' }), { home: stored })
  expect(vouched.vouched!('toString')).toBeUndefined()
  expect(vouched.get('a')).toBe('1')
  const plain: Posted = posted({ vouched: 'x' })
  expect(plain.vouched).toBeUndefined()
})
