import { describe, expect, it, test } from 'vitest'
import { ageOn, today } from '../../form-schemas/calendar.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { sayTime, timeFrom } from '../../form-schemas/questions/time/clock-time.ts'
import { vouching } from '../../form-schemas/questions/vouched.ts'

const dateOfBirth = questionType('dateOfBirth')
const asked = (validate: object) => ({
  type: 'dateOfBirth',
  key: 'q',
  label: 'Date of birth',
  validate: { required: true, ...validate },
})

function postedOn(on: string | undefined, born: string) {
  const [year = '', month = '', day = ''] = born.split('-')
  const search = new URLSearchParams({ 'q-day': day, 'q-month': month, 'q-year': year })
  return on === undefined ? search : Object.assign(search, { postedOn: on })
}
const messageOf = (validate: object, on: string | undefined, born: string) => {
  const read = dateOfBirth.read(asked(validate), postedOn(on, born), 'en')
  return read.ok ? read.answer : read.errors[0]?.message
}

describe('A date of birth', () => {
  it.each([
    ['2008-11-24', '2026-11-24', '2008-11-24'],
    ['2008-11-25', '2026-11-24', 'Date of birth must be that of somebody aged 18 or over'],
    ['2008-02-29', '2026-02-28', 'Date of birth must be that of somebody aged 18 or over'],
    ['2008-02-29', '2026-03-01', '2008-02-29'],
  ])('of %s, posted on %s, for people of 18 and over: %s', (born, on, said) => {
    expect(messageOf({ minAge: 18 }, on, born)).toBe(said)
  })

  it.each([
    ['1959-11-25', '2026-11-24', '1959-11-25'],
    ['1959-11-24', '2026-11-24', 'Date of birth must be that of somebody aged 66 or under'],
  ])('of %s, posted on %s, for people of 66 and under: %s', (born, on, said) => {
    expect(messageOf({ maxAge: 66 }, on, born)).toBe(said)
  })

  it('may be today, but not tomorrow', () => {
    expect(messageOf({}, '2026-11-24', '2026-11-24')).toBe('2026-11-24')
    expect(messageOf({}, '2026-11-24', '2026-11-25')).toBe('Date of birth must be today or in the past')
    expect(messageOf({}, undefined, today())).toBe(today())
  })

  it('that was right when it was given stays right, however old its owner gets', () => {
    const component = asked({ maxAge: 5 })
    const read = dateOfBirth.read(component, postedOn('2015-01-01', '2010-01-01'), 'en')
    expect(read).toEqual({ ok: true, answer: '2010-01-01' })
    expect(dateOfBirth.check(component, '2010-01-01', 'en')).toEqual([])
  })

  it('is still read on the day it was posted when the house vouches for other answers', () => {
    const posted = vouching(postedOn('2026-11-24', '2026-11-25'), {})
    expect(dateOfBirth.read(asked({}), posted, 'en')).toMatchObject({ ok: false })
  })
})

test.each([
  ['2000-01-01', '2026-01-01', 26],
  ['2000-01-02', '2026-01-01', 25],
  ['2004-02-29', '2025-02-28', 20],
  ['2004-02-29', '2025-03-01', 21],
])('who was born on %s is on %s %i years old', (born, day, age) => {
  expect(ageOn(born, day)).toBe(age)
})

test('Every minute of the day is read back from the words that say it, in English and in Welsh', () => {
  for (let minute = 0; minute < 24 * 60; minute++) {
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    expect(timeFrom(time)).toBe(time)
    for (const language of ['en', 'cy'] as const) expect(timeFrom(sayTime(time, language))).toBe(time)
  }
})

test('The time in the middle of the day is called by its name: 12pm and 12am are mistaken for each other', () => {
  expect([timeFrom('12pm'), timeFrom('12am')]).toEqual(['12:00', '00:00'])
  expect([sayTime('12:00', 'en'), sayTime('00:00', 'en')]).toEqual(['midday', 'midnight'])
  expect([sayTime('12:00', 'cy'), sayTime('00:00', 'cy')]).toEqual(['canol dydd', 'canol nos'])
})
