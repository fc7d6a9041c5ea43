import type { Answer } from '../answers.ts'
import type { Component } from '../document.ts'
import type { Language } from '../words.ts'
import { errorWords } from './error-words.ts'
import type { FieldError, QuestionType } from './question-type.ts'
import { fieldError, isRequired, typedLine, withPrefix } from './typed-text.ts'

/** What all questions with one text input have alike: one field, shown and summed up as it was typed. */
export const oneText: Pick<QuestionType, 'values' | 'fields' | 'summary' | 'shape'> = {
  values: (component, answer) => ({ [component.key]: asText(answer) }),
  fields: (component) => [{ name: component.key }],
  summary: (_component, answer) => (asText(answer) === '' ? [] : asText(answer).split('\n')),
  shape: () => ({ kind: 'text' }),
}

/** Reads one line: what was typed, tidied into the form that is stored, then checked. Tidying twice must change nothing more. */
export function readLine(
  check: QuestionType['check'],
  tidy: (typed: string, component: Component) => string = (typed) => typed,
): QuestionType['read'] {
  return (component, posted, language, prefix = '') => {
    const answer = tidy(typedLine(posted, prefix + component.key), component) || null
    const errors = check(component, answer, language)
    return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
  }
}

/** What every answer of text is checked for: there when it must be, and text. `more` looks at the text itself. */
export function checkText(
  component: Component,
  answer: Answer | undefined,
  language: Language,
  more: (text: string) => FieldError[],
): FieldError[] {
  if (answer === undefined || answer === null || answer === '') {
    return isRequired(component) ? [fieldError(component, errorWords.enter, language)] : []
  }
  return typeof answer === 'string' ? more(answer) : [fieldError(component, errorWords.text, language)]
}

function asText(answer: Answer | undefined): string {
  return typeof answer === 'string' ? answer : ''
}
