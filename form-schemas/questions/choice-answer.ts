import type { Answer } from '../answers.ts'
import type { Component } from '../document.ts'
import type { Language } from '../words.ts'
import { errorWords } from './error-words.ts'
import { optionLabel, optionValues } from './options.ts'
import type { FieldError, Posted, QuestionType, ReadAnswer } from './question-type.ts'
import { fieldError, isRequired, withPrefix } from './typed-text.ts'

/** One of the options, whichever way they are shown. What is not among them was not chosen on our page. */
export const oneChoice: Pick<
  QuestionType,
  'read' | 'check' | 'values' | 'fields' | 'summary' | 'shape' | 'sample'
> = {
  read,
  check,
  values: (component, answer) => ({ [component.key]: typeof answer === 'string' ? answer : '' }),
  fields: (component) => [{ name: component.key, options: optionValues(component) }],
  summary: (component, answer, language) =>
    typeof answer === 'string' && answer !== '' ? [optionLabel(component, answer, language)] : [],
  shape: (component) => ({ kind: 'choice', values: optionValues(component) }),
  sample: (component, n) => {
    const values = optionValues(component)
    return values[n % values.length] ?? null
  },
}

function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const answer = posted.get(prefix + component.key) || null
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const none = answer === undefined || answer === null || answer === ''
  if (none ? !isRequired(component) : typeof answer === 'string' && optionValues(component).includes(answer))
    return []
  return [fieldError(component, errorWords.select, language)]
}
