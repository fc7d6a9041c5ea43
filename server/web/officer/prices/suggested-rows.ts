import { questionsOf } from '../../../../form-schemas/answer-shapes.ts'
import type { FormDocument } from '../../../../form-schemas/document.ts'
import { say } from '../../../../form-schemas/words.ts'
import { formatPence } from '../../../money.ts'
import { type Suggestions, spokenAnswer } from '../../../pricing/index.ts'

/** Suggested cases as the screen shows them; undefined = they cannot be looked for while the prices have problems. */
export type SuggestedRows = { rows: SuggestedRow[]; tried: number; stopped: boolean } | { unreadable: true }

export interface SuggestedRow {
  name: string
  why: string
  /** Something to mend or to think about, rather than one more number to check. */
  wrong: boolean
  day: string
  /** "How many hours? 3", of the first few answers. */
  answers: string[]
  now: string
  lines: string[]
  /** What the button sends: the case without its amounts, which are worked out when it is added. */
  adopt: string
}

const lookAt = new Set(['fault', 'nothing', 'gap', 'overlap'])

/** More answers than these say less. */
const mostAnswers = 8

export function suggestedRows(
  document: FormDocument | undefined,
  found: Suggestions | undefined,
): SuggestedRows {
  if (!document || !found) return { unreadable: true }
  const questions = new Map(questionsOf(document).map((question) => [question.key, question]))
  const rows = found.suggestions.map(({ name, answers, on, why, kind, outcome }): SuggestedRow => {
    const priced = outcome.kind === 'priced' ? outcome.price : undefined
    return {
      name,
      why:
        outcome.kind === 'refused' && kind !== 'fault'
          ? `${why}. Residents are told: ${outcome.reason}`
          : why,
      wrong: lookAt.has(kind),
      day: on,
      answers: Object.entries(answers)
        .slice(0, mostAnswers)
        .map(([key, answer]) => {
          const question = questions.get(key)
          return `${say(question?.label) || key} ${spokenAnswer(answer, question)}`
        }),
      now: priced ? formatPence(priced.totalPence) : 'No price',
      lines: (priced?.lines ?? []).map(
        ({ label, totalPence }) => `${say(label)}: ${formatPence(totalPence)}`,
      ),
      adopt: JSON.stringify({ name, on, answers }),
    }
  })
  return { rows, tried: found.tried, stopped: found.stopped }
}
