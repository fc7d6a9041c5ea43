import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** A phone number, of the United Kingdom or abroad. */
export const phoneNumber: QuestionType = {
  type: 'phoneNumber',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  sample: (_component, n) => `01632 960 ${String(n % 1000).padStart(3, '0')}`,
  designer,
  editForm,
}
