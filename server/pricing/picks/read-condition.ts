import { deepestGroup, most } from '../../../form-schemas/condition-group.ts'
import type { Condition, ConditionGroup, ConditionOperator } from '../../../form-schemas/document.ts'
import { type Node, parseSource } from '../../expressions/index.ts'
import type { PriceSubject } from './price-subjects.ts'
import { referenceOf } from './reference.ts'

type Find = (component: string) => PriceSubject | undefined

const operators: Record<string, ConditionOperator> = {
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
}
const mirrored: Record<string, string> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=', '=': '=', '!=': '!=' }

/**
 * The picks that a rule says, however it was written; undefined when it says something else or says it otherwise for a resident who has
 * left a question out. So a rule is only ever shown as picks that mean exactly what it means.
 */
export function readCondition(source: string, find: Find): ConditionGroup | undefined {
  const parsed = parseSource(source)
  return parsed.ok ? readConditionTree(parsed.tree, find) : undefined
}

export function readConditionTree(tree: Node, find: Find): ConditionGroup | undefined {
  const read = readNode(tree, find)
  if (!read) return undefined
  const group: ConditionGroup = 'component' in read ? { conjunction: 'all', conditions: [read] } : read
  return fits(group, 1) ? group : undefined
}

function fits({ conditions, groups = [] }: ConditionGroup, depth: number): boolean {
  return (
    depth <= deepestGroup &&
    conditions.length <= most.conditions &&
    groups.length <= most.groups &&
    groups.every((group) => fits(group, depth + 1))
  )
}

function readNode(node: Node | undefined, find: Find): Condition | ConditionGroup | undefined {
  if (node?.type === 'block')
    return node.expressions?.length === 1 ? readNode(node.expressions[0], find) : undefined
  const one = readOne(node, find)
  if (one) return one
  if (node?.type !== 'binary' || (node.value !== 'and' && node.value !== 'or')) return undefined
  const conjunction = node.value === 'or' ? 'any' : 'all'
  const parts = sidesOf(node).map((side) => readNode(side, find))
  if (parts.some((part) => part === undefined)) return undefined
  const conditions: Condition[] = []
  const groups: ConditionGroup[] = []
  for (const part of parts as (Condition | ConditionGroup)[]) {
    if ('component' in part) conditions.push(part)
    else if (part.conjunction === conjunction) {
      conditions.push(...part.conditions)
      groups.push(...(part.groups ?? []))
    } else groups.push(part)
  }
  return { conjunction, conditions, ...(groups.length > 0 && { groups }) }
}

/** `a and b and c` side by side. */
function sidesOf(node: Node): Node[] {
  const [left, right] = [node.lhs as Node, node.rhs as Node]
  const same = left.type === 'binary' && left.value === node.value
  return [...(same ? sidesOf(left) : [left]), right]
}

function readOne(node: Node | undefined, find: Find): Condition | undefined {
  const inner = withoutBrackets(node)
  if (inner?.type === 'function' && inner.procedure?.value === 'not') {
    const denied = readOne(inner.arguments?.[0], find)
    return denied && opposite(denied, find)
  }
  if (inner?.type === 'variable' || inner?.type === 'path') return bare(inner, find)
  if (inner?.type !== 'binary') return undefined
  if (inner.value === 'and') return guarded(inner, find)
  if (inner.value === 'in') return included(inner, find)
  return compared(inner, find, false)
}

function withoutBrackets(node: Node | undefined): Node | undefined {
  return node?.type === 'block' && node.expressions?.length === 1
    ? withoutBrackets(node.expressions[0])
    : node
}

/** `$free` alone, where that is yes or no in every case. */
function bare(node: Node, find: Find): Condition | undefined {
  const subject = find(referenceOf(node) ?? '')
  return subject?.certain && saysYesOrNo(subject)
    ? { component: subject.component, operator: 'isEqual', value: true }
    : undefined
}

function saysYesOrNo({ compareWith }: PriceSubject): boolean {
  return Array.isArray(compareWith) && compareWith.every(({ value }) => typeof value === 'boolean')
}

const opposites: Partial<Record<ConditionOperator, ConditionOperator>> = {
  isEqual: 'isNotEqual',
  includes: 'notIncludes',
  isNotEmpty: 'isEmpty',
}

