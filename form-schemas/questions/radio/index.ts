import { oneChoice } from '../choice-answer.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** One of a few options, all in sight. */
export const radio: QuestionType = {
  type: 'radio',
  asks: true,
  settings,
  ...oneChoice,
  view,
  designer,
  editForm,
}
