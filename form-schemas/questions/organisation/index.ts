import { partsAnswer, textsOf } from '../parts-answer.ts'
import { partsView } from '../parts-view.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { partsOf } from './parts.ts'
import { type Organisation, settings } from './settings.ts'

/** A company, charity or other body: its name, or `{ name, companyNumber?, charityNumber? }`. */
export const organisation: QuestionType = {
  type: 'organisation',
  asks: true,
  settings,
  ...partsAnswer(partsOf),
  view: partsView(partsOf),
  summary: (component, answer, language) => {
    const parts = partsOf(component)
    const texts = textsOf(parts, answer)
    return parts.flatMap(({ name, label }) => {
      const text = texts[name]
      if (text === undefined) return []
      return name === 'name' ? [text] : [`${label[language]}: ${text}`]
    })
  },
  sample: (component, n) => {
    const { companyNumber, charityNumber } = component as Organisation
    const name = `Example ${n + 1} Limited`
    if (!companyNumber && !charityNumber) return name
    return {
      name,
      ...(companyNumber ? { companyNumber: String(1_234_500 + (n % 100)).padStart(8, '0') } : {}),
      ...(charityNumber ? { charityNumber: String(1_234_500 + (n % 100)) } : {}),
    }
  },
  designer,
  editForm,
}