function opposite(condition: Condition, find: Find): Condition | undefined {
  if (condition.operator === 'isEqual' && typeof condition.value === 'boolean')
    return find(condition.component)?.certain
      ? { ...condition, value: !condition.value }
      : { ...condition, operator: 'isNotEqual' }
  const operator = opposites[condition.operator]
  return operator && { ...condition, operator }
}

/** `x != null and x > 3`: one condition, which does not hold without an answer. */
function guarded(node: Node, find: Find): Condition | undefined {
  const subject = subjectAnswered(withoutBrackets(node.lhs as Node), find)
  const rule = withoutBrackets(node.rhs)
  if (!subject || !rule) return undefined
  const about = (part: Node | undefined) => find(referenceOf(part) ?? '') === subject
  if (rule.type === 'function' && rule.procedure?.value === 'contains') {
    const [text, piece] = rule.arguments ?? []
    return about(text) && piece?.type === 'string' && !Array.isArray(subject.compareWith)
      ? { component: subject.component, operator: 'includes', value: String(piece.value) }
      : undefined
  }
  if (rule.type !== 'binary') return undefined
  if (rule.value === '!=' && isEmptyList(rule.rhs))
    return about(rule.lhs as Node) && subject.many
      ? { component: subject.component, operator: 'isNotEmpty' }
      : undefined
  if (!Object.hasOwn(operators, String(rule.value))) return undefined
  const read = compared(rule, find, true)
  return read?.component === subject.component ? read : undefined
}

function isEmptyList(node: Node | undefined): boolean {
  return node?.type === 'unary' && node.value === '[' && node.expressions?.length === 0
}

function subjectAnswered(node: Node | undefined, find: Find): PriceSubject | undefined {
  if (node?.type !== 'binary' || node.value !== '!=' || node.rhs?.type !== 'value' || node.rhs.value !== null)
    return undefined
  return find(referenceOf(node.lhs as Node) ?? '')
}

function included(node: Node, find: Find): Condition | undefined {
  const piece = node.lhs as Node
  const subject = find(referenceOf(node.rhs) ?? '')
  return piece.type === 'string' && subject && subject.many
    ? { component: subject.component, operator: 'includes', value: String(piece.value) }
    : undefined
}

function compared(node: Node, find: Find, isGuarded: boolean): Condition | undefined {
  const [left, right] = [node.lhs as Node, node.rhs as Node]
  const turned = isLiteral(left)
  const [about, literal] = turned ? [right, left] : [left, right]
  const sign = turned ? mirrored[String(node.value)] : String(node.value)
  if (!isLiteral(literal) || sign === undefined) return undefined
  const text = about.type === 'function' && about.procedure?.value === 'string'
  const subject = find(referenceOf(text ? about.arguments?.[0] : about) ?? '')
  if (!subject) return undefined
  if (literal.type === 'value' && literal.value === null)
    return sign === '!=' && !subject.many && subject.operators.includes('isNotEmpty')
      ? { component: subject.component, operator: 'isNotEmpty' }
      : undefined
  const value = literal.value as string | number | boolean
  // Unguarded, an order with a missing answer stops the price, and `!=` does not hold: picks would say otherwise.
  const safe = subject.certain || isGuarded
  const operator =
    sign === '='
      ? 'isEqual'
      : sign === '!='
        ? subject.certain
          ? 'isNotEqual'
          : undefined
        : safe
          ? operators[sign]
          : undefined
  if (!operator || !subject.operators.includes(operator) || !suits(value, subject, operator, text))
    return undefined
  return { component: subject.component, operator, value }
}

function isLiteral(node: Node): boolean {
  return node.type === 'string' || node.type === 'number' || node.type === 'value'
}

/** Picks hold the value that the box for this subject gives back. */
function suits(value: unknown, subject: PriceSubject, operator: ConditionOperator, asText: boolean): boolean {
  const { compareWith } = subject
  if (Array.isArray(compareWith)) return !asText && compareWith.some((option) => option.value === value)
  if (compareWith === 'number' || compareWith === 'pence') return !asText && typeof value === 'number'
  if (compareWith === 'date') return !asText && typeof value === 'string'
  const isOrder = operator !== 'isEqual' && operator !== 'isNotEqual'
  const numeric = typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))
  if (!subject.counts) return !asText && typeof value === 'string'
  if (isOrder) return !asText && (typeof value === 'number' || (typeof value === 'string' && !numeric))
  return typeof value === 'string' && numeric === asText
}
