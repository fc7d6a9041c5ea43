import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Name',
  icon: 'person',
  group: 'people',
  starter: {
    type: 'name',
    key: 'name',
    label: 'What is your name?',
    errorLabel: 'your full name',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.choice(
        'ask',
        'How it is asked',
        [
          { value: 'fullName', label: 'Full name in one' },
          { value: 'firstAndLast', label: 'First and last name' },
          { value: 'titleFirstAndLast', label: 'Title, first and last name' },
        ],
        'One input suits the most people',
      ),
      parts.choice('autocomplete', 'Whose name it is', [
        { value: 'on', label: 'The resident’s own' },
        { value: 'off', label: 'Somebody else’s' },
      ]),
      parts.widthField(),
    ],
    messages: ['required', 'maxLength'],
  })
