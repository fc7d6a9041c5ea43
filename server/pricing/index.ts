/**
 * Works out what a form costs: (document, answers, day) gives the same price every time, with the reasons for it.
 * It knows the pricing part of a form document and its saved cases. It refuses to know how an expression is evaluated, who is asking,
 * whether anything is paid, and which answers may be used: the caller hands in only those on pages the resident can reach.
 */
import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Day } from '../clock.ts'
import type { Expressions } from '../expressions/index.ts'
import { type BranchGap, branchGaps } from './branch-gaps.ts'
import { checkPricing, type PricingProblem } from './check-pricing.ts'
import { inTurn } from './in-turn.ts'
import { type CaseResult, runCase } from './price-case.ts'
import { type ComparedAnswers, comparePrices, type PriceChanges } from './price-changes.ts'
import { priceProgram } from './price-program.ts'
import { type PriceOutcome, readPrice } from './read-price.ts'
import { type Suggestions, suggestCases } from './suggest/suggest.ts'
import type { TryPrice } from './tried.ts'

export { type BandFault, bandFaultsOf, openBandFaults } from './bands.ts'
export { type BranchCoverage, branchCoverageOf, spokenBranch } from './branch-coverage.ts'
export type { BranchGap } from './branch-gaps.ts'
export { type CaseLine, caseLines } from './case-lines.ts'
export type { PricingProblem } from './check-pricing.ts'
export { coverageGaps, coverageOf, isCovered, type RuleCoverage, spokenCoverage } from './coverage.ts'
export { type ExplainedPrice, explainPrice } from './explain.ts'
export {
  type AmountPick,
  type Pickable,
  readAmount,
  readFixed,
  shownFixed,
  writeAmount,
} from './picks/amount-picks.ts'
export { type PriceSubject, priceNames, priceSubjects } from './picks/price-subjects.ts'
export { readCondition } from './picks/read-condition.ts'
export { feeOn, sayAmount } from './picks/say-amount.ts'
export { writeCondition } from './picks/write-condition.ts'
export type { Explanation, Price, PriceLine } from './price.ts'
export type { CaseResult } from './price-case.ts'
export type { ComparedAnswers, PriceChange, PriceChanges } from './price-changes.ts'
export { type PriceStep, priceSteps } from './price-steps.ts'
export { maximumPricePence, type PriceOutcome } from './read-price.ts'
export { spokenAnswer } from './spoken-answer.ts'
export type { Suggestions } from './suggest/suggest.ts'
export type { Suggestion } from './suggest/suggestion.ts'

export interface PricingRoom {
  /** Never throws for what the rules or the answers do: whatever is not a price is a refusal with its reason. */
  price(document: FormDocument, answers: Answers, on: Day): Promise<PriceOutcome>
  /** Prices every saved case of the document and compares. */
  runCases(document: FormDocument): Promise<CaseResult[]>
  /** Cases worth adding, with what they cost now. Takes seconds at most; `today` is used where no case names a day. */
  suggest(document: FormDocument, today: Day): Promise<Suggestions>
  /**
   * What the cases have not seen inside amounts, quantities and the values behind them. Takes seconds at most, and none when they have
   * seen everything: for what is left it looks for answers that lead there.
   */
  branchGaps(document: FormDocument, results: readonly CaseResult[]): Promise<BranchGap[]>
  /** What becomes of the prices of the same answers when one version of a form follows another. Takes seconds at most. */
  compare(before: FormDocument, after: FormDocument, sets: readonly ComparedAnswers[]): Promise<PriceChanges>
  /** What can be found wrong in the pricing part without evaluating it. */
  check(document: FormDocument): PricingProblem[]
}

export function createPricing({ expressions }: { expressions: Expressions }): PricingRoom {
  async function price(document: FormDocument, answers: Answers, on: Day): Promise<PriceOutcome> {
    const { pricing } = document
    if (!pricing)
      return {
        kind: 'priced',
        price: { totalPence: 0, lines: [], explanation: { on, values: [], lines: [] } },
      }
    const results = await expressions.evaluate(priceProgram(pricing), { answers, on, fees: pricing.fees })
    return readPrice(pricing, results, on)
  }
  const tryPrice: TryPrice = async (document, answers, on) => {
    const { pricing } = document
    if (!pricing) return { outcome: await price(document, answers, on), branches: {} }
    const program = { ...priceProgram(pricing), branches: true }
    const results = await expressions.evaluate(program, { answers, on, fees: pricing.fees })
    const taken = Object.entries(results).map(([step, result]) => [
      step,
      result.kind === 'value' ? (result.branches ?? []) : [],
    ])
    return { outcome: readPrice(pricing, results, on), branches: Object.fromEntries(taken) }
  }
  return {
    price,
    runCases: (document) =>
      inTurn(document.pricing?.tests ?? [], (saved) => runCase(saved, document, tryPrice)),
    suggest: (document, today) => suggestCases(document, today, tryPrice),
    branchGaps: (document, results) => branchGaps(document, results, tryPrice),
    compare: (before, after, sets) => comparePrices(before, after, sets, price),
    check: checkPricing,
  }
}
