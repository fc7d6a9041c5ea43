import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'List of things',
  icon: 'list',
  group: 'structure',
  starter: {
    type: 'editgrid',
    key: 'list',
    label: 'List',
    itemLabel: 'item',
    components: [{ type: 'textfield', key: 'name', label: 'Name', validate: { required: true } }],
    validate: { required: true, maxLength: 10 },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.textField('itemLabel', 'What one is called', 'Such as “item” or “child”'),
      parts.textField('addAnother', 'Words of the button that adds one'),
      parts.requiredField(),
    ],
    limits: [
      parts.numberField('validate.minLength', 'Fewest'),
      parts.numberField('validate.maxLength', 'Most', '100 if left empty'),
    ],
    rules: [parts.errorLabelField(), parts.customMessageField()],
  })
