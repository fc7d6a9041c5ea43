import type { QuestionType } from '../question-type.ts'
import { check, options, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view, yesNoWords } from './view.ts'

/** Yes or no; stored as true or false. */
export const yesno: QuestionType = {
  type: 'yesno',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) => ({
    [component.key]: answer === true ? 'yes' : answer === false ? 'no' : '',
  }),
  fields: (component) => [{ name: component.key, options: [...options] }],
  view,
  summary: (_component, answer, language) =>
    typeof answer === 'boolean' ? [yesNoWords[language][answer ? 'yes' : 'no']] : [],
  shape: () => ({ kind: 'boolean' }),
  sample: (_component, n) => n % 2 === 0,
  designer,
  editForm,
}
