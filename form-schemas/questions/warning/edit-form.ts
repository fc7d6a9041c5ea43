import { editFormOf } from '../edit-form-parts.ts'
import { proseField } from '../prose.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Warning',
  icon: 'warning',
  group: 'structure',
  starter: {
    type: 'warning',
    key: 'warning',
    html: 'You can be fined if you give false information.',
  },
}

export const editForm = () =>
  editFormOf({ question: [proseField('Warning', 'One or two sentences, with strong, em, br and links', 3)] })
