import { questionsOf } from '../../../../form-schemas/answer-shapes.ts'
import type { Answer } from '../../../../form-schemas/answers.ts'
import { isDay } from '../../../../form-schemas/calendar.ts'
import { conditionsIn } from '../../../../form-schemas/conditions.ts'
import type { Component, Condition, FormDocument } from '../../../../form-schemas/document.ts'
import { questionType } from '../../../../form-schemas/questions/index.ts'
import { optionValues } from '../../../../form-schemas/questions/options.ts'
import { addDays } from '../../../clock.ts'

/** The answers to one question (or the findings of one look-up) that conditions tell apart. */
export interface Candidates {
  /** A question's key, or `lookup.<question>.<column>`. */
  subject: string
  answers: (Answer | undefined)[]
}

/**
 * What conditions look at, each with one answer of every kind that they can tell apart: the values themselves, what is just below and
 * above them, something else, and nothing where the question may be left out. Other answers lead nowhere else.
 */
export function candidateAnswers(document: FormDocument): Candidates[] {
  const asked = new Map<string, Condition[]>()
  const components = document.definition.components.flatMap((panel) => [
    panel as Component,
    ...panel.components,
  ])
  for (const { conditional } of components) {
    for (const { condition } of conditional ? conditionsIn(conditional, document.conditions ?? []) : []) {
      asked.set(condition.component, [...(asked.get(condition.component) ?? []), condition])
    }
  }
  const questions = new Map(questionsOf(document).map((question) => [question.key, question]))
  return [...asked].map(([subject, conditions]) => {
    const question = questions.get(subject)
    const values = [...new Set(conditions.flatMap(({ value }) => (value === undefined ? [] : [value])))]
    const mayBeMissing = question?.validate?.required !== true
    const answers = question ? answersOf(question, values) : found(values)
    return { subject, answers: mayBeMissing ? [undefined, ...answers] : answers }
  })
}

type Value = string | number | boolean

function answersOf(question: Component, values: Value[]): Answer[] {
  const shape = questionType(question.type).shape(question)
  switch (shape?.kind) {
    case 'boolean':
      return [true, false]
    case 'choice':
      return shape.values
    case 'choices':
      return subsets(optionValues(question), values.map(String))
    case 'number':
    case 'pence':
      return around(values.map(Number), (value) => [value - 1, value, value + 1])
    case 'date':
      return around(values.map(String).filter(isDay), (value) => [
        addDays(value, -1),
        value,
        addDays(value, 1),
      ])
    case 'object':
    case 'list':
      return [[{}]]
    default:
      // One text that has all of them in it, for conditions on what a text includes.
      return [...values.map(String), values.map(String).join(' '), 'something else']
  }
}

/** What a column holds is known to its dataset only: texts, and where they are compared with numbers, numbers. */
function found(values: Value[]): Answer[] {
  const numbers = values.filter((value) => typeof value !== 'boolean' && value !== '').map(Number)
  const near = numbers
    .filter((value) => !Number.isNaN(value))
    .flatMap((value) => [value - 1, value, value + 1])
  return [...new Set<Answer>(['something else', ...values, ...near])]
}

function around<T extends Answer>(values: T[], near: (value: T) => T[]): Answer[] {
  const all = [...new Set(values.flatMap(near))]
  return all.length > 0 ? all : [1]
}

const mostCombined = 4

/** Choices that conditions look at, in every combination while there are few; one that they do not look at stands for all others. */
function subsets(options: string[], looked: string[]): Answer[] {
  const other = options.find((option) => !looked.includes(option))
  const some = looked.length > mostCombined ? [...looked.map((one) => [one]), looked] : combined(looked)
  return other === undefined
    ? some.filter((chosen) => chosen.length > 0)
    : [...some.filter((chosen) => chosen.length > 0), [other]]
}

function combined(values: string[]): string[][] {
  const sets: string[][] = [[]]
  for (const value of values) sets.push(...sets.map((set) => [...set, value]))
  return sets
}
