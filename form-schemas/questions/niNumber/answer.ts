import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import type { ErrorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { fieldError } from '../typed-text.ts'

/**
 * HMRC's National Insurance Manual, NIM39110: two letters, six digits, and A, B, C or D. D, F, I, Q, U and V are not among the letters,
 * O is not the second, and BG, GB, KN, NK, NT, TN and ZZ are not used.
 */
const allocated = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D]$/

const wrongForm: ErrorWords = {
  rule: 'format',
  asks: true,
  en: (name) => `Enter ${name} in the correct format, like QQ 12 34 56 C`,
  cy: (name) => `Rhowch ${name} yn y fformat cywir, fel QQ 12 34 56 C`,
}

/** "QQ 12 34 56 C" from "qq123456c"; what is not two letters, six digits and a letter stays as it was typed. */
function tidy(typed: string): string {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return /^[A-Z]{2}\d{6}[A-Z]$/.test(plain)
    ? (plain.match(/../g)?.join(' ') ?? '').concat(' ', plain.slice(-1))
    : typed
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  return checkText(component, answer, language, (text) =>
    allocated.test(text) ? [] : [fieldError(component, wrongForm, language)],
  )
}

export const read = readLine(check, tidy)
