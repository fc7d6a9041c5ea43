import { isMonth, sayMonth } from '../../calendar.ts'
import { partName } from '../date-input.ts'
import type { QuestionType } from '../question-type.ts'
import { check, parts, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { type MonthYear, settings } from './settings.ts'
import { view } from './view.ts'

/** A month of a year; stored as "YYYY-MM". */
export const monthYear: QuestionType = {
  type: 'monthYear',
  asks: true,
  settings,
  read,
  check,
  values: (component, answer) => {
    const [year = '', month = ''] = isMonth(answer) ? answer.split('-') : []
    return {
      [partName(component, 'month')]: month === '' ? '' : String(Number(month)),
      [partName(component, 'year')]: year,
    }
  },
  fields: (component) => parts.map((part) => ({ name: partName(component, part) })),
  view,
  summary: (_component, answer, language) => (isMonth(answer) ? [sayMonth(answer, language)] : []),
  shape: () => ({ kind: 'text' }),
  sample: (component, n) => {
    const { minDate, maxDate } = (component as MonthYear).validate ?? {}
    const plain = `2026-${String((n % 12) + 1).padStart(2, '0')}`
    if (minDate !== undefined && plain < minDate) return minDate
    return maxDate !== undefined && plain > maxDate ? maxDate : plain
  },
  designer,
  editForm,
}
