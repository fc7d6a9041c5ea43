import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Single checkbox',
  icon: 'checkbox',
  group: 'choices',
  starter: {
    type: 'checkbox',
    key: 'agreement',
    label: 'I agree to be contacted about this',
    legend: 'Contacting you',
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
    messages: ['required'],
  })
