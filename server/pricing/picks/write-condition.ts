import type { Condition, ConditionGroup, ConditionOperator } from '../../../form-schemas/document.ts'
import type { PriceSubject } from './price-subjects.ts'

const signs: Partial<Record<ConditionOperator, string>> = {
  greaterThan: '>',
  greaterThanOrEqual: '>=',
  lessThan: '<',
  lessThanOrEqual: '<=',
}

/**
 * Picks as a rule that is always true or false, with the meaning that conditions of questions have: without an answer only "is not",
 * "does not include" and "is not answered" hold. JSONata by itself stops at `missing > 3` and finds `missing != 3` false.
 * @param find gives the subject of a condition; one that is not found is written by its name, for the check of rules to tell
 */
export function writeCondition(
  group: ConditionGroup,
  find: (component: string) => PriceSubject | undefined,
): string {
  const parts = [
    ...group.conditions.map((condition) => writeOne(condition, find(condition.component))),
    ...(group.groups ?? []).map((inner) => {
      const written = writeCondition(inner, find)
      return inner.conditions.length + (inner.groups?.length ?? 0) > 1 ? `(${written})` : written
    }),
  ]
  return parts.join(group.conjunction === 'any' ? ' or ' : ' and ')
}

function writeOne({ component, operator, value }: Condition, subject: PriceSubject | undefined): string {
  const name = subject?.reference ?? component
  const literal = JSON.stringify(value ?? '')
  const sign = signs[operator]
  const guarded = (rule: string) => (subject?.certain ? rule : `(${name} != null and ${rule})`)
  if (sign) return guarded(`${name} ${sign} ${literal}`)
  switch (operator) {
    case 'isEqual':
      return equal(name, subject, value)
    case 'isNotEqual':
      return subject?.certain && !isNumberInText(subject, value)
        ? `${name} != ${literal}`
        : `$not(${equal(name, subject, value)})`
    case 'includes':
      return includes(name, subject, literal)
    case 'notIncludes':
      return `$not(${includes(name, subject, literal)})`
    case 'isEmpty':
      return `$not(${answered(name, subject)})`
    default:
      return answered(name, subject)
  }
}

/** What a look-up found may be the number 5 or the text "5": both are meant. */
function equal(name: string, subject: PriceSubject | undefined, value: Condition['value']): string {
  return isNumberInText(subject, value)
    ? `$string(${name}) = ${JSON.stringify(value)}`
    : `${name} = ${JSON.stringify(value ?? '')}`
}

export function isNumberInText(subject: PriceSubject | undefined, value: Condition['value']): boolean {
  return (
    subject?.compareWith === 'text' &&
    subject.counts &&
    typeof value === 'string' &&
    value.trim() !== '' &&
    !Number.isNaN(Number(value))
  )
}

/** One of several choices, or a piece of a text. */
function includes(name: string, subject: PriceSubject | undefined, literal: string): string {
  return subject?.many ? `${literal} in ${name}` : `(${name} != null and $contains(${name}, ${literal}))`
}

function answered(name: string, subject: PriceSubject | undefined): string {
  return subject?.many ? `(${name} != null and ${name} != [])` : `${name} != null`
}
