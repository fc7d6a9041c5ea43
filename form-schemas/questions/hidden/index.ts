import type { QuestionType } from '../question-type.ts'
import { check, read, sample } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { type Hidden, settings } from './settings.ts'

const kinds = { string: 'text', number: 'number', boolean: 'boolean' } as const

/** A constant that counts as an answer, for prices and back offices. There is nothing of it on a page that could be changed. */
export const hidden: QuestionType = {
  type: 'hidden',
  asks: true,
  silent: true,
  settings,
  read,
  check,
  values: () => ({}),
  fields: () => [],
  view: () => [],
  summary: (_component, answer) => (answer === null || answer === undefined ? [] : [String(answer)]),
  shape: (component) => ({ kind: kinds[typeof (component as Hidden).defaultValue as keyof typeof kinds] }),
  sample,
  designer,
  editForm,
}
