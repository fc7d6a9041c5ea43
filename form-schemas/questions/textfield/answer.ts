import type { Answer } from '../../answers.ts'
import { looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import { matchesPattern } from '../../regular-expression.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { characters, fieldError } from '../typed-text.ts'
import type { Textfield } from './settings.ts'

const defaultLongest = 255

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const { minLength = 0, maxLength = defaultLongest, pattern } = (component as Textfield).validate ?? {}
  return checkText(component, answer, language, (text) => {
    const length = characters(text)
    if (length > maxLength) return [fieldError(component, errorWords.tooLong, language, maxLength)]
    if (length < minLength) return [fieldError(component, errorWords.tooShort, language, minLength)]
    if (looksLikeCardNumber(text)) return [fieldError(component, errorWords.card, language)]
    if (pattern !== undefined && !matchesPattern(pattern, text))
      return [fieldError(component, errorWords.format, language)]
    return []
  })
}

export const read = readLine(check)
