import type { Answer } from '../../answers.ts'
import { isDay, monthNumber, realDay, sayDay } from '../../calendar.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { notADate, partName, typedParts } from '../date-input.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, withPrefix } from '../typed-text.ts'
import type { DayQuestion } from './settings.ts'

export const parts = ['day', 'month', 'year'] as const

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = typedParts(component, parts, posted, prefix)
  const [day = '', month = '', year = ''] = typed
  const answer = day + month + year === '' ? null : answerFrom(day, month, year)
  const errors =
    answer === undefined ? [notADate(component, parts, typed, language)] : check(component, answer, language)
  return errors.length > 0 || answer === undefined
    ? { ok: false, errors: withPrefix(errors, prefix) }
    : { ok: true, answer }
}

function answerFrom(day: string, month: string, year: string): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year)) return undefined
  return realDay(Number(year), monthNumber(month) ?? 0, Number(day))
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const field = partName(component, 'day')
  if (answer === undefined || answer === null || answer === '') {
    return isRequired(component) ? [fieldError(component, errorWords.enter, language, '', field)] : []
  }
  if (!isDay(answer)) return [fieldError(component, errorWords.realDate, language, '', field)]
  const { minDate, maxDate } = (component as DayQuestion).validate ?? {}
  if (minDate !== undefined && answer < minDate) {
    return [fieldError(component, errorWords.notBefore, language, sayDay(minDate, language), field)]
  }
  if (maxDate !== undefined && answer > maxDate) {
    return [fieldError(component, errorWords.notAfter, language, sayDay(maxDate, language), field)]
  }
  return []
}

/** What the three inputs hold for a stored day. */
export function values(component: Component, answer: Answer | undefined): Record<string, string> {
  const held = isDay(answer) ? answer.split('-').map((part) => String(Number(part))) : ['', '', '']
  const [year = '', month = '', day = ''] = held
  return Object.fromEntries(parts.map((part, i) => [partName(component, part), [day, month, year][i] ?? '']))
}

export const fields = (component: Component) => parts.map((part) => ({ name: partName(component, part) }))
