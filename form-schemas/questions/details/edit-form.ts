import { editFormOf, labelField } from '../edit-form-parts.ts'
import { allProse, proseField } from '../prose.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Text that opens',
  icon: 'details',
  group: 'structure',
  starter: {
    type: 'details',
    key: 'details',
    label: 'Help with this question',
    html: '<p>What only some people need to know.</p>',
  },
}

export const editForm = () =>
  editFormOf({ question: [labelField('Line that opens it'), proseField('Text inside', allProse)] })
