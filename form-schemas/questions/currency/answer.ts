import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import { penceFromPounds, sayPounds } from '../../pounds.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, typedLine, withPrefix } from '../typed-text.ts'
import type { Currency } from './settings.ts'

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = typedLine(posted, prefix + component.key)
  const answer = typed === '' ? null : penceFromPounds(typed)
  const errors =
    answer === undefined
      ? [fieldError(component, errorWords.amount, language)]
      : check(component, answer, language)
  return errors.length > 0 || answer === undefined
    ? { ok: false, errors: withPrefix(errors, prefix) }
    : { ok: true, answer }
}

/** `answer` is whole pence. */
export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  if (answer === undefined || answer === null || answer === '') {
    return isRequired(component) ? [fieldError(component, errorWords.enter, language)] : []
  }
  if (typeof answer !== 'number' || !Number.isSafeInteger(answer)) {
    return [fieldError(component, errorWords.amount, language)]
  }
  const { validate = {} } = component as Currency
  const { min = 0, max = 100_000_000, wholePounds } = validate
  if (wholePounds && answer % 100 !== 0) return [fieldError(component, errorWords.noPence, language)]
  if (answer < min) return [fieldError(component, errorWords.atLeast, language, sayPounds(min))]
  if (answer > max) return [fieldError(component, errorWords.amountAtMost, language, sayPounds(max))]
  return []
}
