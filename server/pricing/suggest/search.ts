import { sampleAnswers } from '../../../form-schemas/answer-shapes.ts'
import type { FormDocument, Pricing } from '../../../form-schemas/document.ts'
import type { Day } from '../../clock.ts'
import { compileForm, reachableAnswers } from '../../journey/index.ts'
import { inTurn } from '../in-turn.ts'
import type { CaseResult } from '../price-case.ts'
import type { PriceOutcome } from '../read-price.ts'
import type { Tried, TryPrice } from '../tried.ts'
import { type Base, completer, feeDays, variations } from './candidates.ts'
import { generatedAnswers, seeded } from './generated-answers.ts'
import { type Relevant, relevantTo } from './relevant.ts'
import type { Candidate } from './suggestion.ts'
import { feesOf } from './tried-already.ts'

/** Answers that were tried, and what they came to. */
export type Found = Candidate & Tried

export interface Search {
  relevant: Relevant
  found: Found[]
  /** How many sets of answers were priced. */
  tried: number
  /** The time ran out before all were. */
  stopped: boolean
}

const most = { bases: 4, variations: 300, generated: 150, milliseconds: 5_000 }

/**
 * Prices answers that residents could give: those of the cases with one of them changed to an edge of a rule, and answers made up from
 * a seed, the same every time. Bounded in number and in time; the made-up ones come last, so that they are left out first.
 */
export async function searchAnswers(
  document: FormDocument & { pricing?: Pricing },
  today: Day,
  tryPrice: TryPrice,
  results: readonly CaseResult[],
): Promise<Search> {
  const pricing = document.pricing!
  const began = performance.now()
  const enough = () => performance.now() - began > most.milliseconds
  const relevant = relevantTo(document, pricing)
  const bases = basesOf(pricing, results)
  if (bases.length === 0) bases.push(...sampleBases(document, relevant, today))
  const candidates = [
    ...feeDays(document, bases),
    ...variations(document, relevant, bases).slice(0, most.variations),
    ...generated(document, relevant, bases),
  ]
  // The same answers come up by several ways, and cost the same.
  const different = new Map(candidates.map((one) => [keyOf(one), one]))
  const tried = new Map<string, Tried>()
  await inTurn(
    [...different],
    async ([key, { answers, on }]) => void tried.set(key, await tryPrice(document, answers, on)),
    enough,
  )
  const found = candidates.flatMap((candidate): Found[] => {
    const one = tried.get(keyOf(candidate))
    return one === undefined || lacksLookup(relevant, candidate, one.outcome)
      ? []
      : [{ ...candidate, ...one }]
  })
  return { relevant, found, tried: tried.size, stopped: tried.size < different.size }
}

function keyOf({ answers, on }: Candidate): string {
  return JSON.stringify([answers, on])
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
