import { editFormOf } from '../edit-form-parts.ts'
import { allProse, proseField } from '../prose.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Inset text',
  icon: 'inset',
  group: 'structure',
  starter: {
    type: 'inset',
    key: 'inset',
    html: '<p>It can take up to 5 working days to hear from us.</p>',
  },
}

export const editForm = () => editFormOf({ question: [proseField('Text', allProse)] })
