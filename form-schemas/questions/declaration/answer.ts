import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import { type Language, say, type Words } from '../../words.ts'
import { errorMessage, errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, withPrefix } from '../typed-text.ts'
import type { Declaration } from './settings.ts'

const agreement: Words = { en: 'I confirm this', cy: 'Rwy’n cadarnhau hyn' }

/** The words beside the box. */
export function confirmWords(component: Component, language: Language): string {
  return say((component as Declaration).confirm ?? agreement, language)
}

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const answer = posted.get(prefix + component.key) === 'yes'
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

/** Only `true` will do: what was not declared is no answer. */
export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  if (answer === true) return []
  const none = answer === undefined || answer === null || answer === '' || answer === false
  if (!none) return [fieldError(component, errorWords.yesOrNo, language)]
  if (component.errorLabel !== undefined) return [fieldError(component, errorWords.confirm, language)]
  const quoted = { ...component, errorLabel: `‘${confirmWords(component, language)}’` }
  return [{ field: component.key, message: errorMessage(quoted, errorWords.select, language) }]
}
