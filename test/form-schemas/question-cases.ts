import { choicesCases } from './question-cases/choices.ts'
import { datesCases } from './question-cases/dates.ts'
import { numbersCases } from './question-cases/numbers.ts'
import { peopleCases } from './question-cases/people.ts'
import type { QuestionCase } from './question-cases/question-case.ts'
import { referencesCases } from './question-cases/references.ts'
import { textCases } from './question-cases/text.ts'

export type { QuestionCase, Typed } from './question-cases/question-case.ts'

/** Tables of right and wrong answers, by type; a type that can be asked in several ways has a table for each ("name, in parts"). */
export const questionCases: Record<string, QuestionCase> = {
  ...textCases,
  ...numbersCases,
  ...datesCases,
  ...choicesCases,
  ...peopleCases,
  ...referencesCases,
}
