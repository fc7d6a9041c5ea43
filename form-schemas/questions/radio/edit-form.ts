import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Choose one',
  icon: 'radio',
  group: 'choices',
  starter: {
    type: 'radio',
    key: 'choice',
    label: 'Choose one',
    values: [
      { value: 'first', label: 'First option' },
      { value: 'second', label: 'Second option' },
    ],
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.optionsField('values'),
      parts.tick('inline', 'Side by side', 'Only for two short options'),
    ],
    messages: ['required'],
  })
