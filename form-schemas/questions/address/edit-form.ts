import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Address',
  icon: 'address',
  group: 'people',
  starter: { type: 'address', key: 'address', label: 'What is your address?', validate: { required: true } },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.tick(
        'findByPostcode',
        'Find addresses by postcode',
        'Residents choose theirs from a list, or type it. What they choose has its UPRN',
      ),
      parts.choice('autocomplete', 'Whose address it is', [
        { value: 'on', label: 'The resident’s own' },
        { value: 'off', label: 'Somebody else’s' },
      ]),
    ],
    messages: ['required', 'format', 'maxLength'],
  })
