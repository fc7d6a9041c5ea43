import { isDay } from '../calendar.ts'
import type { Component, Conditional, FormDocument } from '../document.ts'
import type { Problem } from '../problem.ts'
import { questionType } from '../questions/index.ts'
import type { AnswerShape } from '../questions/question-type.ts'
import { say } from '../words.ts'

type Asked = { component: Component; page: number; place: number }
type Condition = Conditional['conditions'][number]

/**
 * Conditions may only look at what is asked before: on an earlier page, or, for a question, higher up on its own page. (There both
 * are shown, since pages work without JavaScript, and what turns out hidden is neither checked nor kept.)
 */
export function conditionProblems({ definition }: FormDocument): Problem[] {
  const asked = new Map<string, Asked>()
  for (const [page, panel] of definition.components.entries()) {
    for (const [place, component] of panel.components.entries()) {
      if (questionType(component.type).asks) asked.set(component.key, { component, page, place })
    }
  }
  return definition.components.flatMap((panel, page) => {
    const at = `/definition/components/${page}`
    return [
      ...conditionalProblems(panel, { page, place: -1 }, at, asked),
      ...panel.components.flatMap((child, place) =>
        conditionalProblems(child, { page, place }, `${at}/components/${place}`, asked),
      ),
    ]
  })
}

type Place = { page: number; place: number }

function conditionalProblems(
  owner: Component,
  here: Place,
  at: string,
  asked: Map<string, Asked>,
): Problem[] {
  return (owner.conditional?.conditions ?? []).flatMap((condition, i) => {
    const pointer = `${at}/conditional/conditions/${i}`
    const found = asked.get(condition.component)
    const misplaced = placeProblem(condition.component, found, owner, here)
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

function operatorProblem(
  { operator, value }: Condition,
  asked: Component,
): { part: string; message: string } | undefined {
  const shape = questionType(asked.type).shape(asked)
  const name = `‘${say(asked.label)}’`
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
