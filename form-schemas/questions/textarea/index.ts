import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** Text of several lines. */
export const textarea: QuestionType = {
  type: 'textarea',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  sample: (component, n) => {
    const {
      minLength = 0,
      maxLength = 5000,
      minWords = 0,
    } = (component.validate ?? {}) as Record<string, number>
    const text = `Sample text ${n}`.concat(' more'.repeat(Math.max(0, minWords - 3)))
    return text.padEnd(minLength, ' words').slice(0, maxLength)
  },
  designer,
  editForm,
}
