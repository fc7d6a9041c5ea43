import { sayDay } from '../../form-schemas/calendar.ts'
import type { FormSettings } from '../../form-schemas/document.ts'
import type { Problem } from '../../form-schemas/problem.ts'
import type { Language } from '../../form-schemas/words.ts'

/** Whether a form can be begun, and whether one that was begun can be sent. What was sent before can still be paid. */
export type Opening =
  | { kind: 'open' }
  /** `opens`: the day and time (Europe/London) as the form has it. */
  | { kind: 'not-yet'; opens: string }
  | { kind: 'closed'; closed: string }
  /** As many were sent as may be. */
  | { kind: 'full' }

type Hours = Pick<FormSettings, 'opens' | 'closes' | 'limit'>

/** `sent`: submissions that count against the limit; asked for only when there is one. */
export function openingOf(settings: Hours | undefined, sent: number, now: Date): Opening {
  const { opens, closes, limit } = settings ?? {}
  if (opens !== undefined && now < opensAt(opens)) return { kind: 'not-yet', opens }
  if (closes !== undefined && now >= closesAt(closes)) return { kind: 'closed', closed: closes }
  return limit !== undefined && sent >= limit ? { kind: 'full' } : { kind: 'open' }
}

/** A form that would never be open. */
export function openingProblems(settings: Hours | undefined): Problem[] {
  const { opens, closes } = settings ?? {}
  if (opens === undefined || closes === undefined || opensAt(opens) < closesAt(closes)) return []
  return [
    {
      pointer: '/settings/closes',
      message: `The form would never be open: it closes (${sayMoment(closes)}) before it opens (${sayMoment(opens)})`,
    },
  ]
}

/** The first instant at which London's clocks show the minute `YYYY-MM-DDTHH:MM`, or have jumped over it. */
export function opensAt(moment: string): Date {
  return new Date(instantsOf(moment)[0] ?? jumpOver(moment))
}

/** The instant at which the minute has passed for the last time: the minute itself still counts. */
export function closesAt(moment: string): Date {
  const last = instantsOf(moment).at(-1)
  return new Date(last === undefined ? jumpOver(moment) : last + 60_000)
}

const wallClock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** London is at UTC or an hour ahead: the minute is there once, twice when clocks go back, and not at all when they go forward. */
function instantsOf(moment: string): number[] {
  const utc = Date.parse(`${moment}Z`)
  return [utc - 3_600_000, utc].filter((at) => wallClock.format(at).replace(', ', 'T') === moment)
}

/** London's clocks go forward at 01:00 UTC (Summer Time Order 2002), over the hour that has no minutes then. */
function jumpOver(moment: string): number {
  return Math.floor(Date.parse(`${moment}Z`) / 3_600_000) * 3_600_000
}

/** "9am on 1 April 2026", "5:30yp ar 1 Ebrill 2026": GOV.UK style, midnight and midday in words. */
export function sayMoment(moment: string, language: Language = 'en'): string {
  const [day = '', time = ''] = moment.split('T')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return `${sayTime(hour, minute, language)} ${language === 'cy' ? 'ar' : 'on'} ${sayDay(day, language)}`
}

function sayTime(hour: number, minute: number, language: Language): string {
  if (minute === 0 && hour === 0) return language === 'cy' ? 'hanner nos' : 'midnight'
  if (minute === 0 && hour === 12) return language === 'cy' ? 'hanner dydd' : 'midday'
  const half = hour < 12 ? { en: 'am', cy: 'yb' } : { en: 'pm', cy: 'yp' }
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${half[language]}`
}
