import type { Answer } from '../../../form-schemas/answers.ts'
import type { Component } from '../../../form-schemas/document.ts'

/** What is typed, by field name; a list is several choices of one field. */
export type Typed = Record<string, string | string[]>

export interface QuestionCase {
  component: Component
  /** Posts that are right, with what is stored. */
  right: [Typed, Answer][]
  /** Posts that are wrong, with the field and the message in English and in Welsh. */
  wrong: [Typed, string, string, string][]
  summary?: [Answer, string[]]
  /** It must always be answered: there is no setting that makes it optional. */
  neverOptional?: boolean
}

export const required = { required: true }
export const card =
  'Do not enter card numbers. If there is something to pay, you will pay on a separate, secure page'
export const cardCy =
  'Peidiwch â rhoi rhifau cardiau. Os oes rhywbeth i’w dalu, byddwch yn talu ar dudalen ddiogel ar wahân'
