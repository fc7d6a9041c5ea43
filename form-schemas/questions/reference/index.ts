import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { exampleOf, shown } from './sample.ts'
import { type Reference, settings } from './settings.ts'
import { view } from './view.ts'

/** A number that somebody was given: an account, a notice, a card. Stored in capitals without spaces and dashes. */
export const reference: QuestionType = {
  type: 'reference',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  summary: (component, answer) =>
    typeof answer === 'string' && answer !== '' ? [shown(component as Reference, answer)] : [],
  sample: (component, n) => exampleOf(component as Reference, n),
  designer,
  editForm,
}
