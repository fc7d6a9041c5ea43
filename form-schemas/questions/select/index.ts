import { oneChoice } from '../choice-answer.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** One of many options, in a list that opens. Radios are easier for most people: use this from about 15 options on. */
export const select: QuestionType = {
  type: 'select',
  asks: true,
  settings,
  ...oneChoice,
  view,
  designer,
  editForm,
}
