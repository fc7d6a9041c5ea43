import { questionsOf } from '../../../form-schemas/answer-shapes.ts'
import type { Component, FormDocument, Pricing } from '../../../form-schemas/document.ts'
import { mentionsIn } from '../../expressions/index.ts'

/** What of a form its price goes by. */
export interface Relevant {
  questions: Component[]
  names: ReadonlySet<string>
  /** Numbers that the rules compare with, smallest first. */
  numbers: number[]
}

/** More thresholds than any fee scale has; each costs a dozen prices. */
const mostNumbers = 24

export function relevantTo(document: FormDocument, pricing: Pricing): Relevant {
  const names = new Set<string>()
  const numbers = new Set<number>()
  for (const source of sourcesOf(pricing)) {
    const mentions = mentionsIn(source)
    for (const name of mentions.names) names.add(name)
    for (const number of mentions.numbers) numbers.add(number)
  }
  return {
    questions: questionsOf(document).filter(({ key, lookup }) => names.has(key) && !lookup),
    names,
    numbers: [...numbers].sort((a, b) => a - b).slice(0, mostNumbers),
  }
}

function sourcesOf({ define, refuse, lines }: Pricing): string[] {
  return [
    ...define.map(({ value }) => value),
    ...(refuse === undefined ? [] : [refuse]),
    ...lines.flatMap(({ when, quantity, amount }) => [when, quantity, amount]),
  ].filter((source) => source !== undefined)
}
