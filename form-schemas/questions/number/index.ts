import { type Language, say } from '../../words.ts'
import type { QuestionType } from '../question-type.ts'
import { check, plainNumber, read, sayNumber } from './answer.ts'
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
  summary: (component, answer, language) =>
    typeof answer === 'number' ? [inUnits(component as NumberQuestion, sayNumber(answer), language)] : [],
  shape: () => ({ kind: 'number' }),
  sample: (component, n) => {
    const { min = 0, max = min + 100 } = (component as NumberQuestion).validate ?? {}
    const first = Math.ceil(min)
    return Math.min(max, first + (n % (Math.max(0, Math.floor(max) - first) + 1)))
  },
  designer,
  editForm,
}

/** With what stood around the input: "12 kg", "5%", "£3". */
function inUnits({ prefix, suffix }: NumberQuestion, number: string, language: Language): string {
  const after = say(suffix, language)
  return `${say(prefix, language)}${number}${/^[\p{L}\d(]/u.test(after) ? ' ' : ''}${after}`
}
