import type { Subject } from './condition-subjects.ts'
import { operatorsWithoutValue } from './condition-words.ts'
import type { Condition, ConditionGroup } from './document.ts'

/** A group while it is edited: every list is there, and may be empty. */
export interface GroupModel {
  conjunction: 'all' | 'any'
  conditions: Condition[]
  named: string[]
  groups: GroupModel[]
}

/** The same limits that a document is held to. */
export const deepestGroup = 4
export const most = { conditions: 20, named: 10, groups: 10 }

export function modelOf(group: ConditionGroup | undefined): GroupModel {
  return {
    conjunction: group?.conjunction ?? 'all',
    conditions: (group?.conditions ?? []).map((condition) => ({ ...condition })),
    named: [...(group?.named ?? [])],
    groups: (group?.groups ?? []).map(modelOf),
  }
}

/** The group as a document holds it; undefined when nothing is asked in it. Groups that became empty are left out. */
export function groupOf({ conjunction, conditions, named, groups }: GroupModel): ConditionGroup | undefined {
  const inner = groups.flatMap((group) => groupOf(group) ?? [])
  if (conditions.length + named.length + inner.length === 0) return undefined
  return {
    conjunction,
    conditions,
    ...(inner.length > 0 && { groups: inner }),
    ...(named.length > 0 && { named }),
  }
}

/** How many things stand side by side in a group: with one alone, "all" and "any" say the same. */
export function sizeOf({ conditions, named, groups }: GroupModel): number {
  return conditions.length + named.length + groups.length
}

export function groupAt(root: GroupModel, path: readonly number[]): GroupModel {
  return path.reduce((group, index) => group.groups[index] as GroupModel, root)
}

/** A first condition about a question, ready to be changed. */
export function conditionAbout({ component, operators, compareWith }: Subject): Condition {
  return compared({ component, operator: operators[0] ?? 'isNotEmpty' }, compareWith)
}

export function withOperator(
  condition: Condition,
  operator: Condition['operator'],
  subject: Subject | undefined,
): Condition {
  const { value, ...rest } = { ...condition, operator }
  if (operatorsWithoutValue.includes(operator)) return rest
  return value === undefined ? compared(rest, subject?.compareWith) : { ...rest, value }
}

/** With the first of the answers, so that what the screen shows as chosen is chosen. */
function compared(condition: Condition, compareWith: Subject['compareWith'] | undefined): Condition {
  if (operatorsWithoutValue.includes(condition.operator)) return condition
  return { ...condition, value: Array.isArray(compareWith) ? (compareWith[0]?.value ?? '') : '' }
}

/** True while something that must be compared is compared with nothing. */
export function isUnfinished({ operator, value }: Condition): boolean {
  return !operatorsWithoutValue.includes(operator) && (value === undefined || value === '')
}
