import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { isTime, minutesOf, sayTime, timeFrom } from './clock-time.ts'
import { designer, editForm } from './edit-form.ts'
import { settings, type Time } from './settings.ts'
import { view } from './view.ts'

/** A time of day, written in any of the usual ways; stored as "HH:MM". */
export const time: QuestionType = {
  type: 'time',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  summary: (_component, answer, language) => (isTime(answer) ? [sayTime(answer, language)] : []),
  sample: (component, n) => {
    const { minTime = '09:00', maxTime = '17:00', step = 1 } = (component as Time).validate ?? {}
    const first = Math.ceil(minutesOf(minTime) / step)
    const last = Math.max(first, Math.floor(minutesOf(maxTime) / step))
    const at = (first + ((n * 7) % (last - first + 1))) * step
    return timeFrom(`${Math.floor(at / 60)}:${String(at % 60).padStart(2, '0')}`) ?? minTime
  },
  designer,
  editForm,
}
