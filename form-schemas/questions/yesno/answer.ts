import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import type { Language } from '../../words.ts'
import { errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, withPrefix } from '../typed-text.ts'

export const options = ['yes', 'no'] as const

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const typed = posted.get(prefix + component.key) ?? ''
  const answer = typed === '' ? null : typed === 'yes' ? true : typed === 'no' ? false : undefined
  const errors =
    answer === undefined
      ? [fieldError(component, errorWords.select, language)]
      : check(component, answer, language)
  return errors.length > 0 || answer === undefined
    ? { ok: false, errors: withPrefix(errors, prefix) }
    : { ok: true, answer }
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  if (typeof answer === 'boolean') return []
  const none = answer === undefined || answer === null || answer === ''
  if (!none) return [fieldError(component, errorWords.yesOrNo, language)]
  return isRequired(component) ? [fieldError(component, errorWords.select, language)] : []
}
