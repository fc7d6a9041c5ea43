import type { Answer } from '../../answers.ts'
import { isKnownCard, looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import { matchesPattern } from '../../regular-expression.ts'
import type { Language } from '../../words.ts'
import { type ErrorWords, errorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { characters, fieldError } from '../typed-text.ts'
import { hasRightCheckDigit } from './check-digit.ts'
import { fitsMask } from './mask.ts'
import { exampleOf, shown } from './sample.ts'
import { formOf, type Reference } from './settings.ts'

const defaultLongest = 40

const wrongCharacters: ErrorWords = {
  rule: 'format',
  en: (name) => `${name} must only include letters, numbers, spaces, dashes, slashes and full stops`,
  cy: (name) =>
    `Rhaid i ${name} gynnwys llythrennau, rhifau, bylchau, llinellau toriad, blaenslaesau ac atalnodau llawn yn unig`,
}
const wrongForm: ErrorWords = {
  rule: 'format',
  asks: true,
  en: (name, example) => `Enter ${name} in the correct format, like ${example}`,
  cy: (name, example) => `Rhowch ${name} yn y fformat cywir, fel ${example}`,
}
const wrongCheckDigit: ErrorWords = {
  rule: 'checkDigit',
  en: (name) => `Check ${name}: at least one letter or number is wrong`,
  cy: (name) => `Gwiriwch ${name}: mae o leiaf un llythyren neu rif yn anghywir`,
}

/** As references are stored: in capitals, without spaces and dashes. */
function tidy(typed: string): string {
  return typed.toUpperCase().replace(/[\s\p{Pd}]/gu, '')
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const question = component as Reference
  const { minLength = 1, maxLength = defaultLongest, pattern } = question.validate ?? {}
  const { inputMask, checkDigit } = formOf(question)
  const wrong = (template: ErrorWords, limit: string | number = '') => [
    fieldError(component, template, language, limit),
  ]
  return checkText(component, answer, language, (text) => {
    const length = characters(text)
    if (length > maxLength) return wrong(errorWords.tooLong, maxLength)
    if (length < minLength) return wrong(errorWords.tooShort, minLength)
    // References of a known form may pass a card's check by design or by chance: only a real card's beginning and length tell.
    const card =
      inputMask !== undefined || checkDigit !== undefined ? isKnownCard(text) : looksLikeCardNumber(text)
    if (card) return wrong(errorWords.card)
    if (!/^[\p{L}\p{N}/._]+$/u.test(text) || tidy(text) !== text) return wrong(wrongCharacters)
    if (inputMask !== undefined && !fitsMask(inputMask, text))
      return wrong(wrongForm, shown(question, exampleOf(question, 0)))
    if (pattern !== undefined && !matchesPattern(pattern, text)) return wrong(errorWords.format)
    if (checkDigit !== undefined && !hasRightCheckDigit(text, checkDigit)) return wrong(wrongCheckDigit)
    return []
  })
}

export const read = readLine(check, tidy)
