import type { Answer, Answers } from '../../../form-schemas/answers.ts'
import type { Component } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import { optionsOf } from '../../../form-schemas/questions/options.ts'
import { say } from '../../../form-schemas/words.ts'
import { addDays, type Day } from '../../clock.ts'
import { spokenAnswer } from '../spoken-answer.ts'
import { listsToTry } from './lists-to-try.ts'
import type { Relevant } from './relevant.ts'
import type { Candidate } from './suggestion.ts'

/** An answer to one question that is worth a price, and why. */
export type Trial = Pick<Candidate, 'why' | 'kind' | 'tells'> & { answer: Answer; words?: string }

/** As many as an officer would read of one question. */
const mostOptions = 40

/**
 * Answers that lie on the edges of the rules: around each number that they compare with, each option, both of yes and no, and nothing
 * where a question may be left empty. Only answers that a resident could give.
 */
export function valuesToTry(question: Component, relevant: Relevant, base: Answers, on: Day): Trial[] {
  const type = questionType(question.type)
  const shape = type.shape(question)
  const trials: Trial[] = []
  const name = say(question.label) || question.key
  const add = (answer: Answer, kind: Trial['kind'], why: string) =>
    void trials.push({ answer, kind, why, tells: JSON.stringify([question.key, answer]) })

  if (shape?.kind === 'number' || shape?.kind === 'pence') {
    for (const [value, why] of numbersAround(relevant.numbers)) add(value, 'boundary', why)
    const { min, max } = (question.validate ?? {}) as { min?: number; max?: number }
    if (typeof min === 'number') add(min, 'boundary', `The least that ‘${name}’ takes`)
    if (typeof max === 'number') add(max, 'boundary', `The most that ‘${name}’ takes`)
  }
  if (shape?.kind === 'date')
    for (const [value, why] of daysAround(relevant.numbers, on)) add(value, 'boundary', why)
  if (shape?.kind === 'boolean') for (const answer of [true, false]) add(answer, 'option', 'Both answers')
  const options = optionsOf(question).slice(0, mostOptions)
  for (const { value, label } of options)
    add(shape?.kind === 'choices' ? [value] : value, 'option', `The option ‘${say(label)}’`)
  if (shape?.kind === 'list') trials.push(...listsToTry(question, relevant, base[question.key]))
  if (question.validate?.required !== true) add(null, 'empty', `‘${name}’ may be left empty`)

  return trials.filter(({ answer }) => isAcceptable(question, answer))
}

/** Whether a resident could give this answer. */
export function isAcceptable(question: Component, answer: Answer): boolean {
  if (answer === null) return question.validate?.required !== true
  return questionType(question.type).check(question, answer, 'en').length === 0
}

export function candidateName(question: Component, { answer, words }: Trial): string {
  const asked = (say(question.label) || question.key).replace(/[?:\s]+$/, '')
  return `${asked}: ${words ?? spokenAnswer(answer, question)}`
}

export function numbersAround(numbers: readonly number[]): [number, string][] {
  return numbers.flatMap((number): [number, string][] => [
    [number - 1, `Just below ${number}, which a rule compares with`],
    [number, `Exactly ${number}, which a rule compares with`],
    [number + 1, `Just above ${number}, which a rule compares with`],
  ])
}

/** A number compared with a date's distance is days ahead, with an age years ago. */
function daysAround(numbers: readonly number[], on: Day): [Day, string][] {
  return numbers
    .filter((number) => Number.isInteger(number) && number >= 0 && number <= 150)
    .flatMap((number): [Day, string][] => {
      const birthday = `${String(Number(on.slice(0, 4)) - number).padStart(4, '0')}${on.slice(4)}`
      const yearsAgo = Number.isNaN(Date.parse(birthday)) ? [] : [birthday]
      return [
        [addDays(on, number - 1), `A day before ${spokenAhead(number)}, which a rule compares with`],
        [addDays(on, number), `Exactly ${spokenAhead(number)}, which a rule compares with`],
        [addDays(on, number + 1), `A day after ${spokenAhead(number)}, which a rule compares with`],
        ...yearsAgo.flatMap((day): [Day, string][] => [
          [addDays(day, 1), `Not yet ${number} years ago, which a rule compares with`],
          [day, `Exactly ${number} years ago, which a rule compares with`],
        ]),
      ]
    })
}

function spokenAhead(days: number): string {
  if (days === 0) return 'the day itself'
  return days === 1 ? '1 day ahead' : `${days} days ahead`
}
