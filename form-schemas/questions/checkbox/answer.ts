import type { Answer } from '../../answers.ts'
import type { Component } from '../../document.ts'
import { type Language, say } from '../../words.ts'
import { errorMessage, errorWords } from '../error-words.ts'
import type { FieldError, Posted, ReadAnswer } from '../question-type.ts'
import { fieldError, isRequired, withPrefix } from '../typed-text.ts'

export function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const answer = posted.get(prefix + component.key) === 'yes'
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

export function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  if (answer === true) return []
  const none = answer === undefined || answer === null || answer === '' || answer === false
  if (!none) return [fieldError(component, errorWords.yesOrNo, language)]
  if (!isRequired(component)) return []
  const named =
    component.errorLabel === undefined ? { ...component, errorLabel: quoted(component, language) } : component
  const template = component.errorLabel === undefined ? errorWords.select : errorWords.confirm
  return [{ field: component.key, message: errorMessage(named, template, language) }]
}

/** Select ‘I confirm that …’: the words beside the box, so that one finds the box by them. */
function quoted(component: Component, language: Language): string {
  return `‘${say(component.label, language)}’`
}
