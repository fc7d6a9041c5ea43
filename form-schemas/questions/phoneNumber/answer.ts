import type { Answer } from '../../answers.ts'
import { looksLikeCardNumber } from '../../card-number.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { fieldError } from '../typed-text.ts'

/** The longest stored: what the food standards data standard and others take (digits, + and spaces, 5 to 20). */
const longest = 20

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
  return checkText(component, answer, language, (text) => {
    const digits = text.replace(/\D/g, '').length
    if (looksLikeCardNumber(text)) return [fieldError(component, errorWords.card, language)]
    const isPhone = /^\+?\d[\d ]*$/.test(text) && text.length <= longest && digits >= 7 && digits <= 15
    return isPhone ? [] : [fieldError(component, errorWords.phone, language)]
  })
}

export const read = readLine(check, tidyPhone)
