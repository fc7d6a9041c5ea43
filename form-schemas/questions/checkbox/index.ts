import type { QuestionType } from '../question-type.ts'
import { yesNoWords } from '../yesno/view.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** One box to tick: a declaration or a consent. Left empty it is an answer too, `false`, and never `null`. */
export const checkbox: QuestionType = {
  type: 'checkbox',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) => ({ [component.key]: answer === true ? 'yes' : '' }),
  fields: (component) => [{ name: component.key, options: ['yes'], multiple: true }],
  view,
  summary: (_component, answer, language) =>
    typeof answer === 'boolean' ? [yesNoWords[language][answer ? 'yes' : 'no']] : [],
  shape: () => ({ kind: 'boolean' }),
  sample: () => true,
  designer,
  editForm,
}
