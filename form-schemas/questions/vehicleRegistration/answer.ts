import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import type { ErrorWords } from '../error-words.ts'
import type { FieldError } from '../question-type.ts'
import { checkText, readLine } from '../text-answer.ts'
import { fieldError } from '../typed-text.ts'
import { isRegistration, tidyRegistration } from './registration.ts'
import type { VehicleRegistration } from './settings.ts'

const wrongForm: ErrorWords = {
  rule: 'format',
  en: (name) => `${name} must be a UK registration number, like AB12 CDE`,
  cy: (name) => `Rhaid i ${name} fod yn rhif cofrestru yn y DU, fel AB12 CDE`,
}
const wrongCharacters: ErrorWords = {
  rule: 'format',
  en: (name) => `${name} must be 2 to 12 letters and numbers`,
  cy: (name) => `Rhaid i ${name} fod yn 2 i 12 o lythrennau a rhifau`,
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const { anyCountry } = component as VehicleRegistration
  return checkText(component, answer, language, (text) => {
    if (anyCountry) {
      return /^[\p{Lu}\d]{2,12}$/u.test(text) ? [] : [fieldError(component, wrongCharacters, language)]
    }
    return isRegistration(text) ? [] : [fieldError(component, wrongForm, language)]
  })
}

export const read = readLine(check, tidyRegistration)
