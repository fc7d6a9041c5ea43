import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import { type Language, say } from '../../words.ts'
import { type ErrorWords, errorWords } from '../error-words.ts'
import { noneValue, optionValues } from '../options.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, withPrefix } from '../typed-text.ts'
import type { Selectboxes } from './settings.ts'

const noneAndOthers: ErrorWords = {
  rule: 'exclusive',
  asks: true,
  en: (name, none) => `Select ${name}, or select ‘${none}’`,
  cy: (name, none) => `Dewiswch ${name}, neu dewiswch ‘${none}’`,
}

/** The chosen values, in the order of the options; none gives `null`. */
export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const values = optionValues(component)
  const chosen = [...new Set(posted.getAll(prefix + component.key))].filter((value) => value !== '')
  chosen.sort((a, b) => values.indexOf(a) - values.indexOf(b))
  const answer = chosen.length === 0 ? null : chosen
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const none =
    answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)
  if (none) return isRequired(component) ? [fieldError(component, errorWords.select, language)] : []
  if (!Array.isArray(answer)) return [fieldError(component, errorWords.select, language)]
  const values: unknown[] = optionValues(component)
  const known =
    answer.every((value) => values.includes(value)) && new Set<unknown>(answer).size === answer.length
  if (!known) return [fieldError(component, errorWords.select, language)]
  const { noneOption } = component as Selectboxes
  if (noneOption !== undefined && answer.some((value) => value === noneValue)) {
    // With JavaScript one excludes the other on the page already.
    if (answer.length === 1) return []
    return [fieldError(component, noneAndOthers, language, say(noneOption, language))]
  }
  const { minSelectedCount = 0, maxSelectedCount = values.length } = (component as Selectboxes).validate ?? {}
  if (answer.length < minSelectedCount) {
    return [fieldError(component, errorWords.fewestChosen, language, minSelectedCount)]
  }
  if (answer.length > maxSelectedCount) {
    return [fieldError(component, errorWords.mostChosen, language, maxSelectedCount)]
  }
  return []
}
