import type { Answer } from '../answers.ts'
import type { QuestionType } from './question-type.ts'

/** What all questions with one text input have alike: one field, shown and summed up as it was typed. */
export const oneText: Pick<QuestionType, 'values' | 'fields' | 'summary' | 'shape'> = {
  values: (component, answer) => ({ [component.key]: asText(answer) }),
  fields: (component) => [{ name: component.key }],
  summary: (_component, answer) => (asText(answer) === '' ? [] : asText(answer).split('\n')),
  shape: () => ({ kind: 'text' }),
}

function asText(answer: Answer | undefined): string {
  return typeof answer === 'string' ? answer : ''
}
