import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Bank details',
  icon: 'bank',
  group: 'people',
  starter: {
    type: 'bankDetails',
    key: 'bankDetails',
    label: 'What are your bank details?',
    errorLabel: 'your bank details',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.tick('rollNumber', 'Also ask for a roll number', 'Some building society accounts have one'),
    ],
    messages: ['required', 'format', 'maxLength'],
  })
