import type { Language } from './words.ts'

const months: Record<Language, string[]> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  cy: 'Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr'.split(' '),
}

/** "YYYY-MM-DD" from parts, or undefined when there is no such day ("31 June"). Years 1000 to 9999. */
export function realDay(year: number, month: number, day: number): string | undefined {
  if (![year, month, day].every(Number.isInteger) || year < 1000 || year > 9999) return undefined
  const text = [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** True for a real day written "YYYY-MM-DD". */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return realDay(year, month, day) === text
}

/** True for a month written "YYYY-MM". */
export function isMonth(text: unknown): text is string {
  return typeof text === 'string' && isDay(`${text}-01`)
}

/** "April 2026", "Ebrill 2026". */
export function sayMonth(month: string, language: Language): string {
  const [year, number = 0] = month.split('-').map(Number)
  return `${months[language][number - 1]} ${year}`
}

/** Whole years from a day of birth to another day. Who was born on 29 February is a year older on 1 March, where there is no such day. */
export function ageOn(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}

const londonDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The present day in Europe/London: for a page that is posted by somebody who does not say when. */
export function today(): string {
  return londonDay.format(new Date())
}

/** "1 April 2026", "1 Ebrill 2026". */
export function sayDay(day: string, language: Language): string {
  const [year, month = 0, date] = day.split('-').map(Number)
  return `${date} ${months[language][month - 1]} ${year}`
}

/** 1 to 12 from a number or a month's name or its first three letters, English or Welsh. */
export function monthNumber(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const typed = text.toLowerCase()
  if (typed.length < 3) return undefined
  for (const language of ['en', 'cy'] as const) {
    const found = months[language].findIndex((name) => name.toLowerCase().startsWith(typed))
    if (found >= 0) return found + 1
  }
  return undefined
}
