import type { Language } from '../../words.ts'
import { partsAnswer, textsOf } from '../parts-answer.ts'
import { partsView } from '../parts-view.ts'
import type { QuestionType } from '../question-type.ts'
import { designer, editForm } from './edit-form.ts'
import { partsOf } from './parts.ts'
import { type BankDetails, settings } from './settings.ts'

const ending: Record<Language, string> = { en: 'ending', cy: 'yn gorffen â' }

/**
 * A bank account to pay somebody into, kept whole as `{ accountName, sortCode, accountNumber, rollNumber? }`: but wherever it is summed
 * up, for residents and officers alike, only the last digits are shown.
 */
export const bankDetails: QuestionType = {
  type: 'bankDetails',
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
      if (name === 'accountName') return [text]
      return [`${label[language]} ${ending[language]} ${text.slice(name === 'sortCode' ? -2 : -3)}`]
    })
  },
  sample: (component, n) => ({
    accountName: 'A Resident',
    sortCode: `30943${n % 10}`,
    accountNumber: String(12_345_000 + (n % 1000)),
    ...((component as BankDetails).rollNumber ? { rollNumber: `A/${100 + (n % 900)}-X` } : {}),
  }),
  designer,
  editForm,
}
