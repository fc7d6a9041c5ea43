import type { Answers } from '../../../form-schemas/answers.ts'
import type { PriceCase, Pricing } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import type { CaseResult } from '../price-case.ts'
import { tellsOfList } from './lists-to-try.ts'
import type { Relevant } from './relevant.ts'

/** Everything that the cases try, in the words of `Candidate.tells`. */
export function triedAlready(
  pricing: Pricing,
  relevant: Relevant,
  results: readonly CaseResult[],
): Set<string> {
  const tried = new Set<string>()
  for (const [index, saved] of pricing.tests.entries()) {
    for (const tells of answersTried(saved, relevant)) tried.add(tells)
    for (const code of feesOf(pricing, results[index])) tried.add(JSON.stringify([code, saved.on]))
  }
  return tried
}

function answersTried({ answers }: PriceCase, relevant: Relevant): string[] {
  return relevant.questions.flatMap((question) => {
    if (!Object.hasOwn(answers, question.key)) return []
    const answer = answers[question.key]!
    const kind = questionType(question.type).shape(question)?.kind
    if (kind === 'choices' && Array.isArray(answer))
      return (answer as string[]).map((value) => JSON.stringify([question.key, [value]]))
    if (kind !== 'list' || !Array.isArray(answer)) return [JSON.stringify([question.key, answer])]
    const rows = answer.filter((row): row is Answers => typeof row === 'object' && row !== null)
    const kinds = rows.flatMap((row) =>
      Object.entries(row).map(([key, value]) => JSON.stringify([question.key, key, value])),
    )
    return [...tellsOfList(question, rows), ...kinds]
  })
}

/** The fees behind a case; of a case without a price any fee could have been, so its day counts for all. */
export function feesOf(pricing: Pricing, result: CaseResult | undefined): string[] {
  if (result?.outcome.kind !== 'priced') return Object.keys(pricing.fees)
  return [
    ...new Set(result.outcome.price.explanation.lines.flatMap(({ fees }) => fees.map(({ code }) => code))),
  ]
}
