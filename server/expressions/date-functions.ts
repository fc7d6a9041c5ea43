import type { BankHolidays } from './bank-holidays.ts'
import { spoken } from './money-functions.ts'
import { FunctionRefusal } from './refusal-in-sandbox.ts'

const dayMs = 86_400_000

/**
 * Whole years from a date to the day. Somebody born on 29 February is a year older on 1 March of other years.
 * @throws FunctionRefusal when the date is after the day.
 */
export function age(date: unknown, on: string): number {
  const born = readDay(date, 'age')
  const today = readDay(on, 'age')
  if (born > today) throw new FunctionRefusal('age', `‘$age’ needs a date that has passed: ${date} has not.`)
  const [year, month, day] = parts(born)
  const [thisYear, thisMonth, thisDay] = parts(today)
  return thisYear - year - (thisMonth < month || (thisMonth === month && thisDay < day) ? 1 : 0)
}

/** Days from the day to a date; negative when it has passed. */
export function daysUntil(date: unknown, on: string): number {
  return (readDay(date, 'daysUntil') - readDay(on, 'daysUntil')) / dayMs
}

/**
 * Working days after `from`, up to and including `to`: no Saturday, no Sunday, no bank holiday in England and Wales. Negative when
 * `to` comes first.
 * @throws FunctionRefusal when a day lies outside the years whose bank holidays were handed in.
 */
export function workingDaysBetween(from: unknown, to: unknown, holidays: BankHolidays | undefined): number {
  const start = readDay(from, 'workingDaysBetween')
  const end = readDay(to, 'workingDaysBetween')
  const [first, last] = start <= end ? [start, end] : [end, start]
  const known = holidays ?? { from: 0, to: 0, days: [] }
  if (parts(first)[0] < known.from || parts(last)[0] > known.to)
    throw new FunctionRefusal(
      'working-days',
      `Bank holidays are known from ${known.from} to ${known.to} only.`,
    )
  const closed = new Set(known.days)
  let count = 0
  for (let at = first + dayMs; at <= last; at += dayMs) {
    const weekday = new Date(at).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && !closed.has(new Date(at).toISOString().slice(0, 10))) count++
  }
  return start <= end ? count : count === 0 ? 0 : -count
}

/** Midnight UTC of a day that exists, in milliseconds. */
function readDay(value: unknown, name: string): number {
  const text = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : ''
  const at = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text)
    throw new FunctionRefusal('date', `‘$${name}’ needs a date as YYYY-MM-DD, not ${spoken(value)}.`)
  return at
}

function parts(at: number): [number, number, number] {
  const date = new Date(at)
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
}
