import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'UPRN',
  icon: 'uprn',
  group: 'references',
  starter: { type: 'uprn', key: 'uprn', label: 'UPRN', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField()],
    messages: ['required', 'format'],
  })
