import { editFormOf } from '../edit-form-parts.ts'
import { allProse, proseField } from '../prose.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Text to read',
  icon: 'content',
  group: 'structure',
  starter: { type: 'content', key: 'content', html: '<p>Tell people what they need to know.</p>' },
}

export const editForm = () => editFormOf({ question: [proseField('Content', allProse, 8)] })
