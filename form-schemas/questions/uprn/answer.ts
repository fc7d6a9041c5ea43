import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import type { ErrorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { fieldError } from '../typed-text.ts'

const wrongForm: ErrorWords = {
  rule: 'format',
  en: (name) => `${name} must be a number of 1 to 12 digits, like 100023336956`,
  cy: (name) => `Rhaid i ${name} fod yn rhif o 1 i 12 digid, fel 100023336956`,
}

/** Some systems fill a UPRN up to 12 digits with zeros in front: the number is the same without. */
function tidy(typed: string): string {
  const digits = typed.replace(/\s/g, '')
  return /^\d+$/.test(digits) ? digits.replace(/^0+(?=\d)/, '') : typed
}

/** A UPRN (BS 7666) has 1 to 12 digits and no check digit: whether there is such a property is for an address look-up to say. */
export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  return checkText(component, answer, language, (text) =>
    /^[1-9]\d{0,11}$/.test(text) ? [] : [fieldError(component, wrongForm, language)],
  )
}

export const read = readLine(check, tidy)
