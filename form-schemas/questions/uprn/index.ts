import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** A Unique Property Reference Number, for people who work with them; stored without zeros in front. */
export const uprn: QuestionType = {
  type: 'uprn',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  sample: (_component, n) => String(100_000_000_000 + n),
  designer,
  editForm,
}
