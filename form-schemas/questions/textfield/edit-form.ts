import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Short text',
  icon: 'text',
  group: 'text',
  starter: { type: 'textfield', key: 'shortText', label: 'Short text', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.autocompleteField(),
      parts.widthField(),
    ],
    limits: [
      parts.numberField('validate.minLength', 'Fewest characters'),
      parts.numberField('validate.maxLength', 'Most characters', '255 if left empty'),
      parts.textField(
        'validate.pattern',
        'Pattern',
        'A regular expression (RE2) that the whole answer must match',
      ),
      parts.textField('prefix', 'Shown before the input'),
      parts.textField('suffix', 'Shown after the input'),
    ],
    messages: ['required', 'minLength', 'maxLength', 'format'],
  })
