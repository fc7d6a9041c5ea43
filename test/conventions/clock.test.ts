import { expect, test } from 'vitest'
import { addDays, londonDay, startOfLondonDay } from '../../server/clock.ts'

test.each([
  ['2026-01-15', '2026-01-15T00:00:00.000Z'],
  ['2026-07-15', '2026-07-14T23:00:00.000Z'],
  ['2026-03-29', '2026-03-29T00:00:00.000Z'],
  ['2026-03-30', '2026-03-29T23:00:00.000Z'],
  ['2026-10-25', '2026-10-24T23:00:00.000Z'],
  ['2026-10-26', '2026-10-26T00:00:00.000Z'],
])('the day %s begins in London at %s', (day, instant) => {
  expect(startOfLondonDay(day).toISOString()).toBe(instant)
})

test('every day of ten years begins at its first instant and not before', () => {
  for (let day = '2020-01-01'; day < '2030-01-01'; day = addDays(day, 1)) {
    const start = startOfLondonDay(day)
    expect(londonDay(start)).toBe(day)
    expect(londonDay(new Date(start.getTime() - 1))).toBe(addDays(day, -1))
  }
})
