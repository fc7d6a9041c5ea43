import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Organisation',
  icon: 'organisation',
  group: 'people',
  starter: {
    type: 'organisation',
    key: 'organisation',
    label: 'What is the name of your organisation?',
    errorLabel: 'the name of your organisation',
    validate: { required: true },
  },
}

const asked = [
  { value: 'optional', label: 'Asked, may be left empty' },
  { value: 'required', label: 'Asked, must be answered' },
]

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.choice('companyNumber', 'Company number', asked),
      parts.choice('charityNumber', 'Charity number', asked),
      parts.choice('autocomplete', 'Whose organisation it is', [
        { value: 'on', label: 'The resident’s own' },
        { value: 'off', label: 'Somebody else’s' },
      ]),
      parts.widthField(),
    ],
    messages: ['required', 'format', 'maxLength'],
  })
