import { isDay, sayDay } from './calendar.ts'
import { everySubject, type Subject, subjectsOf } from './condition-subjects.ts'
import type {
  Component,
  Condition,
  Conditional,
  ConditionGroup,
  ConditionOperator,
  NamedCondition,
  Panel,
} from './document.ts'
import { sayPounds } from './pounds.ts'
import { say } from './words.ts'

/*
 * Conditions as an officer reads them: "Show ‘Which fridge?’ when ‘Items’ includes ‘Fridge’". A sentence is made of pieces, so
 * that a screen can set the names apart from the words between them.
 */

export interface SentencePiece {
  text: string
  /** A name out of the form: a question, an answer, a condition. */
  isName?: boolean
}

/** What sentences know of the form. What is not found is said by its key, never left out. */
export interface Names {
  subject(component: string): Subject | undefined
  named(name: string): NamedCondition | undefined
}

export const operatorsWithoutValue: readonly ConditionOperator[] = ['isEmpty', 'isNotEmpty']

const operatorWords: Record<ConditionOperator, string> = {
  isEqual: 'is',
  isNotEqual: 'is not',
  isEmpty: 'is not answered',
  isNotEmpty: 'is answered',
  includes: 'includes',
  notIncludes: 'does not include',
  greaterThan: 'is more than',
  greaterThanOrEqual: 'is at least',
  lessThan: 'is less than',
  lessThanOrEqual: 'is at most',
}

const dateWords: Partial<Record<ConditionOperator, string>> = {
  greaterThan: 'is after',
  greaterThanOrEqual: 'is on or after',
  lessThan: 'is before',
  lessThanOrEqual: 'is on or before',
}

/** The words between a question and what it is compared with. */
export function sayOperator(operator: ConditionOperator, subject: Subject | undefined): string {
  return (subject?.compareWith === 'date' && dateWords[operator]) || operatorWords[operator]
}

export function sayValue(value: Condition['value'], subject: Subject | undefined): SentencePiece {
  const compared = subject?.compareWith
  const option = Array.isArray(compared) ? compared.find((one) => one.value === value) : undefined
  if (option) return { text: option.label, isName: typeof option.value === 'string' }
  if (typeof value === 'boolean') return { text: value ? 'Yes' : 'No' }
  if (compared === 'pence' && typeof value === 'number') return { text: sayPounds(value) }
  if (compared === 'date' && isDay(value)) return { text: sayDay(value, 'en') }
  return typeof value === 'number' ? { text: String(value) } : { text: value ?? '', isName: true }
}

function sayOne(condition: Condition, { subject }: Names): SentencePiece[] {
  const about = subject(condition.component)
  const start: SentencePiece[] = [
    { text: about?.label ?? condition.component, isName: true },
    { text: ` ${sayOperator(condition.operator, about)}` },
  ]
  if (operatorsWithoutValue.includes(condition.operator)) return start
  return [...start, { text: ' ' }, sayValue(condition.value, about)]
}

/** A group inside another is in brackets, so that "and" and "or" are never left to be guessed. */
export function sayGroup(group: ConditionGroup, names: Names): SentencePiece[] {
  const parts = [
    ...group.conditions.map((condition) => sayOne(condition, names)),
    ...(group.named ?? []).map((name) => [
      { text: say(names.named(name)?.label) || name, isName: true },
      { text: ' is true' },
    ]),
    ...(group.groups ?? []).map((inner) => {
      const said = sayGroup(inner, names)
      return sizeOf(inner) > 1 ? [{ text: '(' }, ...said, { text: ')' }] : said
    }),
  ]
  const between = group.conjunction === 'any' ? ' or ' : ' and '
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: between }, ...part]))
}

function sizeOf({ conditions, named, groups }: ConditionGroup): number {
  return conditions.length + (named?.length ?? 0) + (groups?.length ?? 0)
}

/** "Show ‘Which fridge?’ when …"; an exit page ends the form. `what` is the label or the title of what is shown. */
export function sayConditional(
  conditional: Conditional,
  what: { name: string; isExit?: boolean },
  names: Names,
): SentencePiece[] {
  const verb = what.isExit
    ? conditional.show
      ? 'End at '
      : 'Do not end at '
    : conditional.show
      ? 'Show '
      : 'Hide '
  return [
    { text: verb },
    { text: what.name, isName: true },
    { text: ' when ' },
    ...sayGroup(conditional, names),
  ]
}

/** "Shown when …", where what is shown stands beside it. */
export function sayWhen(conditional: Conditional | undefined, names: Names): SentencePiece[] {
  if (!conditional || sizeOf(conditional) === 0) return [{ text: 'Always shown' }]
  return [{ text: conditional.show ? 'Shown when ' : 'Hidden when ' }, ...sayGroup(conditional, names)]
}

export function plainSentence(pieces: readonly SentencePiece[]): string {
  return pieces.map(({ text, isName }) => (isName ? `‘${text}’` : text)).join('')
}

/** Names out of a form; `inner` are the questions of the list that a condition stands in: there their names come first. */
export function namesOf(
  panels: readonly Panel[],
  conditions: readonly NamedCondition[],
  inner: readonly Component[] = [],
): Names {
  const subjects = new Map(
    [...everySubject(panels), ...inner.flatMap(subjectsOf)].map((subject) => [subject.component, subject]),
  )
  const named = new Map(conditions.map((condition) => [condition.name, condition]))
  return { subject: (component) => subjects.get(component), named: (name) => named.get(name) }
}
