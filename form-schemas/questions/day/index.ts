import { isDay, realDay, sayDay } from '../../calendar.ts'
import type { QuestionType } from '../question-type.ts'
import { check, fields, read, values } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { type DayQuestion, settings } from './settings.ts'
import { view } from './view.ts'

/** A date in three inputs, as people know it; stored as "YYYY-MM-DD". */
export const day: QuestionType = {
  type: 'day',
  asks: true,
  settings,
  read,
  check,
  values,
  fields,
  view,
  summary: (_component, answer, language) => (isDay(answer) ? [sayDay(answer, language)] : []),
  shape: () => ({ kind: 'date' }),
  sample: (component, n) => {
    const { minDate, maxDate } = (component as DayQuestion).validate ?? {}
    const plain = realDay(2026, (n % 12) + 1, (n % 28) + 1) ?? '2026-01-01'
    if (minDate !== undefined && plain < minDate) return minDate
    return maxDate !== undefined && plain > maxDate ? maxDate : plain
  },
  designer,
  editForm,
}
