import { isDay, sayDay, today } from '../../calendar.ts'
import { fields, values } from '../day/answer.ts'
import type { QuestionType } from '../question-type.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { type DateOfBirth, settings } from './settings.ts'
import { view } from './view.ts'

/** Somebody of an age that is asked for, on the day on which it counts. */
const sample: QuestionType['sample'] = (component, n) => {
  const { ageOn: on = today(), validate = {} } = component as DateOfBirth
  const { maxAge = 90, minAge = Math.min(18, maxAge) } = validate
  const age = minAge + (n % (Math.max(minAge, maxAge) - minAge + 1))
  return `${Number(on.slice(0, 4)) - age}${on.slice(4).replace('-02-29', '-02-28')}`
}

/** When somebody was born, and so how old they are; stored as "YYYY-MM-DD". */
export const dateOfBirth: QuestionType = {
  type: 'dateOfBirth',
  asks: true,
  settings,
  read,
  check,
  values,
  fields,
  view,
  summary: (_component, answer, language) => (isDay(answer) ? [sayDay(answer, language)] : []),
  shape: () => ({ kind: 'date' }),
  sample,
  designer,
  editForm,
}
