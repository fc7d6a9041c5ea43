import * as parts from '../edit-form-parts.ts'
import { fileLimitFields } from '../file-settings.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'File',
  icon: 'file',
  group: 'files',
  starter: {
    type: 'file',
    key: 'file',
    label: 'Upload a file',
    accepts: { images: true, pdf: true },
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField(),
      parts.hintField(),
      parts.requiredField(),
      parts.tick('accepts.images', 'Images', 'JPG, PNG and HEIC'),
      parts.tick('accepts.pdf', 'PDF'),
      parts.tick('accepts.documents', 'Word and Excel', 'DOCX, XLSX and ODT'),
      parts.tick('accepts.text', 'Plain text', 'TXT and CSV'),
    ],
    limits: fileLimitFields(),
    messages: ['required', 'minLength'],
  })
