import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Yes or no',
  icon: 'yes-no',
  group: 'choices',
  starter: { type: 'yesno', key: 'yesOrNo', label: 'Yes or no?', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField()],
    messages: ['required'],
  })
