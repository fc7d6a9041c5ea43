import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** An email address. */
export const email: QuestionType = {
  type: 'email',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  sample: (_component, n) => `resident${n}@example.com`,
  designer,
  editForm,
}
