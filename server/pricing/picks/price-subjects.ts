import { questionsOf } from '../../../form-schemas/answer-shapes.ts'
import { type Subject, type SubjectValue, subjectsOf } from '../../../form-schemas/condition-subjects.ts'
import type { Names } from '../../../form-schemas/condition-words.ts'
import type { Component, FormDocument, Panel, Pricing } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import { say } from '../../../form-schemas/words.ts'
import { type Kinds, kindOf, type ValueKind } from './value-kind.ts'

/** What a price rule may be picked about. `component` is its name in picks: a key, `lookup.<question>.<column>` or a piece of JSONata. */
export interface PriceSubject extends Subject {
  /** How a rule names it. */
  reference: string
  /** Every resident who gets a price has answered it, so that a rule need not say what holds without an answer. */
  certain: boolean
  /** Gives a whole number or an amount, so that it can be charged by. */
  counts: boolean
  /** The answer is a list, which may be there and have nothing in it. */
  many: boolean
}

const equality: Subject['operators'] = ['isEqual', 'isNotEqual']
const ordering: Subject['operators'] = ['greaterThan', 'greaterThanOrEqual', 'lessThan', 'lessThanOrEqual']
const yesOrNo: SubjectValue[] = [
  { value: true, label: 'Yes' },
  { value: false, label: 'No' },
]

/** Questions in the order of the form, with what is counted in their lists, then the named values. */
export function priceSubjects(document: FormDocument, define: Pricing['define']): PriceSubject[] {
  const panels = document.definition.components
  // A value that is called `count` takes the place of the function of that name.
  const taken = new Set(define.map(({ name }) => name))
  return [
    ...panels.flatMap((panel) => ofPanel(panel, taken)),
    ...ofValues(define, kindsOfQuestions(document)),
  ]
}

/** Names for sentences about picks. */
export function priceNames(subjects: readonly PriceSubject[]): Names {
  const known = new Map(subjects.map((subject) => [subject.component, subject]))
  return { subject: (component) => known.get(component), named: () => undefined }
}

function ofPanel(panel: Panel, taken: ReadonlySet<string>): PriceSubject[] {
  return panel.components
    .filter(({ type }) => questionType(type).asks)
    .flatMap((question) => [...ofQuestion(panel, question), ...inList(question, taken)])
}

function ofQuestion(panel: Panel, question: Component): PriceSubject[] {
  const always = !panel.conditional && !question.conditional && question.validate?.required === true
  const kind = questionType(question.type).shape(question)?.kind
  return subjectsOf(question).map((subject) => {
    const found = subject.component.startsWith('lookup.')
    return {
      ...subject,
      reference: subject.component.split('.').map(nameInRule).join('.'),
      certain: always && !found,
      counts: found || kind === 'number' || kind === 'pence',
      many: !found && (kind === 'choices' || kind === 'list'),
    }
  })
}

/** How many items a list has, and how much is in them: always a number, 0 for none. */
function inList(list: Component, taken: ReadonlySet<string>): PriceSubject[] {
  if (questionType(list.type).shape(list)?.kind !== 'list') return []
  const name = say(list.label) || list.key
  const counted = (list.components ?? []).filter(
    (one) =>
      questionType(one.type).asks &&
      ['number', 'pence'].includes(questionType(one.type).shape(one)?.kind ?? ''),
  )
  const number = (component: string, label: string): PriceSubject => ({
    component,
    label,
    reference: component,
    operators: [...equality, ...ordering],
    compareWith: 'number',
    certain: true,
    counts: true,
    many: false,
  })
  return [
    ...(taken.has('count')
      ? []
      : [number(`$count(${nameInRule(list.key)})`, `${name}: how many in the list`)]),
    ...(taken.has('sum') ? [] : counted).map((one) =>
      number(
        `$sum([${nameInRule(list.key)}.${nameInRule(one.key)}])`,
        `${name}: ${say(one.label) || one.key} in all`,
      ),
    ),
  ]
}

function ofValues(define: Pricing['define'], questions: Kinds): PriceSubject[] {
  const kinds = new Map(questions)
  return define.flatMap(({ name, label, value }): PriceSubject[] => {
    if (!/^[A-Za-z]\w*$/.test(name)) return []
    const kind = kindOf(value, kinds)
    if (kind) kinds.set(`$${name}`, kind)
    return [
      {
        component: `$${name}`,
        label: say(label) || name,
        reference: `$${name}`,
        operators: kind === 'number' || kind === undefined ? [...equality, ...ordering] : equality,
        compareWith: kind === 'boolean' ? yesOrNo : kind === 'number' ? 'number' : 'text',
        certain: true,
        counts: kind === 'number' || kind === undefined,
        many: false,
      },
    ]
  })
}

function kindsOfQuestions(document: FormDocument): Kinds {
  return new Map(
    questionsOf(document).flatMap((question): [string, ValueKind][] => {
      const kind = questionType(question.type).shape(question)?.kind
      if (kind === 'number' || kind === 'pence') return [[question.key, 'number']]
      if (kind === 'boolean') return [[question.key, 'boolean']]
      return kind === 'text' || kind === 'date' || kind === 'choice' ? [[question.key, 'text']] : []
    }),
  )
}

const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

/** A name as a rule writes it: in backticks where it would be read as something else. */
export function nameInRule(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !words.has(name) ? name : `\`${name}\``
}
