import { isDay } from '../../form-schemas/calendar.ts'
import { closesAt, opensAt } from './opening.ts'

const wallClock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** What London's clocks show at an instant: `YYYY-MM-DDTHH:MM`. */
export function londonMoment(instant: Date): string {
  return wallClock.format(instant).replace(', ', 'T')
}

/**
 * A minute whose passing is over at the instant. It is the one before, but for the hour that London has twice: what was over
 * by its first time round would be open again in the second, so an hour earlier is said.
 */
export function closedBy(instant: Date): string {
  const minute = londonMoment(new Date(instant.getTime() - 60_000))
  return closesAt(minute) <= instant ? minute : londonMoment(new Date(instant.getTime() - 61 * 60_000))
}

export type ReadMoment =
  /** `twice`: London's clocks show it twice that night, and the first time is meant. */
  { ok: true; at: Date; twice: boolean } | { ok: false; part: 'day' | 'time'; message: string }

/** The instant of a day (`YYYY-MM-DD`) and a time (`9:00`, `09:00`), Europe/London, as they were typed. */
export function readMoment(day: string, time: string): ReadMoment {
  if (!isDay(day.trim())) return { ok: false, part: 'day', message: 'Enter a real day, like 2027-04-01' }
  const [, hour, minute] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(time.trim()) ?? []
  if (!hour || !minute) return { ok: false, part: 'time', message: 'Enter a time, like 00:00 or 14:30' }
  const moment = `${day.trim()}T${hour.padStart(2, '0')}:${minute}`
  const at = opensAt(moment)
  if (londonMoment(at) !== moment) {
    const message =
      'There is no such time on that day: the clocks go forward from 1:00 to 2:00. Choose another'
    return { ok: false, part: 'time', message }
  }
  return { ok: true, at, twice: closesAt(moment).getTime() - at.getTime() > 60_000 }
}
