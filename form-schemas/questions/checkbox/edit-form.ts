import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Declaration',
  icon: 'checkbox',
  group: 'choices',
  starter: {
    type: 'checkbox',
    key: 'declaration',
    label: 'I confirm that what I have told you is correct',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField('What the resident agrees to'),
      parts.textField('legend', 'Heading', '“Declaration” if left empty'),
      parts.hintField(),
      parts.requiredField(),
    ],
    rules: [parts.errorLabelField(), parts.customMessageField()],
  })
