import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Vehicle registration',
  icon: 'vehicle',
  group: 'references',
  starter: {
    type: 'vehicleRegistration',
    key: 'registration',
    label: 'What is the vehicle’s registration number?',
    errorLabel: 'the registration number',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField()],
    limits: [
      parts.tick(
        'anyCountry',
        'Of any country',
        'Also the forces’ and diplomats’: then only the length is checked',
      ),
    ],
    messages: ['required', 'format'],
  })
