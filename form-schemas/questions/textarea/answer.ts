import type { Answer } from '../../answers.ts'
import { looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { checkText } from '../text-answer.ts'
import { characters, fieldError, typedLines, withPrefix } from '../typed-text.ts'
import type { Textarea } from './settings.ts'

export const defaultLongest = 5000

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const answer = typedLines(posted, prefix + component.key) || null
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  return checkText(component, answer, language, (text) => checkSize(component as Textarea, text, language))
}

function checkSize(component: Textarea, answer: string, language: Language): FieldError[] {
  const {
    minLength = 0,
    maxLength = defaultLongest,
    minWords = 0,
    maxWords = Number.POSITIVE_INFINITY,
  } = component.validate ?? {}
  const length = characters(answer)
  const words = answer.split(/\s+/).filter(Boolean).length
  if (length > maxLength) return [fieldError(component, errorWords.tooLong, language, maxLength)]
  if (length < minLength) return [fieldError(component, errorWords.tooShort, language, minLength)]
  if (words > maxWords) return [fieldError(component, errorWords.tooManyWords, language, maxWords)]
  if (words < minWords) return [fieldError(component, errorWords.tooFewWords, language, minWords)]
  return looksLikeCardNumber(answer) ? [fieldError(component, errorWords.card, language)] : []
}
