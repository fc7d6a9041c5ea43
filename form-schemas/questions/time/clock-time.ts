import type { Language } from '../../words.ts'

const named: Record<string, string> = {
  midday: '12:00',
  noon: '12:00',
  'canol dydd': '12:00',
  'hanner dydd': '12:00',
  midnight: '00:00',
  'canol nos': '00:00',
  'hanner nos': '00:00',
}

/**
 * "15:30" from what people write: "15:30", "1530", "3.30pm", "3:30 p.m.", "3yp" (Welsh: yb in the morning, yp in the afternoon),
 * "12 noon", "midnight". Undefined when it is no time, or only a number that could be morning or afternoon.
 */
export function timeFrom(typed: string): string | undefined {
  const plain = typed.toLowerCase().replace(/([apy])\. ?([mbp])\.?$|([mbp])\.$/, '$1$2$3')
  const name = Object.hasOwn(named, plain) ? plain : plain.replace(/^12 /, '')
  if (Object.hasOwn(named, name)) return named[name]
  const twelve = /^(\d{1,2})(?:[:.]?(\d{2}))? ?(am|pm|yb|yp)$/.exec(plain)
  if (twelve) return ofHalfDay(Number(twelve[1]), Number(twelve[2] ?? 0), /^(?:am|yb)$/.test(twelve[3] ?? ''))
  const whole = /^(\d{1,2})[:.]?(\d{2})$/.exec(plain)
  return whole ? clockTime(Number(whole[1]), Number(whole[2])) : undefined
}

/** 12am is midnight and 12pm midday. "15:30pm" says the same thing twice; "15:30am" says two things. */
function ofHalfDay(hour: number, minute: number, morning: boolean): string | undefined {
  if (hour > 12) return morning ? undefined : clockTime(hour, minute)
  return clockTime((hour % 12) + (morning ? 0 : 12), minute)
}

function clockTime(hour: number, minute: number): string | undefined {
  if (hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** True for a time written "HH:MM", 00:00 to 23:59. */
export function isTime(text: unknown): text is string {
  return typeof text === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text)
}

export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** "9:30am", "3pm", "midday", as GOV.UK writes times; am and pm are written in Welsh too. */
export function sayTime(time: string, language: Language): string {
  if (time === '12:00') return language === 'cy' ? 'canol dydd' : 'midday'
  if (time === '00:00') return language === 'cy' ? 'canol nos' : 'midnight'
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const shown = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 || 12}${shown}${hour < 12 ? 'am' : 'pm'}`
}
