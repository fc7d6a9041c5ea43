import { monthNumber, realDay } from '../../../../form-schemas/calendar.ts'
import { londonMoment, readMoment } from '../../../forms/index.ts'
import type { FieldProblem, PostedForm } from '../page.ts'

/** A day and a time (Europe/London) as they stand in their boxes. */
export interface TypedMoment {
  day: string
  month: string
  year: string
  time: string
}

export const noMoment: TypedMoment = { day: '', month: '', year: '', time: '' }

export function typedMoment(form: PostedForm): TypedMoment {
  return {
    day: form.text('on-day').trim(),
    month: form.text('on-month').trim(),
    year: form.text('on-year').trim(),
    time: form.text('time').trim(),
  }
}

export function momentOf(instant: Date): TypedMoment {
  const [date = '', time = ''] = londonMoment(instant).split('T')
  const [year = '', month = '', day = ''] = date.split('-')
  return { day: String(Number(day)), month: String(Number(month)), year, time }
}

export function readTypedMoment(
  typed: TypedMoment,
  now: Date,
): { at: Date; problems: [] } | { at: undefined; problems: FieldProblem[] } {
  const numbers = [typed.year, typed.day].every((part) => /^\d{1,4}$/.test(part))
  const day = numbers && realDay(Number(typed.year), monthNumber(typed.month) ?? 0, Number(typed.day))
  const refuse = (field: string, message: string) => ({ at: undefined, problems: [{ field, message }] })
  if (!day) return refuse('on-day', 'Enter a real day, like 1 4 2027')
  const read = readMoment(day, typed.time)
  if (!read.ok) return refuse(read.part === 'day' ? 'on-day' : 'time', read.message)
  if (read.at <= now) return refuse('on-day', 'That moment has passed. Enter one that is to come')
  return { at: read.at, problems: [] }
}

/** True when London's clocks show the minute twice that night. */
export function isTwice(instant: Date): boolean {
  const [day = '', time = ''] = londonMoment(instant).split('T')
  const read = readMoment(day, time)
  return read.ok && read.twice
}
