import type { Answer, PartsAnswer } from '../answers.ts'
import { looksLikeCardNumber } from '../card-number.ts'
import type { Component } from '../document.ts'
import type { Language } from '../words.ts'
import { type ErrorWords, errorWords } from './error-words.ts'
import type { FieldError, Posted, QuestionType } from './question-type.ts'
import { characters, fieldError, isRequired, typedLine, withPrefix } from './typed-text.ts'

/** One input of a question that has several: the sort code of a bank account. */
export interface Part {
  /** In the answer; after the question's key in the name of the input. */
  name: string
  label: Record<Language, string>
  /** How messages call it: "a sort code". */
  called: Record<Language, string>
  /** Once any of the question is answered, and when the question must be. */
  required: boolean
  /** In characters. */
  longest: number
  /** Into the form that is stored; tidying twice must change nothing more. */
  tidy?(typed: string): string
  /** What is wrong with a text that is there. */
  problem?(text: string): ErrorWords | undefined
  /** Parameters of its input: width, autocomplete and the like. */
  input?: Record<string, unknown>
  hint?: Record<Language, string>
}

type PartsOf = (component: Component) => Part[]

/**
 * How a question of several inputs is answered: an object of texts by part, without the parts left empty. With one part only it is a
 * single input under the question itself, and the answer is the text.
 */
export function partsAnswer(
  partsOf: PartsOf,
): Pick<QuestionType, 'read' | 'check' | 'values' | 'fields' | 'shape'> {
  const check = (component: Component, answer: Answer | undefined, language: Language) =>
    checkParts(component, partsOf(component), answer, language)
  return {
    read: (component, posted, language, prefix = '') => {
      const answer = typedAnswer(component, partsOf(component), posted, prefix)
      const errors = check(component, answer, language)
      return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
    },
    check,
    values: (component, answer) => {
      const parts = partsOf(component)
      const texts = textsOf(parts, answer)
      return Object.fromEntries(
        parts.map((part) => [fieldOf(component, parts, part), texts[part.name] ?? '']),
      )
    },
    fields: (component) => {
      const parts = partsOf(component)
      return parts.map((part) => ({ name: fieldOf(component, parts, part) }))
    },
    shape: (component) => {
      const parts = partsOf(component)
      const fields = Object.fromEntries(parts.map(({ name }) => [name, { kind: 'text' as const }]))
      return parts.length === 1 ? { kind: 'text' } : { kind: 'object', fields }
    },
  }
}

export function fieldOf({ key }: Component, parts: Part[], { name }: Part): string {
  return parts.length === 1 ? key : `${key}-${name}`
}

/** The texts of an answer by part; none for what is no answer of this question. */
export function textsOf(parts: Part[], answer: Answer | undefined): Record<string, string> {
  const given = parts.length === 1 ? { [parts[0]?.name ?? '']: answer } : answer
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return {}
  return Object.fromEntries(
    parts.flatMap(({ name }) => {
      const text = Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined
      return typeof text === 'string' && text !== '' ? [[name, text]] : []
    }),
  )
}

function typedAnswer(component: Component, parts: Part[], posted: Posted, prefix: string): Answer {
  const typed = parts.flatMap((part) => {
    const text = typedLine(posted, prefix + fieldOf(component, parts, part))
    const tidy = part.tidy?.(text) ?? text
    return tidy === '' ? [] : [[part.name, tidy] as const]
  })
  if (parts.length === 1) return typed[0]?.[1] ?? null
  return typed.length === 0 ? null : Object.fromEntries(typed)
}

function checkParts(
  component: Component,
  parts: Part[],
  answer: Answer | undefined,
  language: Language,
): FieldError[] {
  const [first] = parts
  if (!first) return []
  const none = answer === undefined || answer === null || answer === ''
  if (none && !isRequired(component)) return []
  const lone = parts.length === 1
  const wrong = (template: ErrorWords, limit = '') => [
    fieldError(component, template, language, limit, fieldOf(component, parts, first)),
  ]
  if (lone && !none && typeof answer !== 'string') return wrong(errorWords.text)
  if (!lone && !none && (typeof answer !== 'object' || Array.isArray(answer))) return wrong(errorWords.format)
  const given: Record<string, unknown> = none ? {} : lone ? { [first.name]: answer } : (answer as PartsAnswer)
  const unknown = Object.keys(given).find((name) => !parts.some((part) => part.name === name))
  if (unknown !== undefined) return wrong(errorWords.unknownPart, unknown.slice(0, 20))
  return parts.flatMap((part) => {
    const text = Object.hasOwn(given, part.name) ? given[part.name] : undefined
    const problem = partProblem(part, text)
    const called = lone ? component : { ...component, errorLabel: part.called }
    return problem === undefined
      ? []
      : [fieldError(called, problem, language, part.longest, fieldOf(component, parts, part))]
  })
}

function partProblem(part: Part, text: unknown): ErrorWords | undefined {
  if (text === undefined || text === '') return part.required ? errorWords.enter : undefined
  if (typeof text !== 'string') return errorWords.text
  if (looksLikeCardNumber(text)) return errorWords.card
  if ((part.tidy?.(text) ?? text) !== text) return errorWords.format
  return part.problem?.(text) ?? (characters(text) > part.longest ? errorWords.tooLong : undefined)
}
