import { poundsFromPence, sayPounds } from '../../pounds.ts'
import type { QuestionType } from '../question-type.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { type Currency, settings } from './settings.ts'
import { view } from './view.ts'

/** An amount that a resident states; kept in whole pence. It is an answer, never what is charged. */
export const currency: QuestionType = {
  type: 'currency',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) => ({
    [component.key]: typeof answer === 'number' ? poundsFromPence(answer) : '',
  }),
  fields: (component) => [{ name: component.key }],
  view,
  summary: (_component, answer) => (typeof answer === 'number' ? [sayPounds(answer)] : []),
  shape: () => ({ kind: 'pence' }),
  sample: (component, n) => {
    const { min = 100, max = min + 10_000, wholePounds } = (component as Currency).validate ?? {}
    if (!wholePounds) return Math.min(max, min + n * 125)
    return Math.min(Math.floor(max / 100) * 100, Math.ceil(min / 100) * 100 + n * 100)
  },
  designer,
  editForm,
}
