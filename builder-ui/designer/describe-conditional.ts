import type { Conditional, ConditionOperator } from '../../form-schemas/document.ts'

/** The words for each way of comparing, as they stand between a question and a value. */
export const operatorWords: Record<ConditionOperator, string> = {
  isEqual: 'is',
  isNotEqual: 'is not',
  isEmpty: 'is empty',
  isNotEmpty: 'is answered',
  includes: 'includes',
  notIncludes: 'does not include',
  greaterThan: 'is more than',
  greaterThanOrEqual: 'is at least',
  lessThan: 'is less than',
  lessThanOrEqual: 'is at most',
}

export const operatorsWithoutValue: readonly ConditionOperator[] = ['isEmpty', 'isNotEmpty']

/** "Shown when Collection access is Yes and Number of items is more than 3". `name` gives a question's label by its key. */
export function describeConditional(
  conditional: Conditional | undefined,
  name: (key: string) => string,
): string {
  if (!conditional || conditional.conditions.length === 0) return 'Always shown'
  const parts = conditional.conditions.map(({ component, operator, value }) => {
    const compared = operatorsWithoutValue.includes(operator) ? '' : ` ${sayValue(value)}`
    return `‘${name(component)}’ ${operatorWords[operator]}${compared}`
  })
  const joined = parts.join(conditional.conjunction === 'any' ? ' or ' : ' and ')
  return `${conditional.show ? 'Shown' : 'Hidden'} when ${joined}`
}

function sayValue(value: string | number | boolean | undefined): string {
  if (value === true) return 'Yes'
  if (value === false) return 'No'
  return value === undefined ? '' : `‘${value}’`
}
