import type { Answer } from '../../answers.ts'
import { looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import { matchesPattern } from '../../regular-expression.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { characters, fieldError, isRequired, typedLine, withPrefix } from '../typed-text.ts'
import type { Textfield } from './settings.ts'

const defaultLongest = 255

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const answer = typedLine(posted, prefix + component.key) || null
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const { validate = {} } = component as Textfield
  if (answer === undefined || answer === null || answer === '') {
    return isRequired(component) ? [fieldError(component, errorWords.enter, language)] : []
  }
  if (typeof answer !== 'string') return [fieldError(component, errorWords.text, language)]
  const { minLength = 0, maxLength = defaultLongest, pattern } = validate
  const length = characters(answer)
  if (length > maxLength) return [fieldError(component, errorWords.tooLong, language, maxLength)]
  if (length < minLength) return [fieldError(component, errorWords.tooShort, language, minLength)]
  if (looksLikeCardNumber(answer)) return [fieldError(component, errorWords.card, language)]
  if (pattern !== undefined && !matchesPattern(pattern, answer))
    return [fieldError(component, errorWords.format, language)]
  return []
}
