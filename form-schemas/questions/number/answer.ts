import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, typedLine, withPrefix } from '../typed-text.ts'
import type { NumberQuestion } from './settings.ts'

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = typedLine(posted, prefix + component.key)
  const answer = typed === '' ? null : numberFrom(typed)
  const errors =
    answer === undefined
      ? [fieldError(component, errorWords.number, language)]
      : check(component, answer, language)
  return errors.length > 0 || answer === undefined
    ? { ok: false, errors: withPrefix(errors, prefix) }
    : { ok: true, answer }
}

/** Digits with an optional sign, thousands' commas or spaces and decimals. Never "1e9", "0x10", "Infinity" or 16 digits and more. */
function numberFrom(typed: string): number | undefined {
  const plain = typed.replace(/^[−–]/, '-')
  if (!/^-?(?:\d{1,15}|\d{1,3}(?:[, ]\d{3}){1,4})(?:\.\d{1,10})?$/.test(plain)) return undefined
  const value = Number(plain.replace(/[, ]/g, ''))
  return value === 0 ? 0 : value
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  if (answer === undefined || answer === null || answer === '') {
    return isRequired(component) ? [fieldError(component, errorWords.enter, language)] : []
  }
  if (typeof answer !== 'number' || !Number.isFinite(answer))
    return [fieldError(component, errorWords.number, language)]
  const { validate = {}, decimalLimit = 10 } = component as NumberQuestion
  const { min = -1e15, max = 1e15, integer } = validate
  if ((integer || decimalLimit === 0) && !Number.isSafeInteger(answer))
    return [fieldError(component, errorWords.wholeNumber, language)]
  if (decimals(answer) > decimalLimit)
    return [fieldError(component, errorWords.tooManyDecimals, language, decimalLimit)]
  if (answer < min) return [fieldError(component, errorWords.atLeast, language, sayNumber(min))]
  if (answer > max) return [fieldError(component, errorWords.atMost, language, sayNumber(max))]
  return []
}

function decimals(value: number): number {
  return plainNumber(value).split('.')[1]?.length ?? 0
}

/** Never in the form "1e-7", which could not be typed back. */
export function plainNumber(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 10, useGrouping: false })
}

/** "1,250.5": alike in English and Welsh. */
export function sayNumber(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 10 })
}
