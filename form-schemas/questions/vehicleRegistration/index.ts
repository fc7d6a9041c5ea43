import type { QuestionType } from '../question-type.ts'
import { oneText } from '../text-answer.ts'
import { check, read } from './answer.ts'
import { designer, editForm } from './edit-form.ts'
import { spacedRegistration } from './registration.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** The registration number of a vehicle; stored in capitals without spaces, "AB12CDE". */
export const vehicleRegistration: QuestionType = {
  type: 'vehicleRegistration',
  asks: true,
  settings,
  read,
  check,
  ...oneText,
  view,
  summary: (_component, answer) =>
    typeof answer === 'string' && answer !== '' ? [spacedRegistration(answer)] : [],
  sample: (_component, n) => `AB${String(10 + (n % 90))}CDE`,
  designer,
  editForm,
}
