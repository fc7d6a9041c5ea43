import type HolidaysClass from 'date-holidays'

/** Bank holidays in England and Wales of whole years, as days (YYYY-MM-DD). */
export interface BankHolidays {
  from: number
  to: number
  days: string[]
}

let calendar: Promise<HolidaysClass> | undefined
const byYear = new Map<number, string[]>()

/** Loading the calendars of the world takes 0.2 s of this thread: done once, while a server starts. */
export function loadBankHolidays(): Promise<HolidaysClass> {
  calendar ??= import('date-holidays').then(({ default: Holidays }) => new Holidays('GB', 'ENG'))
  return calendar
}

/** From three years before the day to five years after it: what deadlines and notice periods reach. */
export async function bankHolidaysAround(day: string): Promise<BankHolidays> {
  const holidays = await loadBankHolidays()
  const year = Number(day.slice(0, 4))
  const [from, to] = [year - 3, year + 5]
  const days: string[] = []
  for (let at = from; at <= to; at++) {
    const known = byYear.get(at) ?? publicHolidays(holidays, at)
    byYear.set(at, known)
    days.push(...known)
  }
  return { from, to, days }
}

function publicHolidays(holidays: HolidaysClass, year: number): string[] {
  return holidays
    .getHolidays(year)
    .filter((holiday) => holiday.type === 'public')
    .map((holiday) => holiday.date.slice(0, 10))
}
