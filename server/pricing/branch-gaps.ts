import type { FormDocument } from '../../form-schemas/document.ts'
import { branchCoverageOf, takes } from './branch-coverage.ts'
import type { CaseResult } from './price-case.ts'
import { searchAnswers } from './suggest/search.ts'
import type { TryPrice } from './tried.ts'

/** A way inside an amount that no case has gone. */
export interface BranchGap {
  pointer: string
  message: string
  /** Offset in the expression. */
  position: number
  /** Answers that lead there were found. Without any it may be that nobody can get there: worth a look, and no reason not to publish. */
  reachable: boolean
}

/** The ways that the cases have not gone, each with whether a resident could. */
export async function branchGaps(
  document: FormDocument,
  results: readonly CaseResult[],
  tryPrice: TryPrice,
): Promise<BranchGap[]> {
  const unseen = branchCoverageOf(document, results).filter(({ seen }) => seen === 0)
  const day = document.pricing?.tests[0]?.on
  if (unseen.length === 0 || day === undefined) return []
  const { found } = await searchAnswers(document, day, tryPrice, results)
  return unseen.map((branch) => {
    const reachable = found.some((one) => takes(branch, one))
    const where = `In ${branch.place} no price case sees: ${decapital(branch.words)}.`
    const todo = reachable
      ? 'Add a case that does: ‘Suggest cases’ has answers for it.'
      : 'No answers that we tried lead there. Add a case that does, or take it out of the rule.'
    return { pointer: branch.pointer, message: `${where} ${todo}`, position: branch.position, reachable }
  })
}

function decapital(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
}
