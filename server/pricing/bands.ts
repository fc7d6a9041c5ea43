import { questionsOf } from '../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../form-schemas/answers.ts'
import type { Condition, FormDocument } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { say } from '../../form-schemas/words.ts'
import { type PriceSubject, priceSubjects } from './picks/price-subjects.ts'
import { readCondition } from './picks/read-condition.ts'
import type { PriceOutcome } from './read-price.ts'

/** Two price lines that share out a number between them, and leave some of it to neither or to both. */
export interface BandFault {
  kind: 'gap' | 'overlap'
  /** Indexes of the two lines, the lower band first. */
  lines: [number, number]
  subject: PriceSubject
  /** The numbers that it is about. */
  range: Range
  /** In an officer's words. */
  words: string
}

/** From `low` to `high`; a bound that is not in it is `open`. */
export interface Range {
  low: number
  lowOpen: boolean
  high: number
  highOpen: boolean
}

interface Band {
  line: number
  range: Range
}

/**
 * Gaps and overlaps of the lines whose conditions differ in one number only. A line inside another is no mistake but a charge on top
 * of it: "more than 3" beside "more than 0".
 */
export function bandFaultsOf(document: FormDocument): BandFault[] {
  const { pricing } = document
  if (!pricing) return []
  const subjects = new Map(priceSubjects(document, pricing.define).map((one) => [one.component, one]))
  const names = pricing.lines.map((line) => `‘${say(line.label) || line.code}’`)
  const decimals = decimalQuestions(document)
  return [...bandsOf(document, subjects)].flatMap(([component, bands]) => {
    const subject = subjects.get(component.split('\n')[0]!)!
    bands.sort((a, b) => a.range.low - b.range.low || Number(a.range.lowOpen) - Number(b.range.lowOpen))
    const told = (kind: BandFault['kind'], one: Band, other: Band, range: Range): BandFault[] => {
      const numbers = spokenNumbers(range, decimals.has(subject.component))
      if (numbers === undefined) return []
      const [low, high] = [names[one.line], names[other.line]]
      const words =
        kind === 'gap'
          ? `‘${subject.label}’ ${numbers} falls between two bands: neither ${low} nor ${high} is charged`
          : `‘${subject.label}’ ${numbers} is in two bands: both ${low} and ${high} are charged`
      return [{ kind, lines: [one.line, other.line], subject, range, words }]
    }
    return bands.flatMap((band, index) => {
      const rest = bands.slice(index + 1)
      const [next] = rest
      const reach = furthest(bands.slice(0, index + 1))
      const hole = next && holeBetween(reach.range, next.range)
      return [
        ...(next && hole ? told('gap', reach, next, hole) : []),
        ...rest.flatMap((other) => {
          const both = sharedBy(band.range, other.range)
          return both ? told('overlap', band, other, both) : []
        }),
      ]
    })
  })
}

/** By the number that they go by and everything else that they ask: only lines that differ in the number share it out. */
function bandsOf(document: FormDocument, subjects: ReadonlyMap<string, PriceSubject>): Map<string, Band[]> {
  const found = new Map<string, Band[]>()
  for (const [line, { when }] of document.pricing!.lines.entries()) {
    const group = when === undefined ? undefined : readCondition(when, (component) => subjects.get(component))
    if (!group || (group.conjunction === 'any' && group.conditions.length > 1) || group.groups?.length)
      continue
    const numeric = new Set(
      group.conditions.filter(({ value }) => typeof value === 'number').map(({ component }) => component),
    )
    for (const component of numeric) {
      const own = group.conditions.filter((one) => one.component === component)
      const range = rangeOf(own)
      if (!range) continue
      const others = group.conditions.filter((one) => one.component !== component)
      const key = `${component}\n${JSON.stringify(others)}`
      found.set(key, [...(found.get(key) ?? []), { line, range }])
    }
  }
  return found
}

function rangeOf(conditions: readonly Condition[]): Range | undefined {
  const range: Range = {
    low: Number.NEGATIVE_INFINITY,
    lowOpen: true,
    high: Number.POSITIVE_INFINITY,
    highOpen: true,
  }
  for (const { operator, value } of conditions) {
    if (typeof value !== 'number') return undefined
    const from = operator === 'greaterThan' || operator === 'greaterThanOrEqual' || operator === 'isEqual'
    const to = operator === 'lessThan' || operator === 'lessThanOrEqual' || operator === 'isEqual'
    if (!from && !to) return undefined
    if (from && value >= range.low) Object.assign(range, { low: value, lowOpen: operator === 'greaterThan' })
    if (to && value <= range.high) Object.assign(range, { high: value, highOpen: operator === 'lessThan' })
  }
  return range
}

