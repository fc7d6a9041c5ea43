import type { Component, Conditional, ConditionOperator } from '../document.ts'
import { questionType } from '../questions/index.ts'
import { keyNow } from './legal-key.ts'
import { type Import, isSource, nameInside, note, type Path, type Source } from './source.ts'

const operators: Record<string, ConditionOperator> = {
  isEqual: 'isEqual',
  isNotEqual: 'isNotEqual',
  isEmpty: 'isEmpty',
  isNotEmpty: 'isNotEmpty',
  includes: 'includes',
  notIncludes: 'notIncludes',
  greaterThan: 'greaterThan',
  greaterThanOrEqual: 'greaterThanOrEqual',
  lessThan: 'lessThan',
  lessThanOrEqual: 'lessThanOrEqual',
  isDateEqual: 'isEqual',
  isNotDateEqual: 'isNotEqual',
  dateGreaterThan: 'greaterThan',
  dateGreaterThanOrEqual: 'greaterThanOrEqual',
  dateLessThan: 'lessThan',
  dateLessThanOrEqual: 'lessThanOrEqual',
}

/** Form.io's conditions, old (`show`, `when`, `eq`) or new (`conditions`), as ours; still under the old keys. */
export function convertConditional(source: Source, job: Import, path: Path): Conditional | undefined {
  const { conditional } = source
  if (!isSource(conditional)) return undefined
  const show = conditional.show !== false && conditional.show !== 'false'
  if (typeof conditional.when === 'string' && conditional.when !== '') {
    const condition = {
      component: conditional.when,
      operator: 'isEqual' as const,
      value: plainValue(conditional.eq),
    }
    return { show, conjunction: 'all', conditions: [condition] }
  }
  if (!Array.isArray(conditional.conditions) || conditional.conditions.length === 0) return undefined
  const conditions = conditional.conditions.flatMap((condition) => {
    const operator = isSource(condition) ? operators[String(condition.operator)] : undefined
    if (!isSource(condition) || operator === undefined || typeof condition.component !== 'string') return []
    const empty = operator === 'isEmpty' || operator === 'isNotEmpty'
    return [
      { component: condition.component, operator, ...(empty ? {} : { value: plainValue(condition.value) }) },
    ]
  })
  if (conditions.length < conditional.conditions.length) {
    const message = `The condition of ${nameInside(source)} was left out: it has a rule that is not supported yet`
    note(job, [...path, 'conditional'], message)
    return undefined
  }
  return { show, conjunction: conditional.conjunction === 'any' ? 'any' : 'all', conditions }
}

function plainValue(value: unknown): string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value ?? '').slice(0, 500)
}

/** Both hold: what a container asks for and what its question asks for. Undefined when one form cannot say that. */
export function bothConditionals(outer: Conditional, inner: Conditional): Conditional | undefined {
  const plain = (one: Conditional) => one.show && (one.conjunction === 'all' || one.conditions.length === 1)
  if (!plain(outer) || !plain(inner)) return undefined
  return { show: true, conjunction: 'all', conditions: [...outer.conditions, ...inner.conditions] }
}

/** Once all keys are known: conditions name the new keys, and compare with values of the kind that the question has. */
export function settleConditional(
  conditional: Conditional,
  job: Import,
  asked: Map<string, Component>,
): Conditional {
  const conditions = conditional.conditions.map((condition) => {
    const key = keyNow(job, condition.component)
    const question = asked.get(key)
    return question
      ? settleCondition({ ...condition, component: key }, question)
      : { ...condition, component: key }
  })
  return { ...conditional, conditions }
}

type Condition = Conditional['conditions'][number]

function settleCondition(condition: Condition, question: Component): Condition {
  const kind = questionType(question.type).shape(question)?.kind
  const { operator, value } = condition
  if (kind === 'choices' && operator === 'isEqual') return { ...condition, operator: 'includes' }
  if (kind === 'choices' && operator === 'isNotEqual') return { ...condition, operator: 'notIncludes' }
  if (value === undefined) return condition
  if (kind === 'boolean')
    return { ...condition, value: value === true || value === 'true' || value === 'yes' }
  if (kind === 'number' && value !== '') return { ...condition, value: Number(value) }
  if (kind === 'pence' && value !== '') return { ...condition, value: Math.round(Number(value) * 100) }
  if (kind === 'date') return { ...condition, value: String(value).slice(0, 10) }
  return { ...condition, value: String(value) }
}
