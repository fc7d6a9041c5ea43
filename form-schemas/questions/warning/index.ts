import { notAsked } from '../not-asked.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** What can go badly for a resident who does not know it: a fine, a payment that is not given back. */
export const warning: QuestionType = { type: 'warning', ...notAsked, settings, view, designer, editForm }
