import { notAsked } from '../not-asked.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { settings } from './settings.ts'
import { view } from './view.ts'

/** Something to read between questions; it is never answered. */
export const content: QuestionType = { type: 'content', ...notAsked, settings, view, designer, editForm }
