import { notAsked } from '../not-asked.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** Text that only some need, behind a line that opens it. */
export const details: QuestionType = { type: 'details', ...notAsked, settings, view, designer, editForm }
