import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'National Insurance number',
  icon: 'ni-number',
  group: 'people',
  starter: {
    type: 'niNumber',
    key: 'niNumber',
    label: 'What is your National Insurance number?',
    errorLabel: 'your National Insurance number',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField()],
    messages: ['required', 'format'],
  })
