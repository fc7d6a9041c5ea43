import type { QuestionType } from '../question-type.ts'
import { check, read, sayNumber } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import type { NumberQuestion } from './settings.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** A number; whole when `validate.integer` says so. */
export const number: QuestionType = {
  type: 'number',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) => ({ [component.key]: typeof answer === 'number' ? plainNumber(answer) : '' }),
  fields: (component) => [{ name: component.key }],
  view,
  summary: (_component, answer) => (typeof answer === 'number' ? [sayNumber(answer)] : []),
  shape: () => ({ kind: 'number' }),
  sample: (component, n) => {
    const { min = 0, max = min + 100 } = (component as NumberQuestion).validate ?? {}
    const first = Math.ceil(min)
    return Math.min(max, first + (n % (Math.max(0, Math.floor(max) - first) + 1)))
  },
  designer,
  editForm,
}

/** Never in the form "1e-7", which could not be typed back. */
function plainNumber(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 10, useGrouping: false })
}
