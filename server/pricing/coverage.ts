import type { Pricing } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import type { CaseResult } from './price-case.ts'

/** How often the price cases saw one rule hold and not hold. A rule seen one way only is a rule half tried. */
export interface RuleCoverage {
  /** `/pricing/lines/2`, or `/pricing/refuse`. */
  pointer: string
  rule: 'line' | 'refuse'
  /** What officers call it: the words of the line. */
  name: string
  /** Cases in which the line was charged, or in which the form's own rule refused. */
  held: number
  /** Cases with a price in which it was not. */
  didNotHold: number
  /** Without a condition a line is charged always, so no case can leave it out. */
  conditional: boolean
}

/**
 * What the cases saw of each rule, in the order of the document, from what they gave and not from what they expected.
 * A case without a price because the rules failed saw nothing: it says neither that a line was charged nor that it was left out.
 */
export function coverageOf(pricing: Pricing, results: readonly CaseResult[]): RuleCoverage[] {
  const outcomes = results.map(({ outcome }) => outcome)
  const prices = outcomes.flatMap((outcome) => (outcome.kind === 'priced' ? [outcome.price] : []))
  const refused = outcomes.filter((one) => one.kind === 'refused' && one.because === 'rule').length
  const lines = pricing.lines.map((line, index): RuleCoverage => {
    const held = prices.filter(({ explanation }) => explanation.lines[index]?.applied).length
    return {
      pointer: `/pricing/lines/${index}`,
      rule: 'line',
      name: say(line.label) || line.code,
      held,
      didNotHold: prices.length - held,
      conditional: line.when !== undefined,
    }
  })
  if (pricing.refuse === undefined) return lines
  const name = 'No price'
  const refusal: RuleCoverage = {
    pointer: '/pricing/refuse',
    rule: 'refuse',
    name,
    held: refused,
    didNotHold: prices.length,
    conditional: true,
  }
  return [refusal, ...lines]
}

/** True when some case saw it hold and, where it has a condition, some case saw it not hold. */
export function isCovered({ held, didNotHold, conditional }: RuleCoverage): boolean {
  return held > 0 && (!conditional || didNotHold > 0)
}

/** "Seen charged in 3 cases, never left out". */
export function spokenCoverage({ rule, held, didNotHold, conditional }: RuleCoverage): string {
  const [yes, no] = rule === 'line' ? ['charged', 'left out'] : ['refusing', 'letting a price through']
  if (held === 0 && didNotHold === 0) return 'Not seen in any case yet'
  const seen = held === 0 ? `Never seen ${yes}` : `Seen ${yes} in ${spokenCases(held)}`
  if (!conditional && didNotHold === 0) return `${seen}, and has no condition`
  const other = didNotHold === 0 ? `never ${no}` : `${no} in ${spokenCases(didNotHold)}`
  return `${seen}, ${other}`
}

/** What to add so that every rule is tried both ways, for the gate and for the prices screen. */
export function coverageGaps(
  pricing: Pricing,
  results: readonly CaseResult[],
): { pointer: string; message: string }[] {
  return coverageOf(pricing, results)
    .filter((one) => !isCovered(one))
    .map((one) => ({ pointer: one.pointer, message: gapWords(one) }))
}

function gapWords({ rule, name, held, didNotHold }: RuleCoverage): string {
  if (rule === 'refuse') {
    return held === 0
      ? 'No price case is refused by the rule ‘No price’. Add a case with answers that it refuses.'
      : 'Every price case is refused by the rule ‘No price’. Add a case with answers that have a price.'
  }
  if (held === 0 && didNotHold === 0)
    return `No price case sees ‘${name}’ charged or left out. Add a case with it and one without it.`
  return held === 0
    ? `No price case sees ‘${name}’ charged. Add a case in which it is.`
    : `No price case sees ‘${name}’ left out. Add a case in which it is not charged, or take its condition away.`
}

function spokenCases(count: number): string {
  return count === 1 ? '1 case' : `${count} cases`
}
