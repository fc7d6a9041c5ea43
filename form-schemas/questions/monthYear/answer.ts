import type { Answer } from '../../answers.ts'
import { isMonth, monthNumber, sayMonth } from '../../calendar.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { notADate, partName, typedParts } from '../date-input.ts'
import { type ErrorWords, errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, withPrefix } from '../typed-text.ts'
import type { MonthYear } from './settings.ts'

export const parts = ['month', 'year'] as const

const realMonth: ErrorWords = {
  rule: 'format',
  en: (name) => `${name} must be a real month and year, like 3 2026`,
  cy: (name) => `Rhaid i ${name} fod yn fis a blwyddyn go iawn, fel 3 2026`,
}
const notBefore: ErrorWords = {
  rule: 'minDate',
  en: (name, limit) => `${name} must be ${limit} or later`,
  cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu’n ddiweddarach`,
}
const notAfter: ErrorWords = {
  rule: 'maxDate',
  en: (name, limit) => `${name} must be ${limit} or earlier`,
  cy: (name, limit) => `Rhaid i ${name} fod yn ${limit} neu’n gynharach`,
}

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = typedParts(component, parts, posted, prefix)
  const [month = '', year = ''] = typed
  const answer = month + year === '' ? null : answerFrom(month, year)
  const errors =
    answer === undefined
      ? [notADate(component, parts, typed, language, realMonth)]
      : check(component, answer, language)
  return errors.length > 0 || answer === undefined
    ? { ok: false, errors: withPrefix(errors, prefix) }
    : { ok: true, answer }
}

function answerFrom(month: string, year: string): string | undefined {
  const number = monthNumber(month)
  const answer = `${year}-${String(number ?? 0).padStart(2, '0')}`
  return isMonth(answer) ? answer : undefined
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const field = partName(component, 'month')
  if (answer === undefined || answer === null || answer === '') {
    return isRequired(component) ? [fieldError(component, errorWords.enter, language, '', field)] : []
  }
  if (!isMonth(answer)) return [fieldError(component, realMonth, language, '', field)]
  const { minDate, maxDate } = (component as MonthYear).validate ?? {}
  if (minDate !== undefined && answer < minDate) {
    return [fieldError(component, notBefore, language, sayMonth(minDate, language), field)]
  }
  if (maxDate !== undefined && answer > maxDate) {
    return [fieldError(component, notAfter, language, sayMonth(maxDate, language), field)]
  }
  return []
}
