import type { Answer } from '../../answers.ts'
import { isDay, monthNumber, realDay, sayDay } from '../../calendar.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, typedLine, withPrefix } from '../typed-text.ts'
import type { DayQuestion } from './settings.ts'

export const parts = ['day', 'month', 'year'] as const
export type Part = (typeof parts)[number]
export const partName = (component: Component, part: Part) => `${component.key}-${part}`

const partWords: Record<Language, Record<Part, string>> = {
  en: { day: 'day', month: 'month', year: 'year' },
  cy: { day: 'diwrnod', month: 'mis', year: 'blwyddyn' },
}

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = parts.map((part) => typedLine(posted, prefix + partName(component, part)))
  const [day = '', month = '', year = ''] = typed
  const answer = day + month + year === '' ? null : answerFrom(day, month, year)
  const errors =
    answer === undefined ? [notADate(component, typed, language)] : check(component, answer, language)
  return errors.length > 0 || answer === undefined
    ? { ok: false, errors: withPrefix(errors, prefix) }
    : { ok: true, answer }
}

function answerFrom(day: string, month: string, year: string): string | undefined {
  if (!/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year)) return undefined
  return realDay(Number(year), monthNumber(month) ?? 0, Number(day))
}

function notADate(component: Component, typed: string[], language: Language): FieldError {
  const missing = parts.filter((_part, i) => typed[i] === '')
  if (missing[0]) {
    const words = missing.map((part) => partWords[language][part]).join(language === 'cy' ? ' a ' : ' and ')
    return fieldError(component, errorWords.dateParts, language, words, partName(component, missing[0]))
  }
  if (/^\d+$/.test(typed[2] ?? '') && typed[2]?.length !== 4) {
    return fieldError(component, errorWords.year, language, '', partName(component, 'year'))
  }
  return fieldError(component, errorWords.realDate, language, '', partName(component, 'day'))
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
