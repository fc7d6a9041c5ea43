/** The time, handed in rather than read, so that tests and simulations can set it. */
export interface Clock {
  /** The present instant (UTC). */
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A calendar day, `YYYY-MM-DD`, in Europe/London. Fees, deadlines and days follow it. */
export type Day = string

const londonParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The Europe/London day in which an instant falls. */
export function londonDay(instant: Date): Day {
  return londonParts.format(instant)
}

/** The instant at which a Europe/London day begins: 23:00 UTC of the day before in summer. */
export function startOfLondonDay(day: Day): Date {
  const midnightUtc = Date.parse(`${day}T00:00:00Z`)
  // At midnight UTC it is 00:00 or 01:00 in London; one hour earlier is the same day there only in summer.
  return new Date(
    londonDay(new Date(midnightUtc - 3_600_000)) === day ? midnightUtc - 3_600_000 : midnightUtc,
  )
}

/** The day so many days later; a negative number goes back. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

const spokenTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
})

/** "22 November 2026 at 15:04:05", Europe/London: for officers' screens. */
export function spokenInstant(instant: Date): string {
  return spokenTime.format(instant)
}

const spokenDate = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** "1 April 2026" for the day `2026-04-01`. */
export function spokenDay(day: Day): string {
  return spokenDate.format(new Date(`${day}T00:00:00Z`))
}
