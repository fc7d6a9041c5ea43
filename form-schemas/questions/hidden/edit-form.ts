import { editFormOf, labelField, textField } from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Hidden value',
  icon: 'hidden',
  group: 'structure',
  starter: { type: 'hidden', key: 'hidden', label: 'Hidden value', defaultValue: 'website' },
}

export const editForm = () =>
  editFormOf({
    question: [
      labelField('Name'),
      textField(
        'defaultValue',
        'Value',
        'Always the same. Residents do not see it; rules and the back office do',
        {
          validate: { required: true },
        },
      ),
    ],
  })
