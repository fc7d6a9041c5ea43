import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import type { ErrorWords } from '../error-words.ts'
import type { FieldError, ReadAnswer } from '../question-type.ts'
import { fieldError } from '../typed-text.ts'
import type { Hidden } from './settings.ts'

const constantOf = (component: Component) => (component as Hidden).defaultValue

const fixed: ErrorWords = {
  en: (name, limit) => `${name} is always ‘${limit}’`,
  cy: (name, limit) => `Mae ${name} bob amser yn ‘${limit}’`,
}

/** The constant, whatever was posted. */
export function read(component: Component): ReadAnswer {
  return { ok: true, answer: constantOf(component) }
}

/** Nothing given is right: it is added when the page is read. */
export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  if (answer === undefined || answer === constantOf(component)) return []
  return [fieldError(component, fixed, language, String(constantOf(component)))]
}

export function sample(component: Component): Answer {
  return constantOf(component)
}
