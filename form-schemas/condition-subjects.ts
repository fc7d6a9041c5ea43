import type { Component, ConditionOperator, Panel } from './document.ts'
import { questionType, questionTypes } from './questions/index.ts'
import { optionsOf } from './questions/options.ts'
import { say } from './words.ts'

/** What a condition may look at: a question's answer, or a column that its look-up found. */
export interface Subject {
  /** As a condition names it: the question's key, or `lookup.<question>.<column>`. */
  component: string
  label: string
  /** The ways of comparing that suit its answers: the same that a document is held to. */
  operators: ConditionOperator[]
  /** What it is compared with: one of some values, or what is typed. Money is pence here and pounds on the screen. */
  compareWith: SubjectValue[] | 'number' | 'pence' | 'date' | 'text'
}

export interface SubjectValue {
  value: string | boolean
  label: string
}

const emptiness: ConditionOperator[] = ['isNotEmpty', 'isEmpty']
const equality: ConditionOperator[] = ['isEqual', 'isNotEqual']
const ordering: ConditionOperator[] = ['greaterThan', 'greaterThanOrEqual', 'lessThan', 'lessThanOrEqual']
const membership: ConditionOperator[] = ['includes', 'notIncludes']

/** A question's own answer and what its look-up found. Nothing for what is shown and not answered. */
export function subjectsOf(question: Component): Subject[] {
  const own = answerSubject(question)
  return own ? [own, ...lookupSubjects(question, own.label)] : []
}

function answerSubject(question: Component): Subject | undefined {
  const type = questionTypes[question.type]
  const shape = type?.asks ? type.shape(question) : undefined
  if (!shape) return undefined
  const about = { component: question.key, label: say(question.label) || question.key }
  const options = optionsOf(question).map(({ value, label }) => ({ value, label: say(label) }))
  switch (shape.kind) {
    case 'boolean':
      return { ...about, operators: [...equality, ...emptiness], compareWith: yesOrNo }
    case 'choices':
      return { ...about, operators: [...membership, ...emptiness], compareWith: options }
    case 'choice':
      return {
        ...about,
        operators: [...equality, ...emptiness],
        compareWith: options.length > 0 ? options : shape.values.map((value) => ({ value, label: value })),
      }
    case 'object':
    case 'list':
      return { ...about, operators: emptiness, compareWith: 'text' }
    case 'text':
      return { ...about, operators: [...equality, ...membership, ...emptiness], compareWith: 'text' }
    default:
      return { ...about, operators: [...equality, ...ordering, ...emptiness], compareWith: shape.kind }
  }
}

const yesOrNo: SubjectValue[] = [
  { value: true, label: 'Yes' },
  { value: false, label: 'No' },
]

/** What a column holds is known to its dataset only, so every way of comparing is offered. */
function lookupSubjects({ key, lookup }: Component, label: string): Subject[] {
  return (lookup?.expose ?? []).map((column) => ({
    component: `lookup.${key}.${column}`,
    label: `${column} found for ${label}`,
    operators: [...equality, ...ordering, ...emptiness],
    compareWith: 'text',
  }))
}

/** Where a condition stands: a page's own (`path` empty), a question's, or a named one's, which may look at every page. */
export interface ConditionPlace {
  page: number
  path: readonly number[]
}

/**
 * What is known before something is shown: the questions of earlier pages and, for a question, those above it on its page.
 * An item of a list is checked by itself, so there only the questions above in the same item are known.
 */
export function subjectsBefore(panels: readonly Panel[], { page, path }: ConditionPlace): Subject[] {
  if (path.length > 1) {
    const item = path
      .slice(0, -1)
      .reduce<Component | undefined>((at, index) => at?.components?.[index], panels[page])
    const above = item?.components?.slice(0, path.at(-1)) ?? []
    return above
      .filter(({ type }) => type !== 'editgrid')
      .flatMap((question) => subjectsOf(question).slice(0, 1))
  }
  const above = panels[page]?.components.slice(0, path[0] ?? 0) ?? []
  return [...panels.slice(0, page).flatMap(({ components }) => components), ...above].flatMap(subjectsOf)
}

export function everySubject(panels: readonly Panel[]): Subject[] {
  return panels.flatMap(({ components }) =>
    components.filter(({ type }) => questionType(type).asks).flatMap(subjectsOf),
  )
}
