import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Phone number',
  icon: 'phone',
  group: 'people',
  starter: { type: 'phoneNumber', key: 'phone', label: 'Phone number', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.autocompleteField(),
      parts.widthField(),
    ],
    messages: ['required', 'format'],
  })
