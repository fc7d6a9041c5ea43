import type { FormDocument, Pricing } from '../../../form-schemas/document.ts'
import { branchCoverageOf, takes } from '../branch-coverage.ts'
import { coverageOf, isCovered, type RuleCoverage } from '../coverage.ts'
import type { CaseResult } from '../price-case.ts'
import type { PriceOutcome } from '../read-price.ts'
import { bandFaults } from './bands.ts'
import type { Relevant } from './relevant.ts'
import type { Found } from './search.ts'
import { type Chosen, nameOf, smallest } from './simplest.ts'
import type { Suggestion } from './suggestion.ts'
import { triedAlready } from './tried-already.ts'

/** More than an officer reads in one go; added cases make room for the next. */
const mostOffered = 30
const mostFaults = 5

/** Of everything that was tried, what no case says yet: gaps and mistakes first. */
export function choose(
  document: FormDocument,
  relevant: Relevant,
  results: readonly CaseResult[],
  priced: readonly Found[],
): Suggestion[] {
  const pricing = document.pricing!
  const tried = triedAlready(pricing, relevant, results)
  const known = new Set(pricing.tests.map(({ answers, on }) => JSON.stringify([answers, on])))
  const news = priced.filter(
    ({ answers, on, outcome }) => !known.has(JSON.stringify([answers, on])) && isSettled(outcome),
  )
  const chosen = [
    ...unseen(pricing, results, news),
    ...unseenBranches(document, results, news),
    ...bandFaults(document, results, news),
    ...faults(results, news),
    ...nothingCharged(results, news),
    ...edges(tried, news),
  ]
  const once = new Map<string, Suggestion>()
  for (const { name, answers, on, why, kind, outcome } of chosen) {
    const key = JSON.stringify([answers, on])
    if (!once.has(key)) once.set(key, { name, answers, on, why, kind: kind as Suggestion['kind'], outcome })
  }
  return [...once.values()].slice(0, mostOffered)
}

const isSettled = (outcome: PriceOutcome) => outcome.kind === 'priced' || outcome.because !== 'unavailable'

/** For each rule that the cases see one way only, the simplest answers that show the other. */
function unseen(pricing: Pricing, results: readonly CaseResult[], news: readonly Found[]): Chosen[] {
  return coverageOf(pricing, results)
    .filter((rule) => !isCovered(rule))
    .flatMap((rule) => [
      ...(rule.held === 0 ? answersThatShow(rule, true, news) : []),
      ...(rule.conditional && rule.didNotHold === 0 ? answersThatShow(rule, false, news) : []),
    ])
}

function answersThatShow(rule: RuleCoverage, held: boolean, news: readonly Found[]): Chosen[] {
  const showing = news.filter(({ outcome }) => holds(rule, outcome) === held)
  // A line is better seen left out while another is charged: answers that cost nothing are a question of their own.
  const found = smallest(showing.filter((one) => !chargesNothing(one))) ?? smallest(showing)
  if (!found) return []
  const line = `‘${rule.name}’ ${held ? 'is charged' : 'is left out'}`
  const refusal = held ? 'There is no price, by the form’s own rule' : 'There is a price'
  const words = rule.rule === 'line' ? line : refusal
  return [{ ...found, name: nameOf(found, words), kind: 'unseen', why: `No case sees this yet: ${words}` }]
}

/** For each way inside an amount that the cases have not gone, the simplest answers that do. */
function unseenBranches(
  document: FormDocument,
  results: readonly CaseResult[],
  news: readonly Found[],
): Chosen[] {
  return branchCoverageOf(document, results)
    .filter(({ seen }) => seen === 0)
    .flatMap((branch): Chosen[] => {
      const found = smallest(news.filter((one) => takes(branch, one)))
      if (!found) return []
      const words = `In ${branch.place}: ${branch.words.charAt(0).toLowerCase()}${branch.words.slice(1)}`
      return [
        { ...found, name: nameOf(found, words), kind: 'unseen', why: `No case sees this yet. ${words}` },
      ]
    })
}

/** Undefined where the outcome says neither. */
function holds(rule: RuleCoverage, outcome: PriceOutcome): boolean | undefined {
  if (outcome.kind === 'refused')
    return rule.rule === 'refuse' && outcome.because === 'rule' ? true : undefined
  if (rule.rule === 'refuse') return false
  return outcome.price.explanation.lines[Number(rule.pointer.split('/').at(-1))]?.applied === true
}

/** One of each way in which the rules give no price, less those that some case expects already. */
function faults(results: readonly CaseResult[], news: readonly Found[]): Chosen[] {
  const groups = new Map<string, Found[]>()
  for (const one of news) {
    const key = faultOf(one.outcome)
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), one])
  }
  for (const { outcome, passed } of results) if (passed) groups.delete(faultOf(outcome) ?? '')
  return [...groups.values()].slice(0, mostFaults).flatMap((group): Chosen[] => {
    const found = smallest(group)
    if (found?.outcome.kind !== 'refused') return []
    const { reason } = found.outcome
    return [{ ...found, name: nameOf(found, 'No price'), kind: 'fault', why: reason }]
  })
}

/** The same mistake says the same words, but for the amounts in them. */
function faultOf(outcome: PriceOutcome): string | undefined {
  if (outcome.kind !== 'refused' || outcome.because !== 'fault') return undefined
  return `${outcome.pointer} ${outcome.reason.replace(/[\d,.]+/g, '#')}`
}

/** A gap between two bands: a resident is asked for nothing. */
function nothingCharged(results: readonly CaseResult[], news: readonly Found[]): Chosen[] {
  if (results.some(chargesNothing)) return []
  const found = smallest(news.filter(chargesNothing))
  const why = 'No price line is charged for these answers, so they cost nothing'
  return found ? [{ ...found, name: nameOf(found, 'Nothing is charged'), kind: 'nothing', why }] : []
}

function chargesNothing({ outcome }: { outcome: PriceOutcome }): boolean {
  return outcome.kind === 'priced' && outcome.price.lines.length === 0
}

/** Days, numbers, empty answers and options, in this order, each once and only where no case has it. */
function edges(tried: ReadonlySet<string>, news: readonly Found[]): Chosen[] {
  const told = new Set(tried)
  return (['day', 'boundary', 'empty', 'option'] as const).flatMap((kind) =>
    news.flatMap((one): Chosen[] => {
      if (one.kind !== kind || told.has(one.tells) || faultOf(one.outcome) !== undefined) return []
      told.add(one.tells)
      return [{ ...one, kind }]
    }),
  )
}
