import { sampleAnswers } from '../../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../../form-schemas/answers.ts'
import type { FormDocument } from '../../../form-schemas/document.ts'
import { addDays, type Day, spokenDay } from '../../clock.ts'
import { compileForm, reachableAnswers } from '../../journey/index.ts'
import { formatPence } from '../../money.ts'
import type { Relevant } from './relevant.ts'
import type { Candidate } from './suggestion.ts'
import { candidateName, valuesToTry } from './values-to-try.ts'

/** Answers with a price, from which others are made by changing one of them. */
export interface Base {
  answers: Answers
  on: Day
  /** Codes of the fees that its price came from. */
  fees: string[]
}

/** Amounts of one fee whose days are tried: those before them are history. */
const mostChanges = 3

/** The day before an amount changes and the day itself, on answers whose price uses it. Days are Europe/London, as fees are. */
export function feeDays(document: FormDocument, bases: readonly Base[]): Candidate[] {
  return Object.entries(document.pricing?.fees ?? {}).flatMap(([code, dated]) => {
    const base = bases.find(({ fees }) => fees.includes(code))
    if (!base) return []
    return dated
      .slice(1)
      .slice(-mostChanges)
      .flatMap(({ from, pence }): Candidate[] => {
        const why = `The fee ‘${code}’ becomes ${formatPence(pence)} on ${spokenDay(from)}`
        const { answers } = base
        return [
          { name: `${code}: the last day before ${formatPence(pence)}`, on: addDays(from, -1) },
          { name: `${code}: the first day of ${formatPence(pence)}`, on: from },
        ].map(({ name, on }) => ({ name, answers, on, why, kind: 'day', tells: JSON.stringify([code, on]) }))
      })
  })
}

/** Each base with one answer changed to a value on an edge. */
export function variations(document: FormDocument, relevant: Relevant, bases: readonly Base[]): Candidate[] {
  const complete = completer(document, relevant)
  return bases.flatMap(({ answers, on }) =>
    relevant.questions.flatMap((question) =>
      valuesToTry(question, relevant, answers, on).flatMap((trial): Candidate[] => {
        const varied = complete(answers, { ...answers, [question.key]: trial.answer }, question.key)
        const { kind, why, tells } = trial
        return varied ? [{ name: candidateName(question, trial), answers: varied, on, why, kind, tells }] : []
      }),
    ),
  )
}

/**
 * What a resident could send with these answers: another answer can put a question on the way that must then be answered, or take one
 * away. Gives nothing when the changed answer itself is not on the way.
 */
export function completer(document: FormDocument, relevant: Relevant) {
  const compiled = compileForm(document)
  const samples = sampleAnswers(document)
  const counting = new Set(relevant.questions.map(({ key }) => key))
  return (base: Answers, answers: Answers, changed?: string): Answers | undefined => {
    // Cases carry only what their price goes by, so samples for the rest may hide what a case is about: then it stays as it was written.
    const whole = reachableAnswers(compiled, { ...samples, ...base })
    if (!Object.keys(base).every((key) => Object.hasOwn(whole, key))) return answers
    const reached = reachableAnswers(compiled, { ...samples, ...answers })
    if (changed !== undefined && !Object.hasOwn(reached, changed)) return undefined
    return Object.fromEntries(
      Object.entries(reached).filter(([key]) => Object.hasOwn(answers, key) || counting.has(key)),
    )
  }
}
