import { filesAnswer } from '../file-answer.ts'
import { filesView } from '../file-view.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'

/** A picture: on a phone, taken there and then or from its album. */
export const photo: QuestionType = {
  type: 'photo',
  ...filesAnswer,
  settings,
  view: filesView,
  designer,
  editForm,
}
