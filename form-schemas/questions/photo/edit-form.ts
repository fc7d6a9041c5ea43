import * as parts from '../edit-form-parts.ts'
import { fileLimitFields } from '../file-settings.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Photo',
  icon: 'photo',
  group: 'files',
  starter: {
    type: 'photo',
    key: 'photo',
    label: 'Upload a photo',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [parts.labelField(), parts.hintField(), parts.requiredField()],
    limits: fileLimitFields(),
    messages: ['required', 'minLength'],
  })
