import * as parts from '../edit-form-parts.ts'
import type { QuestionType } from '../question-type.ts'

export const designer: QuestionType['designer'] = {
  title: 'Declaration',
  icon: 'declaration',
  group: 'choices',
  starter: {
    type: 'declaration',
    key: 'declaration',
    label: 'Declaration',
    statement: 'I understand that:',
    points:
      'the information I have given is correct and complete, as far as I know\nI may be prosecuted if I give wrong information on purpose',
    confirm: 'I agree with these statements',
    errorLabel: 'that you agree with these statements',
    validate: { required: true },
  },
}

export const editForm = () =>
  parts.editFormOf({
    question: [
      parts.labelField('Heading'),
      parts.wordsField('statement', 'What is declared', 'Each line is a paragraph', 4),
      parts.wordsField('points', 'Points', 'Each line is a point of a list below it', 4),
      parts.wordsField('confirm', 'Words beside the box', '“I confirm this” if left empty'),
      parts.hintField(),
    ],
    messages: ['required'],
  })
