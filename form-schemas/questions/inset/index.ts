import { notAsked } from '../not-asked.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** Text set apart from what is around it: a quotation, an example, more about the content above. */
export const inset: QuestionType = { type: 'inset', ...notAsked, settings, view, designer, editForm }
