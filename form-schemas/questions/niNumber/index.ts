import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** A National Insurance number, of a form that HMRC and DWP give out; stored as "QQ 12 34 56 C". */
export const niNumber: QuestionType = {
  type: 'niNumber',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  sample: (_component, n) => `AA 00 00 ${String(n % 100).padStart(2, '0')} ${'ABCD'.charAt(n % 4)}`,
  designer,
  editForm,
}
