import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Amount of money',
  icon: 'currency',
  group: 'numbers',
  starter: { type: 'currency', key: 'amount', label: 'Amount', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField(), parts.widthField()],
    limits: [
      parts.numberField('validate.min', 'Smallest amount in pence'),
      parts.numberField('validate.max', 'Largest amount in pence'),
      parts.tick('validate.wholePounds', 'Whole pounds only'),
    ],
    messages: ['required', 'format', 'min', 'max', 'decimals'],
  })
