import { deepestGroup, type GroupModel, most, sizeOf } from '../../../../../form-schemas/condition-group.ts'
import { shownValue } from '../../../../../form-schemas/condition-value.ts'
import { operatorsWithoutValue, sayOperator } from '../../../../../form-schemas/condition-words.ts'
import type { Condition } from '../../../../../form-schemas/document.ts'
import type { PriceSubject } from '../../../../pricing/index.ts'
import type { Find } from './posted-picks.ts'

interface Option {
  value: string
  text: string
}

export interface ConditionView {
  /** Start of the names of its fields. */
  at: string
  /** "condition 2 of group 1" */
  name: string
  component: string
  questions: Option[]
  operator: string
  operators: Option[]
  /** Nothing to compare with where the rule is "is answered". */
  value?: { label: string; shown: string; options?: Option[]; type?: 'date'; inputmode?: 'decimal' }
  remove: string
}

export interface GroupPicks {
  at: string
  /** Empty of the outermost. */
  name: string
  conjunction: 'all' | 'any'
  several: boolean
  conditions: ConditionView[]
  groups: (GroupPicks & { remove: string })[]
  addCondition?: string
  addGroup?: string
}

/** A group as the page draws it. What is picked and cannot be any more is an option of its own, so that it is never lost. */
export function groupPicks(
  group: GroupModel,
  line: number,
  subjects: readonly PriceSubject[],
  find: Find,
  path: readonly number[] = [],
): GroupPicks {
  const at = `lines.${line}.picks${path.map((step) => `.g${step}`).join('')}`
  const action = (what: string, index: number | '' = '') => `pick-${what}-${line}-${path.join('.')}-${index}`
  const name = path.map((step) => step + 1).join('.')
  const about = path.length === 0 ? '' : ` of group ${name}`
  const questions = subjects.map(({ component, label }) => ({ value: component, text: label }))
  return {
    at,
    name,
    conjunction: group.conjunction,
    several: sizeOf(group) > 1,
    conditions: group.conditions.map((condition, index) => ({
      ...conditionView(condition, `${at}.${index}`, questions, find(condition.component)),
      name: `condition ${index + 1}${about}`,
      remove: action('remove-condition', index),
    })),
    groups: group.groups.map((inner, index) => ({
      ...groupPicks(inner, line, subjects, find, [...path, index]),
      remove: action('remove-group', index),
    })),
    ...(subjects.length > 0 &&
      group.conditions.length < most.conditions && { addCondition: action('add-condition') }),
    ...(path.length + 1 < deepestGroup &&
      sizeOf(group) > 0 &&
      subjects.length > 0 &&
      group.groups.length < most.groups && { addGroup: action('add-group') }),
  }
}

function conditionView(
  condition: Condition,
  at: string,
  questions: Option[],
  subject: PriceSubject | undefined,
) {
  const { component, operator } = condition
  const suits = subject?.operators.includes(operator) ?? false
  const operators = (subject?.operators ?? []).map((one) => ({ value: one, text: sayOperator(one, subject) }))
  const odd = { value: operator, text: `${sayOperator(operator, subject)} (does not suit this question)` }
  const gone = { value: component, text: `${component} (not in the form any more)` }
  const value = valueView(condition, subject)
  return {
    at,
    component,
    operator,
    questions: subject ? questions : [gone, ...questions],
    operators: suits ? operators : [odd, ...operators],
    ...(value && { value }),
  }
}

function valueView(
  { operator, value }: Condition,
  subject: PriceSubject | undefined,
): ConditionView['value'] {
  if (operatorsWithoutValue.includes(operator)) return undefined
  const compared = subject?.compareWith ?? 'text'
  const shown = shownValue(value, subject)
  if (Array.isArray(compared)) {
    const options = compared.map((option) => ({ value: String(option.value), text: option.label }))
    const known = options.some((option) => option.value === shown)
    const first =
      shown === ''
        ? { value: '', text: 'Choose' }
        : { value: shown, text: `‘${shown}’ (not one of the answers)` }
    return { label: 'Answer', shown, options: known ? options : [first, ...options] }
  }
  if (compared === 'date') return { label: 'Date', shown, type: 'date' }
  if (compared === 'pence') return { label: 'Amount in pounds', shown, inputmode: 'decimal' }
  return { label: 'Answer', shown, ...(compared === 'number' && { inputmode: 'decimal' as const }) }
}
