import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Time',
  icon: 'time',
  group: 'numbers',
  starter: { type: 'time', key: 'time', label: 'Time', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField()],
    limits: [
      parts.textField('validate.minTime', 'Earliest time', 'Like 09:00'),
      parts.textField('validate.maxTime', 'Latest time', 'Like 17:30'),
      parts.choice(
        'validate.step',
        'Only in steps of',
        [5, 10, 15, 20, 30, 60].map((value) => ({ value, label: `${value} minutes` })),
      ),
    ],
    messages: ['required', 'format', 'min', 'max', 'step'],
  })
