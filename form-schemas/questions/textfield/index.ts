import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** One line of text. */
export const textfield: QuestionType = {
  type: 'textfield',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  sample: (component, n) => sampleText(component.validate ?? {}, n),
  designer,
  editForm,
}

function sampleText(
  { minLength = 0, maxLength = 255 }: { minLength?: number; maxLength?: number },
  n: number,
): string {
  return `Sample ${n}`.padEnd(minLength, 'x').slice(0, maxLength)
}
