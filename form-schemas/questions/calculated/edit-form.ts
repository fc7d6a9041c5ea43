import { choice, editFormOf, labelField, textField } from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Worked-out value',
  icon: 'calculated',
  group: 'structure',
  starter: { type: 'calculated', key: 'today', label: 'Today’s date', value: '$today()', format: 'date' },
}

export const editForm = () =>
  editFormOf({
    question: [
      labelField('Label'),
      {
        ...textField('value', 'Expression', 'JSONata over answers of earlier pages, such as $count(items)', {
          validate: { required: true },
        }),
        type: 'textarea',
        rows: 4,
      },
      choice('format', 'Shown as', [
        { value: 'text', label: 'Text' },
        { value: 'number', label: 'A number' },
        { value: 'pence', label: 'An amount of money (the expression gives pence)' },
        { value: 'date', label: 'A date' },
      ]),
    ],
  })
