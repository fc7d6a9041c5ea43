import type { Answer } from '../../answers.ts'
import { looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, typedLine, withPrefix } from '../typed-text.ts'

/** The longest stored: what the food standards data standard and others take (digits, + and spaces, 5 to 20). */
const longest = 20

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const answer = tidyPhone(typedLine(posted, prefix + component.key)) || null
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

/** Brackets, dashes and dots become spaces, so that what is stored has only digits, spaces and a leading +. */
function tidyPhone(typed: string): string {
  const tidy = typed
    .replace(/\(0\)/, ' ')
    .replace(/[().\-–/]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  return tidy.length > longest ? tidy.replaceAll(' ', '') : tidy
}

/** 7 digits are the shortest local numbers, 15 the longest international ones (ITU-T E.164). */
export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  if (answer === undefined || answer === null || answer === '') {
    return isRequired(component) ? [fieldError(component, errorWords.enter, language)] : []
  }
  if (typeof answer !== 'string') return [fieldError(component, errorWords.text, language)]
  const digits = answer.replace(/\D/g, '').length
  if (looksLikeCardNumber(answer)) return [fieldError(component, errorWords.card, language)]
  const isPhone = /^\+?\d[\d ]*$/.test(answer) && answer.length <= longest && digits >= 7 && digits <= 15
  return isPhone ? [] : [fieldError(component, errorWords.phone, language)]
}
