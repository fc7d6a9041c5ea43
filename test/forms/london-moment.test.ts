import { expect, test } from 'vitest'
import { closedBy, londonMoment, readMoment } from '../../server/forms/london-moment.ts'
import { closesAt } from '../../server/forms/opening.ts'

test('a day and a time are London’s: an hour ahead of UTC in summer', () => {
  expect(readMoment('2027-04-01', '00:00')).toEqual({
    ok: true,
    at: new Date('2027-03-31T23:00Z'),
    twice: false,
  })
  expect(readMoment(' 2027-01-01 ', '9:05')).toEqual({
    ok: true,
    at: new Date('2027-01-01T09:05Z'),
    twice: false,
  })
  expect(readMoment('2027-01-01', '9.05')).toMatchObject({ ok: true })
})

test('the hour that is missing when clocks go forward is refused', () => {
  expect(readMoment('2027-03-28', '00:59')).toMatchObject({ ok: true, at: new Date('2027-03-28T00:59Z') })
  for (const time of ['01:00', '01:30', '01:59'])
    expect(readMoment('2027-03-28', time)).toMatchObject({ ok: false, part: 'time' })
  expect(readMoment('2027-03-28', '02:00')).toMatchObject({ ok: true, at: new Date('2027-03-28T01:00Z') })
})

test('of the hour that is there twice the first is meant, and it is told', () => {
  expect(readMoment('2027-10-31', '01:30')).toEqual({
    ok: true,
    at: new Date('2027-10-31T00:30Z'),
    twice: true,
  })
  expect(readMoment('2027-10-31', '02:00')).toEqual({
    ok: true,
    at: new Date('2027-10-31T02:00Z'),
    twice: false,
  })
})

test('what is no day or no time is refused where it stands', () => {
  for (const day of ['', '2027-02-30', '1 April', '27-04-01', '99999-01-01', '2027-04-01T00:00', '０'])
    expect(readMoment(day, '10:00')).toMatchObject({ ok: false, part: 'day' })
  for (const time of ['', '24:00', '9', '10:60', '-1:00', '10:00:00', 'noon'])
    expect(readMoment('2027-04-01', time)).toMatchObject({ ok: false, part: 'time' })
})

test('what closed by an instant has closed at that instant, in the hour that is there twice, too', () => {
  for (let minute = 0; minute < 240; minute++) {
    const at = new Date(Date.parse('2027-10-30T23:00Z') + minute * 60_000 + 17_000)
    expect(closesAt(closedBy(at)).getTime()).toBeLessThanOrEqual(at.getTime())
  }
  expect(closedBy(new Date('2027-06-01T12:00:30Z'))).toBe('2027-06-01T12:59')
  expect(londonMoment(new Date('2027-06-01T12:00:30Z'))).toBe('2027-06-01T13:00')
})
