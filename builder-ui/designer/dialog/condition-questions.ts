import type { Component, ConditionOperator } from '../../../form-schemas/document.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import { optionsOf } from '../../../form-schemas/questions/options.ts'
import { say } from '../../../form-schemas/words.ts'
import { type Definition, everyQuestion, type Place, questionAt } from '../definition.ts'

/** A question that a condition may ask about, with the ways of comparing that suit its answers. */
export interface AskedAbout {
  key: string
  label: string
  operators: ConditionOperator[]
  /** What it can be compared with: one of some values, a number, or any text. */
  compareWith: { value: string | boolean; label: string }[] | 'number' | 'text'
}

/**
 * The questions whose answers are known before a page or question is shown: those of earlier pages, and for a question in
 * a list the ones before it in the same list. Our pages work without JavaScript, so nothing changes within a page.
 */
export function questionsBefore(
  definition: Definition,
  place: Place | { page: number; path: [] },
): AskedAbout[] {
  const earlier = everyQuestion(definition)
    .filter(({ place: { page, path } }) => page < place.page && path.length === 1)
    .map(({ question }) => question)
  const list =
    place.path.length > 1
      ? questionAt(definition, { page: place.page, path: place.path.slice(0, -1) })
      : undefined
  const inList = list?.components?.slice(0, place.path.at(-1)) ?? []
  return [...earlier, ...inList].flatMap((question) => askedAbout(question) ?? [])
}

export function askedAbout(question: Component): AskedAbout | undefined {
  const shape = questionTypes[question.type]?.shape(question)
  if (!shape || shape.kind === 'object' || shape.kind === 'list') return undefined
  const about = { key: question.key, label: say(question.label) || question.key }
  const options = optionsOf(question).map(({ value, label }) => ({ value, label: say(label) }))
  switch (shape.kind) {
    case 'boolean':
      return {
        ...about,
        operators: ['isEqual'],
        compareWith: [
          { value: true, label: 'Yes' },
          { value: false, label: 'No' },
        ],
      }
    case 'choices':
      return {
        ...about,
        operators: ['includes', 'notIncludes', 'isEmpty', 'isNotEmpty'],
        compareWith: options,
      }
    case 'choice':
      return { ...about, operators: ['isEqual', 'isNotEqual', 'isEmpty', 'isNotEmpty'], compareWith: options }
    case 'number':
    case 'pence':
      return { ...about, operators: [...numberOperators, 'isEmpty', 'isNotEmpty'], compareWith: 'number' }
    case 'date':
      return { ...about, operators: [...numberOperators, 'isEmpty', 'isNotEmpty'], compareWith: 'text' }
    default:
      return { ...about, operators: ['isEqual', 'isNotEqual', 'isEmpty', 'isNotEmpty'], compareWith: 'text' }
  }
}

const numberOperators: ConditionOperator[] = [
  'isEqual',
  'isNotEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'lessThan',
  'lessThanOrEqual',
]
