import { questionsOf } from '../../../../form-schemas/answer-shapes.ts'
import type { FormDocument, PriceCase } from '../../../../form-schemas/document.ts'
import { say } from '../../../../form-schemas/words.ts'
import { formatPence } from '../../../money.ts'
import { type CaseResult, caseLines, spokenAnswer } from '../../../pricing/index.ts'

/** The price cases side by side: the answers in which they differ, what each should cost, and what it costs now. */
export interface CaseGrid {
  columns: string[]
  /** Answers that differ too and have no column. */
  columnsLeftOut: number
  rows: GridRow[]
}

export interface GridRow {
  name: string
  /** The box of the case's name, further down the page. */
  href: string
  day: string
  answers: string[]
  passed: boolean
  expected: string
  now: string
  lines: { text: string; differs: boolean }[]
  /** Why it failed, where the lines do not say it. */
  failure?: string
}

/** More columns than these cannot be read side by side. */
const mostColumns = 8

/** @param fieldOf the field on the page of a place in the cases, such as `tests.2.name` */
export function caseGrid(
  document: FormDocument,
  results: CaseResult[],
  fieldOf: (place: string) => string,
): CaseGrid {
  const cases = document.pricing?.tests ?? []
  const differing = differingAnswers(cases)
  const columns = differing.slice(0, mostColumns)
  const questions = new Map(questionsOf(document).map((question) => [question.key, question]))
  return {
    columns: columns.map((key) => say(questions.get(key)?.label) || key),
    columnsLeftOut: differing.length - columns.length,
    rows: results.map((result, index) => {
      const saved = cases[index]!
      const lines = caseLines(document, saved, result.outcome)
      return {
        name: saved.name || `Case ${index + 1}`,
        href: `#${fieldOf(`tests.${index}.name`)}`,
        day: saved.on,
        answers: columns.map((key) => spokenAnswer(ownAnswer(saved, key), questions.get(key))),
        passed: result.passed,
        expected: saved.refused ? 'No price' : spokenAmount(saved.total),
        now: result.outcome.kind === 'priced' ? formatPence(result.outcome.price.totalPence) : 'No price',
        lines: lines.map(({ name, expected, got, differs }) => ({
          differs,
          text: differs
            ? `${name}: expected ${spokenAmount(expected, 'nothing')}, got ${spokenAmount(got, 'nothing')}`
            : `${name}: ${spokenAmount(got)}`,
        })),
        ...(result.failure !== undefined && { failure: result.failure }),
      }
    }),
  }
}

/** Keys of the answers that are not the same in all cases, in the order in which they come up. */
function differingAnswers(cases: readonly PriceCase[]): string[] {
  const keys = new Set(cases.flatMap(({ answers }) => Object.keys(answers)))
  return [...keys].filter(
    (key) => new Set(cases.map((one) => JSON.stringify(ownAnswer(one, key)) ?? '')).size > 1,
  )
}

function ownAnswer({ answers }: PriceCase, key: string): unknown {
  return Object.hasOwn(answers, key) ? answers[key] : undefined
}

/** A case may have been saved with an amount that cannot be one. */
function spokenAmount(value: number | undefined, otherwise = 'Not said'): string {
  if (value === undefined) return otherwise
  return Number.isSafeInteger(value) ? formatPence(value) : `${value} pence`
}
