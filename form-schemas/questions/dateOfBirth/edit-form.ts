import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Date of birth',
  icon: 'birthday',
  group: 'people',
  starter: {
    type: 'dateOfBirth',
    key: 'dateOfBirth',
    label: 'What is your date of birth?',
    errorLabel: 'your date of birth',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.choice('autocomplete', 'Whose date of birth it is', [
        { value: 'bday', label: 'The resident’s own' },
        { value: 'off', label: 'Somebody else’s' },
      ]),
    ],
    limits: [
      parts.numberField('validate.minAge', 'Youngest age', 'Years'),
      parts.numberField('validate.maxAge', 'Oldest age', 'Years'),
      parts.textField(
        'ageOn',
        'Age on this day',
        'Year-month-day, like 2026-08-31; the day of answering if left empty',
      ),
    ],
    messages: ['required', 'format', 'past', 'minAge', 'maxAge'],
  })
