import { notAsked } from '../not-asked.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** Shows a resident what follows from earlier answers: the number of items, the day by which to pay. It is never an answer itself. */
export const calculated: QuestionType = {
  type: 'calculated',
  ...notAsked,
  settings,
  view,
  designer,
  editForm,
}
