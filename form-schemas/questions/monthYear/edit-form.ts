import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Month and year',
  icon: 'month',
  group: 'numbers',
  starter: { type: 'monthYear', key: 'month', label: 'Month and year', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField()],
    limits: [
      parts.textField('validate.minDate', 'Earliest month', 'Year-month, like 2026-04'),
      parts.textField('validate.maxDate', 'Latest month', 'Year-month, like 2027-03'),
    ],
    messages: ['required', 'format', 'minDate', 'maxDate'],
  })
