import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Number',
  icon: 'number',
  group: 'numbers',
  starter: {
    type: 'number',
    key: 'number',
    label: 'Number',
    validate: { required: true, integer: true, min: 0 },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField(), parts.widthField()],
    limits: [
      parts.numberField('validate.min', 'Smallest'),
      parts.numberField('validate.max', 'Largest'),
      parts.tick('validate.integer', 'Whole numbers only'),
      parts.numberField('decimalLimit', 'Most decimal places', '10 if left empty'),
      parts.textField('prefix', 'Shown before the input'),
      parts.textField('suffix', 'Shown after the input'),
    ],
    messages: ['required', 'format', 'min', 'max', 'decimals'],
  })
