import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Choose one from a long list',
  icon: 'select',
  group: 'choices',
  starter: {
    type: 'select',
    key: 'listChoice',
    label: 'Choose one',
    data: {
      values: [
        { value: 'first', label: 'First option' },
        { value: 'second', label: 'Second option' },
      ],
    },
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.optionsField('data.values'),
      parts.tick('searchEnabled', 'Can be searched by typing', 'Worth it from about 30 options on'),
    ],
    messages: ['required'],
  })
