import { type Day, londonDay } from '../../../clock.ts'

/** A day of this century as officers type it, 17/5/2026 or 2026-05-17; undefined when there is no such day. */
export function readDay(typed: string): Day | undefined {
  const [, day, month, year] = /^(\d{1,2})[/. -](\d{1,2})[/. -](20\d{2})$/.exec(typed.trim()) ?? []
  const iso = year
    ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
    : /^20\d{2}-\d{2}-\d{2}$/.exec(typed.trim())?.[0]
  const instant = new Date(`${iso}T00:00:00Z`)
  // 31 April is read as 1 May by some engines: it must come out as it went in.
  return iso && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : undefined
}

/** The instant at which a day begins in Europe/London: 23:00 UTC of the day before in summer. */
export function startOfDay(day: Day): Date {
  const utc = new Date(`${day}T00:00:00Z`)
  const hourBefore = new Date(utc.getTime() - 3_600_000)
  return londonDay(hourBefore) === day ? hourBefore : utc
}

/** The instant at which a day is over in Europe/London. */
export function endOfDay(day: Day): Date {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return startOfDay(next.toISOString().slice(0, 10))
}
