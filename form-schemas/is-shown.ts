import type { Answer, Answers } from './answers.ts'
import type { Condition, Conditional, ConditionGroup, ConditionOperator } from './document.ts'

/** What is known of the answers when a condition is asked: only those that count so far. */
export type Known = Answers

/** Known answers start without a prototype, so that a question called `toString` is unanswered until it is answered. */
export function nothingKnown(): Known {
  return Object.create(null) as Known
}

/** True when a page or question with this condition is to be shown. No condition means shown. */
export function isShown(conditional: Conditional | undefined, known: Known): boolean {
  return shownOrUnsure(conditional, known, none) === true
}

/**
 * False only when it is certain that the condition hides it, whatever is answered to the `unsure` questions. A page that is shown
 * without JavaScript cannot hide a question while another on the same page is being answered.
 */
export function mayBeShown(
  conditional: Conditional | undefined,
  known: Known,
  unsure: ReadonlySet<string>,
): boolean {
  return shownOrUnsure(conditional, known, unsure) !== false
}

const none: ReadonlySet<string> = new Set()

function shownOrUnsure(
  conditional: Conditional | undefined,
  known: Known,
  unsure: ReadonlySet<string>,
): boolean | 'unsure' {
  if (!conditional || isEmptyGroup(conditional)) return true
  const result = groupHolds(conditional, known, unsure)
  if (result === 'unsure') return result
  return conditional.show ? result : !result
}

function isEmptyGroup({ conditions, groups }: ConditionGroup): boolean {
  return conditions.length === 0 && !groups?.length
}

/** Named conditions were written out when the form was compiled. An empty group holds. */
function groupHolds(group: ConditionGroup, known: Known, unsure: ReadonlySet<string>): boolean | 'unsure' {
  const decisive = group.conjunction === 'any'
  const { conditions, groups } = group
  if (isEmptyGroup(group)) return true
  let result: boolean | 'unsure' = !decisive
  for (const condition of conditions) {
    if (unsure.has(subjectOf(condition))) result = 'unsure'
    else if (holds(condition, answerOf(condition, known)) === decisive) return decisive
  }
  for (const inner of groups ?? []) {
    const held = groupHolds(inner, known, unsure)
    if (held === 'unsure') result = 'unsure'
    else if (held === decisive) return decisive
  }
  return result
}

/** Key of the question that a condition looks at. */
export function subjectOf({ component }: Condition): string {
  return component.startsWith('lookup.') ? (component.split('.')[1] ?? '') : component
}

/** The answer, or what a look-up of the answer found: known only while its question counts. */
function answerOf({ component }: Condition, known: Known): Answer | undefined {
  if (!component.startsWith('lookup.')) return known[component]
  const [, question = '', column = ''] = component.split('.')
  const found = (known.lookup as unknown as Record<string, Record<string, Answer>> | undefined)?.[question]
  return found && Object.hasOwn(found, column) ? found[column] : undefined
}

function holds(condition: Condition, answer: Answer | undefined): boolean {
  return tests[condition.operator](answer, condition.value)
}

type Value = Condition['value']

/** Operators as Form.io names them. An order between things that have none (a missing answer, a text and a number) never holds. */
const tests: Record<ConditionOperator, (answer: Answer | undefined, value: Value) => boolean> = {
  isEqual,
  isNotEqual: (answer, value) => !isEqual(answer, value),
  isEmpty,
  isNotEmpty: (answer) => !isEmpty(answer),
  includes,
  notIncludes: (answer, value) => !includes(answer, value),
  greaterThan: (answer, value) => order(answer, value) > 0,
  greaterThanOrEqual: (answer, value) => order(answer, value) >= 0,
  lessThan: (answer, value) => order(answer, value) < 0,
  lessThanOrEqual: (answer, value) => order(answer, value) <= 0,
}

function isEmpty(answer: Answer | undefined): boolean {
  return (
    answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)
  )
}

/** Form.io documents often hold numbers and booleans as text ("true"), so both sides are compared as text. Several choices: one of them is it. */
function isEqual(answer: Answer | undefined, value: Value): boolean {
  if (isEmpty(answer)) return value === undefined || value === ''
  if (Array.isArray(answer)) return answer.some((one) => typeof one === 'string' && one === String(value))
  return typeof answer !== 'object' && String(answer) === String(value)
}

function includes(answer: Answer | undefined, value: Value): boolean {
  if (Array.isArray(answer)) return isEqual(answer, value)
  return typeof answer === 'string' && value !== undefined && answer.includes(String(value))
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** Below, at or above 0; NaN when the two have no order. */
function order(answer: Answer | undefined, value: Value): number {
  if (typeof answer === 'string' && typeof value === 'string' && day.test(answer) && day.test(value)) {
    return answer < value ? -1 : answer > value ? 1 : 0
  }
  if (typeof answer !== 'number' && typeof answer !== 'string') return Number.NaN
  if (answer === '' || value === undefined || value === '' || typeof value === 'boolean') return Number.NaN
  return Number(answer) - Number(value)
}
