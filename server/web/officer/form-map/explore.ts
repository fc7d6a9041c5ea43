import type { Answer, Answers } from '../../../../form-schemas/answers.ts'
import type { FormDocument } from '../../../../form-schemas/document.ts'
import { compileForm, reachablePages } from '../../../journey/index.ts'
import { type Candidates, candidateAnswers } from './candidate-answers.ts'

/** What was seen of the pages of a form on many ways through it. */
export interface Explored {
  /** Keys of pages that some answers lead to. */
  reached: ReadonlySet<string>
  /** Keys of pages from which some answers lead on to check your answers. */
  finished: ReadonlySet<string>
  /** True when every way was gone: then what was not reached cannot be. */
  isComplete: boolean
}

/** So many pages are looked at: about a second's work for the largest form. */
const mostWork = 300_000
const mostWays = 3000

/** Goes through the form with all combinations of the answers that its conditions tell apart, or with many of them. */
export function explore(document: FormDocument): Explored {
  const form = compileForm(document)
  const candidates = candidateAnswers(document)
  const ways = candidates.reduce((product, { answers }) => product * answers.length, 1)
  const most = Math.max(50, Math.min(mostWays, Math.floor(mostWork / form.pages.length)))
  const isComplete = ways <= most
  const reached = new Set<string>()
  const finished = new Set<string>()
  for (let way = 0; way < Math.min(ways, most); way += 1) {
    const pages = reachablePages(form, isComplete ? combination(candidates, way) : sample(candidates, way))
    const exit = pages.findIndex((page) => page.exit)
    const walked = exit < 0 ? pages : pages.slice(0, exit + 1)
    for (const { key } of walked) {
      reached.add(key)
      if (exit < 0) finished.add(key)
    }
  }
  return { reached, finished, isComplete }
}

function combination(candidates: readonly Candidates[], number: number): Answers {
  const answers: Answers = Object.create(null) as Answers
  let rest = number
  for (const { subject, answers: possible } of candidates) {
    const answer = possible[rest % possible.length]
    rest = Math.floor(rest / possible.length)
    if (answer !== undefined) put(answers, subject, answer)
  }
  return answers
}

/** The same every time, so that a map does not change while the form does not. */
function sample(candidates: readonly Candidates[], way: number): Answers {
  const answers: Answers = Object.create(null) as Answers
  for (const [index, { subject, answers: possible }] of candidates.entries()) {
    const answer = possible[scattered(way * 1009 + index) % possible.length]
    if (answer !== undefined) put(answers, subject, answer)
  }
  return answers
}

/** A whole number that has nothing to see of the one it is made of (the finaliser of MurmurHash3). */
function scattered(number: number): number {
  let mixed = number ^ (number >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function put(answers: Answers, subject: string, answer: Answer): void {
  const [lookup, question = '', column = ''] = subject.split('.')
  if (lookup !== 'lookup' || column === '') {
    answers[subject] = answer
    return
  }
  const found = (answers.lookup ?? {}) as unknown as Record<string, Record<string, Answer>>
  answers.lookup = { ...found, [question]: { ...found[question], [column]: answer } } as unknown as Answer
}
