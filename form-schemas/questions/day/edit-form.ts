import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Date',
  icon: 'calendar',
  group: 'numbers',
  starter: {
    type: 'day',
    key: 'date',
    label: 'Date',
    description: 'For example, 27 3 2026',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.choice('autocomplete', 'Information about the resident', [
        { value: 'bday', label: 'Their date of birth' },
        { value: 'off', label: 'None' },
      ]),
    ],
    limits: [
      parts.textField('validate.minDate', 'Earliest date', 'Year-month-day, like 2026-04-01'),
      parts.textField('validate.maxDate', 'Latest date', 'Year-month-day, like 2027-03-31'),
    ],
    messages: ['required', 'format', 'minDate', 'maxDate'],
  })
