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
