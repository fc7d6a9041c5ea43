import { sampleAnswers } from '../../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../../form-schemas/answers.ts'
import type { FormDocument, Pricing } from '../../../form-schemas/document.ts'
import type { Day } from '../../clock.ts'
import { compileForm, reachableAnswers } from '../../journey/index.ts'
import { inTurn } from '../in-turn.ts'
import { type CaseResult, runCase } from '../price-case.ts'
import type { PriceOutcome } from '../read-price.ts'
import { type Base, completer, feeDays, variations } from './candidates.ts'
import { choose, type Priced } from './choose.ts'
import { generatedAnswers, seeded } from './generated-answers.ts'
import { type Relevant, relevantTo } from './relevant.ts'
import type { Candidate, Suggestion } from './suggestion.ts'
import { feesOf } from './tried-already.ts'

type PriceOf = (document: FormDocument, answers: Answers, on: Day) => Promise<PriceOutcome>

const most = { bases: 4, variations: 300, generated: 150, milliseconds: 5_000 }

/**
 * Cases worth adding to those that the form has, best first: what they cost as the rules are now is for an officer to judge. The search
 * is bounded in number and in time, and finds the same for the same document unless the time runs out.
 */
export async function suggestCases(
  document: FormDocument,
  today: Day,
  price: PriceOf,
): Promise<Suggestion[]> {
  const { pricing } = document
  if (!pricing || pricing.lines.length === 0) return []
  const began = performance.now()
  const enough = () => performance.now() - began > most.milliseconds
  const relevant = relevantTo(document, pricing)
  const results = await inTurn(pricing.tests, (saved) => runCase(saved, document, price), enough)
  const bases = basesOf(pricing, results)
  if (bases.length === 0) bases.push(...sampleBases(document, relevant, today))

  const candidates = [
    ...feeDays(document, bases),
    ...variations(document, relevant, bases).slice(0, most.variations),
    ...generated(document, relevant, bases),
  ]
  const outcomes = await inTurn(candidates, ({ answers, on }) => price(document, answers, on), enough)
  const priced = candidates.flatMap((candidate, index): Priced[] => {
    const outcome = outcomes[index]
    return outcome === undefined || lacksLookup(relevant, candidate, outcome)
      ? []
      : [{ ...candidate, outcome }]
  })
  return choose(pricing, relevant, results, priced)
}

/** Cases with a price to vary: the first of each set of charged lines. */
function basesOf(pricing: Pricing, results: readonly CaseResult[]): Base[] {
  const found = new Map<string, Base>()
  for (const [index, { answers, on }] of pricing.tests.entries()) {
    const result = results[index]
    if (result?.outcome.kind !== 'priced') continue
    const charged = result.outcome.price.lines.map(({ code }) => code).join(' ')
    if (!found.has(charged)) found.set(charged, { answers, on, fees: feesOf(pricing, result) })
  }
  return [...found.values()].slice(0, most.bases)
}

/** Where there is no case yet: believable answers to the questions that the price goes by. */
function sampleBases(document: FormDocument, relevant: Relevant, today: Day): Base[] {
  const compiled = compileForm(document)
  const counting = new Set(relevant.questions.map(({ key }) => key))
  const fees = Object.keys(document.pricing?.fees ?? {})
  return [0, 1].map((n) => {
    const reached = reachableAnswers(compiled, sampleAnswers(document, n))
    const answers = Object.fromEntries(Object.entries(reached).filter(([key]) => counting.has(key)))
    return { answers, on: today, fees }
  })
}

function generated(document: FormDocument, relevant: Relevant, bases: readonly Base[]): Candidate[] {
  const random = seeded(20_261_122)
  const complete = completer(document, relevant)
  return Array.from({ length: most.generated }, (_, n): Candidate[] => {
    const base = bases[n % bases.length]!
    const answers = complete(base.answers, generatedAnswers(relevant, base.answers, base.on, random))
    return answers
      ? [{ name: 'Found by trying', answers, on: base.on, why: '', kind: 'generated', tells: '' }]
      : []
  }).flat()
}

/** What a look-up finds cannot be made up here, so that a price fails without it says nothing about the rules. */
function lacksLookup({ names }: Relevant, { answers }: Candidate, outcome: PriceOutcome): boolean {
  const failed = outcome.kind === 'refused' && outcome.because === 'fault'
  return failed && names.has('lookup') && !Object.hasOwn(answers, 'lookup')
}
