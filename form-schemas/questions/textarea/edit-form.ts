import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Long text',
  icon: 'textarea',
  group: 'text',
  starter: {
    type: 'textarea',
    key: 'longText',
    label: 'Long text',
    validate: { required: true, maxLength: 1000 },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.numberField('rows', 'Lines shown'),
      parts.autocompleteField(),
    ],
    limits: [
      parts.numberField('validate.minLength', 'Fewest characters'),
      parts.numberField('validate.maxLength', 'Most characters', '5,000 if left empty'),
      parts.numberField('validate.minWords', 'Fewest words'),
      parts.numberField('validate.maxWords', 'Most words'),
      parts.tick('showCharCount', 'Show how much is left'),
      parts.numberField(
        'countThreshold',
        'Show it from',
        'Percent of the limit; from the start if left empty',
      ),
    ],
    messages: ['required', 'minLength', 'maxLength', 'minWords', 'maxWords'],
  })
