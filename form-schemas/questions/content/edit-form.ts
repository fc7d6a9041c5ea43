import { editFormOf, type Field } from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

const html: Field = {
  type: 'textarea',
  key: 'html',
  label: 'Content',
  description: 'HTML with p, ul, ol, li, strong, em, br, h2, h3 and links',
  input: true,
  rows: 8,
  validate: { required: true },
}

export const designer: QuestionType['designer'] = {
  title: 'Text to read',
  icon: 'content',
  group: 'structure',
  starter: { type: 'content', key: 'content', html: '<p>Tell people what they need to know.</p>' },
}

export const editForm = () => editFormOf({ question: [html] })
