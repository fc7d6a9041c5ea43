import type { FormDocument } from '../../../form-schemas/document.ts'
import type { Day } from '../../clock.ts'
import { inTurn } from '../in-turn.ts'
import { runCase } from '../price-case.ts'
import type { TryPrice } from '../tried.ts'
import { choose } from './choose.ts'
import { searchAnswers } from './search.ts'
import type { Suggestion } from './suggestion.ts'

export interface Suggestions {
  suggestions: Suggestion[]
  /** How many sets of answers were priced to find them. */
  tried: number
  /** There were more to try, and the time ran out. */
  stopped: boolean
}

/**
 * Cases worth adding to those that the form has, best first: what they cost as the rules are now is for an officer to judge. The search
 * is bounded in number and in time, and finds the same for the same document unless the time runs out.
 */
export async function suggestCases(
  document: FormDocument,
  today: Day,
  tryPrice: TryPrice,
): Promise<Suggestions> {
  const { pricing } = document
  if (!pricing || pricing.lines.length === 0) return { suggestions: [], tried: 0, stopped: false }
  const results = await inTurn(pricing.tests, (saved) => runCase(saved, document, tryPrice))
  const { relevant, found, tried, stopped } = await searchAnswers(document, today, tryPrice, results)
  return { suggestions: choose(document, relevant, results, found), tried, stopped }
}
