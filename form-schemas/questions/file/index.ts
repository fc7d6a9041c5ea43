import { filesAnswer } from '../file-answer.ts'
import { filesView } from '../file-view.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'

/** Files that a resident sends: a letter, a certificate, a plan. */
export const file: QuestionType = {
  type: 'file',
  ...filesAnswer,
  settings,
  view: filesView,
  designer,
  editForm,
}
