import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Choose several',
  icon: 'checkboxes',
  group: 'choices',
  starter: {
    type: 'selectboxes',
    key: 'choices',
    label: 'Choose all that apply',
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
      parts.wordsField(
        'noneOption',
        'None of these',
        'An option that excludes the others, such as “None of these”',
      ),
    ],
    limits: [
      parts.numberField('validate.minSelectedCount', 'Fewest to choose'),
      parts.numberField('validate.maxSelectedCount', 'Most to choose'),
    ],
    messages: ['required', 'minSelectedCount', 'maxSelectedCount', 'exclusive'],
  })