function furthest(bands: readonly Band[]): Band {
  return bands.reduce((far, one) =>
    one.range.high > far.range.high || (one.range.high === far.range.high && !one.range.highOpen) ? one : far,
  )
}

function holeBetween(one: Range, other: Range): Range | undefined {
  const hole = { low: one.high, lowOpen: !one.highOpen, high: other.low, highOpen: !other.lowOpen }
  const empty = hole.low > hole.high || (hole.low === hole.high && (hole.lowOpen || hole.highOpen))
  return empty ? undefined : hole
}

/** What is in both, where neither is inside the other. */
function sharedBy(one: Range, other: Range): Range | undefined {
  if (isInside(one, other) || isInside(other, one)) return undefined
  const both = {
    low: Math.max(one.low, other.low),
    lowOpen: (other.low > one.low ? other : one).lowOpen,
    high: Math.min(one.high, other.high),
    highOpen: (other.high < one.high ? other : one).highOpen,
  }
  const empty = both.low > both.high || (both.low === both.high && (both.lowOpen || both.highOpen))
  return empty ? undefined : both
}

function isInside(inner: Range, outer: Range): boolean {
  const low = inner.low > outer.low || (inner.low === outer.low && (inner.lowOpen || !outer.lowOpen))
  const high = inner.high < outer.high || (inner.high === outer.high && (inner.highOpen || !outer.highOpen))
  return low && high
}

export function isWithin(value: number, { low, lowOpen, high, highOpen }: Range): boolean {
  return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high)
}

/** "4", "4 to 9", or "between 3 and 4" where parts of a number can be answered; nothing when no number can be meant. */
function spokenNumbers(range: Range, decimals: boolean): string | undefined {
  const first = range.lowOpen ? Math.floor(range.low) + 1 : Math.ceil(range.low)
  const last = range.highOpen ? Math.ceil(range.high) - 1 : Math.floor(range.high)
  if (first === last) return String(first)
  if (first < last) return `${first} to ${last}`
  return decimals ? `between ${range.low} and ${range.high}` : undefined
}

function decimalQuestions(document: FormDocument): Set<string> {
  const numbers = questionsOf(document).filter((one) => questionType(one.type).shape(one)?.kind === 'number')
  const takes = numbers.filter((one) => questionType(one.type).check(one, 1.5, 'en').length === 0)
  return new Set(takes.map(({ key }) => key))
}

/** The number that a price went by, where it can be told: an answer, what is counted in a list, or a named value. */
export function numberOf(subject: PriceSubject, answers: Answers, outcome: PriceOutcome): number | undefined {
  const { component } = subject
  if (/^\$\w+$/.test(component)) {
    const values = outcome.kind === 'priced' ? outcome.price.explanation.values : []
    return asNumber(values.find(({ name }) => `$${name}` === component)?.value)
  }
  const [, list, inner] = /^\$(?:count\(|sum\(\[)`?(\w+)`?(?:\.`?(\w+)`?)?/.exec(component) ?? []
  if (list === undefined) return Object.hasOwn(answers, component) ? asNumber(answers[component]) : undefined
  const rows =
    Object.hasOwn(answers, list) && Array.isArray(answers[list]) ? (answers[list] as Answers[]) : []
  return inner === undefined ? rows.length : rows.reduce((sum, row) => sum + (asNumber(row?.[inner]) ?? 0), 0)
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** Whether a price shows the fault: in a gap neither of the lines is charged, in an overlap both are. */
export function shows(fault: BandFault, answers: Answers, outcome: PriceOutcome): boolean {
  if (outcome.kind !== 'priced') return false
  const number = numberOf(fault.subject, answers, outcome)
  if (number === undefined || !isWithin(number, fault.range)) return false
  const charged = fault.lines.map((line) => outcome.price.explanation.lines[line]?.applied === true)
  return charged.every((one) => one === (fault.kind === 'overlap'))
}

/** Faults that no passing case has said to be right. */
export function openBandFaults(
  document: FormDocument,
  results: readonly { passed: boolean; outcome: PriceOutcome }[],
): BandFault[] {
  const tests = document.pricing?.tests ?? []
  return bandFaultsOf(document).filter(
    (fault) =>
      !results.some(({ passed, outcome }, index) => passed && shows(fault, tests[index]!.answers, outcome)),
  )
}
