import type { QuestionType } from '../question-type.ts'
import { check, confirmWords, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** A statement of the officer's that the resident must agree to before going on. The answer is `true`, and never anything else. */
export const declaration: QuestionType = {
  type: 'declaration',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) => ({ [component.key]: answer === true ? 'yes' : '' }),
  fields: (component) => [{ name: component.key, options: ['yes'], multiple: true }],
  view,
  summary: (component, answer, language) => (answer === true ? [confirmWords(component, language)] : []),
  shape: () => ({ kind: 'boolean' }),
  sample: () => true,
  designer,
  editForm,
}
