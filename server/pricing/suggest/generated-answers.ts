import type { Answer, Answers } from '../../../form-schemas/answers.ts'
import type { Component } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import { optionValues } from '../../../form-schemas/questions/options.ts'
import { addDays, type Day } from '../../clock.ts'
import type { Relevant } from './relevant.ts'
import { isAcceptable } from './values-to-try.ts'

/** Numbers from a seed, each from 0 to below 1: the same search finds the same answers tomorrow. Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Answers that nobody thought of: some questions of the base answered anew, small and large, with what their checks let through. */
export function generatedAnswers(relevant: Relevant, base: Answers, on: Day, random: () => number): Answers {
  const answers = { ...base }
  for (const question of relevant.questions) {
    if (random() < 0.35 && Object.hasOwn(answers, question.key)) continue
    for (let attempt = 0; attempt < 4; attempt++) {
      const answer = anyAnswer(question, relevant, on, random, 0)
      if (!isAcceptable(question, answer)) continue
      answers[question.key] = answer
      break
    }
  }
  return answers
}

function anyAnswer(
  question: Component,
  relevant: Relevant,
  on: Day,
  random: () => number,
  depth: number,
): Answer {
  const type = questionType(question.type)
  const kind = type.shape(question)?.kind
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const oneOf = <Value>(values: readonly Value[]): Value | undefined => values[upTo(values.length - 1)]
  if (question.validate?.required !== true && random() < 0.15) return null
  if (kind === 'number' || kind === 'pence') {
    const { min = 0, max = 10 ** (1 + upTo(7)) } = (question.validate ?? {}) as { min?: number; max?: number }
    const edges = [min, max, ...relevant.numbers, ...relevant.numbers.map((number) => number + 1)]
    return random() < 0.6 ? (oneOf(edges) ?? min) : min + upTo(Math.max(0, Math.floor(max - min)))
  }
  if (kind === 'boolean') return random() < 0.5
  if (kind === 'date') return addDays(on, (random() < 0.5 ? -1 : 1) * upTo(random() < 0.5 ? 60 : 30_000))
  const options = optionValues(question)
  if (kind === 'choices') return options.filter(() => random() < 0.5)
  if (options.length > 0) return oneOf(options) ?? null
  if (kind === 'list' && depth < 2) {
    const inner = (question.components ?? []).filter((one) => questionType(one.type).asks)
    return Array.from({ length: upTo(12) }, () =>
      Object.fromEntries(inner.map((one) => [one.key, anyAnswer(one, relevant, on, random, depth + 1)])),
    ) as Answers[]
  }
  return type.sample(question, upTo(5))
}
