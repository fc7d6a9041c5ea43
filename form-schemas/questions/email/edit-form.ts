import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Email address',
  icon: 'email',
  group: 'people',
  starter: { type: 'email', key: 'email', label: 'Email address', validate: { required: true } },
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
    messages: ['required', 'format', 'maxLength'],
  })
