import { isDay } from '../../form-schemas/calendar.ts'
import type { Day } from '../clock.ts'

/** A limit such as "once per property per 12 months": how often, and over how many months a use counts. */
export interface UseLimit {
  max: number
  months: number
}

/** @throws Error for a limit that could not be meant: a form was published with it, so somebody must mend the form */
export function checkLimit({ max, months }: UseLimit): void {
  if (!Number.isSafeInteger(max) || max < 1) throw new Error(`A limit of ${max} uses cannot be kept`)
  if (!Number.isSafeInteger(months) || months < 1 || months > 1200) {
    throw new Error(`A limit over ${months} months cannot be kept`)
  }
}

/** The day so many months later; where the month is too short, its last day. */
export function addMonths(day: Day, months: number): Day {
  if (!isDay(day)) throw new Error(`${day} is not a day`)
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0))
  return new Date(lastOfMonth.setUTCDate(Math.min(date, lastOfMonth.getUTCDate()))).toISOString().slice(0, 10)
}

export interface Uses {
  /** That still count on the day. */
  used: number
  /** The first day on which there is room again; undefined while there is room. */
  freeOn: Day | undefined
}

/** A use on 10 March counts until 9 March of the next year when the limit is over 12 months: on the 10th there is room again. */
export function usesOn(day: Day, usedOn: Day[], { max, months }: UseLimit): Uses {
  const ends = usedOn.map((used) => addMonths(used, months)).filter((end) => end > day)
  ends.sort()
  const used = ends.length
  return { used, freeOn: used < max ? undefined : ends[used - max] }
}
