import { isDay } from '../calendar.ts'
import { conditionsIn } from '../conditions.ts'
import type { Component, Condition, ConditionGroup, FormDocument } from '../document.ts'
import type { Problem } from '../problem.ts'
import { questionType } from '../questions/index.ts'
import type { AnswerShape } from '../questions/question-type.ts'
import { say } from '../words.ts'

type Asked = { component: Component; page: number; place: number }

/**
 * Conditions may only look at what is asked before: on an earlier page, or, for a question, higher up on its own page. (There both
 * are shown, since pages work without JavaScript, and what turns out hidden is neither checked nor kept.)
 */
export function conditionProblems(document: FormDocument): Problem[] {
  const { definition } = document
  const asked = new Map<string, Asked>()
  for (const [page, panel] of definition.components.entries()) {
    for (const [place, component] of panel.components.entries()) {
      if (questionType(component.type).asks) asked.set(component.key, { component, page, place })
    }
  }
  const named = namedProblems(document, asked)
  if (named.length > 0) return named
  return definition.components.flatMap((panel, page) => {
    const at = `/definition/components/${page}`
    return [
      ...conditionalProblems(document, panel, { page, place: -1 }, at, asked),
      ...panel.components.flatMap((child, place) =>
        conditionalProblems(document, child, { page, place }, `${at}/components/${place}`, asked),
      ),
    ]
  })
}

/** Names used twice, names of nothing, and names that lead back to themselves; and what each asks, wherever it is used. */
function namedProblems({ conditions = [] }: FormDocument, asked: Map<string, Asked>): Problem[] {
  const problems: Problem[] = []
  const before = new Set<string>()
  for (const [i, { name, when }] of conditions.entries()) {
    const pointer = `/conditions/${i}`
    if (before.has(name))
      problems.push({ pointer: `${pointer}/name`, message: `The name '${name}' is used twice` })
    // Only what stands above may be named: so no name can lead back to itself.
    for (const used of namesIn(when)) {
      if (!before.has(used)) {
        problems.push({
          pointer: `${pointer}/when`,
          message: `There is no condition called '${used}' above this one`,
        })
      }
    }
    before.add(name)
    for (const { condition, at } of conditionsIn({ ...when, named: [] }, [])) {
      const found = asked.get(subjectOf(condition.component))
      const problem = found ? operatorProblem(condition, found.component) : undefined
      if (!found) {
        problems.push({
          pointer: `${pointer}/when${at}/component`,
          message: `There is no question with the key '${subjectOf(condition.component)}'`,
        })
      } else if (problem) {
        problems.push({ pointer: `${pointer}/when${at}/${problem.part}`, message: problem.message })
      }
    }
  }
  return problems
}

function namesIn(group: ConditionGroup): string[] {
  return [...(group.named ?? []), ...(group.groups ?? []).flatMap(namesIn)]
}

/** The question that a condition looks at, also when it looks at what a look-up of it found. */
function subjectOf(component: string): string {
  return component.startsWith('lookup.') ? (component.split('.')[1] ?? '') : component
}

type Place = { page: number; place: number }

function conditionalProblems(
  document: FormDocument,
  owner: Component,
  here: Place,
  at: string,
  asked: Map<string, Asked>,
): Problem[] {
  if (!owner.conditional) return []
  const known = new Set((document.conditions ?? []).map(({ name }) => name))
  const unknown = namesIn(owner.conditional).find((name) => !known.has(name))
  if (unknown !== undefined) {
    return [{ pointer: `${at}/conditional/named`, message: `There is no condition called '${unknown}'` }]
  }
  return conditionsIn(owner.conditional, document.conditions ?? []).flatMap(({ condition, at: place }) => {
    const pointer = `${at}/conditional${place}`
    const key = subjectOf(condition.component)
    const found = asked.get(key)
    const misplaced = placeProblem(key, found, owner, here)
    if (misplaced !== undefined) return [{ pointer: `${pointer}/component`, message: misplaced }]
    const problem = found && operatorProblem(condition, found.component)
    return problem ? [{ pointer: `${pointer}/${problem.part}`, message: problem.message }] : []
  })
}

function placeProblem(
  key: string,
  asked: Asked | undefined,
  owner: Component,
  here: Place,
): string | undefined {
  if (asked === undefined) return `There is no question with the key '${key}'`
  if (asked.component === owner) return `'${key}' must not depend on itself`
  if (asked.page < here.page || (asked.page === here.page && asked.place < here.place)) return undefined
  if (asked.page === here.page && here.place < 0)
    return `'${key}' is asked on this page, so it cannot say whether the page is shown`
  return `'${key}' is asked later: a condition can only look at questions that come before`
}

const ordering = ['greaterThan', 'greaterThanOrEqual', 'lessThan', 'lessThanOrEqual']
const emptiness = ['isEmpty', 'isNotEmpty']
const membership = ['includes', 'notIncludes']
type Kind = AnswerShape['kind']

/** What is wrong with a condition's operator or value, for the question that it looks at. */
export function operatorProblem(
  { component, operator, value }: Condition,
  asked: Component,
): { part: string; message: string } | undefined {
  const name = `‘${say(asked.label)}’`
  if (component.startsWith('lookup.')) {
    const column = component.split('.')[2] ?? ''
    // What a column holds is known only to the dataset, which the publishing gate asks.
    return asked.lookup?.expose.includes(column)
      ? undefined
      : { part: 'component', message: `The look-up of ${name} does not give '${column}'` }
  }
  const shape = questionType(asked.type).shape(asked)
  if (!shape || !operatorsOf(shape.kind).includes(operator)) {
    return { part: 'operator', message: `'${operator}' cannot be used for ${name}` }
  }
  if (emptiness.includes(operator)) {
    return value === undefined ? undefined : { part: 'value', message: `'${operator}' must have no value` }
  }
  const message = valueProblem(shape, value, asked)
  return message === undefined ? undefined : { part: 'value', message: `'value' ${message} for ${name}` }
}

function operatorsOf(kind: Kind): string[] {
  if (kind === 'object' || kind === 'list') return emptiness
  if (kind === 'choices') return [...emptiness, ...membership]
  const equality = [...emptiness, 'isEqual', 'isNotEqual']
  if (kind === 'number' || kind === 'pence' || kind === 'date') return [...equality, ...ordering]
  return kind === 'text' ? [...equality, ...membership] : equality
}

function valueProblem(shape: AnswerShape, value: unknown, asked: Component): string | undefined {
  if (shape.kind === 'boolean') return typeof value === 'boolean' ? undefined : 'must be true or false'
  if (shape.kind === 'number' || shape.kind === 'pence')
    return typeof value === 'number' ? undefined : 'must be a number'
  if (shape.kind === 'date') return isDay(value) ? undefined : 'must be a date like 2026-04-01'
  if (typeof value !== 'string') return 'must be text'
  const options = questionType(asked.type).fields(asked)[0]?.options
  if (options && !options.includes(value)) return `must be one of ${options.slice(0, 20).join(', ')}`
  return undefined
}
