import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bankHolidaysAround } from '../../server/expressions/bank-holidays.ts'
import { age, daysUntil, workingDaysBetween } from '../../server/expressions/date-functions.ts'

describe('$age', () => {
  it.each([
    ['2008-11-22', '2026-11-22', 18],
    ['2008-11-23', '2026-11-22', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2026-11-22', '2026-11-22', 0],
  ])('born %s is on %s aged %i', (born, on, years) => expect(age(born, on)).toBe(years))

  it('refuses a birth to come and what is not a day', () => {
    expect(() => age('2026-11-23', '2026-11-22')).toThrow(/has not/)
    for (const junk of ['2026-02-30', '22/11/2026', '', null, undefined, 20081122, {}, '0000-00-00'])
      expect(() => age(junk, '2026-11-22')).toThrow(/needs a date as YYYY-MM-DD/)
  })
})

describe('$daysUntil', () => {
  it('counts calendar days, across the change of the clocks too', () => {
    expect(daysUntil('2026-11-22', '2026-11-22')).toBe(0)
    expect(daysUntil('2026-03-30', '2026-03-28')).toBe(2)
    expect(daysUntil('2026-11-01', '2026-11-22')).toBe(-21)
  })
})

describe('$workingDaysBetween', () => {
  // gov.uk/bank-holidays: Christmas 2026 is a Friday, Boxing Day is moved to Monday the 28th.
  it('leaves out week-ends and the bank holidays of England and Wales', async () => {
    const holidays = await bankHolidaysAround('2026-11-22')
    expect(workingDaysBetween('2026-12-24', '2026-12-29', holidays)).toBe(1)
    expect(workingDaysBetween('2026-12-20', '2027-01-05', holidays)).toBe(9)
    expect(workingDaysBetween('2026-11-20', '2026-11-27', holidays)).toBe(5)
    expect(workingDaysBetween('2026-11-22', '2026-11-22', holidays)).toBe(0)
    expect(workingDaysBetween('2026-11-27', '2026-11-20', holidays)).toBe(-5)
  })

  it('adds up: from a to c is from a to b and from b to c', async () => {
    const holidays = await bankHolidaysAround('2026-11-22')
    const day = fc
      .integer({ min: 0, max: 2_000 })
      .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, day, (one, two, three) => {
        const [a, b, c] = [one, two, three].sort() as [string, string, string]
        const parts = workingDaysBetween(a, b, holidays) + workingDaysBetween(b, c, holidays)
        expect(workingDaysBetween(a, c, holidays)).toBe(parts)
      }),
      { numRuns: 50 },
    )
  })

  it('refuses days whose bank holidays are not known, however far away', async () => {
    const holidays = await bankHolidaysAround('2026-11-22')
    for (const to of ['2099-01-01', '9999-12-31', '1066-10-14'])
      expect(() => workingDaysBetween('2026-11-22', to, holidays)).toThrow(
        'Bank holidays are known from 2023 to 2031 only.',
      )
  })
})
