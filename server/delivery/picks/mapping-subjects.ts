import { answerShapes, questionsOf } from '../../../form-schemas/answer-shapes.ts'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { optionsOf } from '../../../form-schemas/questions/options.ts'
import type { AnswerShape } from '../../../form-schemas/questions/question-type.ts'
import { say } from '../../../form-schemas/words.ts'
import { nameText } from './expression-text.ts'

export type SubjectKind = AnswerShape['kind'] | 'instant'

/** Something that a target can be filled with. */
export interface MappingSubject {
  /** How an expression names it, as `expressionText` writes it. */
  reference: string
  label: string
  kind: SubjectKind
  /** Always there and never nothing, so that a transformation need not say what holds without it. */
  certain: boolean
  group: 'Answers' | 'Parts of answers' | 'The submission' | 'Price and payment'
  /** Of one chosen from several: what may be chosen, with its words. */
  choices?: { value: string; label: string }[]
}

/** What can be picked in one place: at the outside, or in what is made from each row of a list. */
export interface PickScope {
  subjects: readonly MappingSubject[]
  find(reference: string): MappingSubject | undefined
}

export function scopeOf(document: FormDocument): PickScope {
  return scoped([...answerSubjects(document), ...besides])
}

/** The lists that a resident fills row by row: what rows of a target can be made from. */
export function listsOf(document: FormDocument): { reference: string; label: string }[] {
  const lists = questionsOf(document)
    .filter((question) => question.type === 'editgrid')
    .map((question) => ({ reference: nameText(question.key), label: labelOf(question) }))
  return [...lists, { reference: priceLines, label: 'Lines of the price' }]
}

const priceLines = '$price.lines'

/** The answers in each row of a list; undefined when it is no list of the form. */
export function rowScope(document: FormDocument, list: string): PickScope | undefined {
  if (list === priceLines) return scoped(inPriceLine)
  const question = questionsOf(document).find(
    ({ key, type }) => type === 'editgrid' && nameText(key) === list,
  )
  const shape = question && answerShapes(document)[question.key]
  if (!question || shape?.kind !== 'list') return undefined
  return scoped(
    Object.entries(shape.fields).flatMap(([key, field]) =>
      subjectsIn(
        [key],
        field,
        question.components?.find((one) => one.key === key),
        false,
      ),
    ),
  )
}

function scoped(subjects: MappingSubject[]): PickScope {
  const known = new Map(subjects.map((subject) => [subject.reference, subject]))
  return { subjects, find: (reference) => known.get(reference) }
}

function answerSubjects(document: FormDocument): MappingSubject[] {
  const questions = new Map(questionsOf(document).map((question) => [question.key, question]))
  const always = new Set(
    document.definition.components
      .filter((panel) => !panel.conditional)
      .flatMap(({ components }) => components.filter(({ conditional }) => !conditional))
      .flatMap(({ key, validate }) => (validate?.required === true ? [key] : [])),
  )
  const all = Object.entries(answerShapes(document)).flatMap(([key, shape]) =>
    subjectsIn([key], shape, questions.get(key), always.has(key)),
  )
  // Whole answers first: they are what is wanted most.
  return [
    ...all.filter(({ group }) => group === 'Answers'),
    ...all.filter(({ group }) => group !== 'Answers'),
  ]
}

function subjectsIn(
  path: string[],
  shape: AnswerShape,
  question: Component | undefined,
  certain: boolean,
  outer = '',
): MappingSubject[] {
  const own = question ? labelOf(question) : spoken(path.at(-1)!)
  // The part first: a long question is cut off in a narrow box.
  const label = outer ? `${own} (${outer})` : own
  const reference = path.map(nameText).join('.')
  const subject: MappingSubject = {
    reference,
    label,
    kind: shape.kind,
    certain: certain && path.length === 1,
    group: path.length === 1 ? 'Answers' : 'Parts of answers',
    ...choicesOf(question, shape),
  }
  if (shape.kind === 'object')
    return [
      subject,
      ...Object.entries(shape.fields).flatMap(([key, field]) =>
        subjectsIn([...path, key], field, undefined, false, label),
      ),
    ]
  return shape.kind === 'list' ? [subject, ...countsOf(path, shape.fields, question, label)] : [subject]
}

/** How many rows a list has, and what its numbers come to. */
function countsOf(
  path: string[],
  fields: Record<string, AnswerShape>,
  question: Component | undefined,
  label: string,
): MappingSubject[] {
  const list = path.map(nameText).join('.')
  const count = (reference: string, words: string): MappingSubject => ({
    reference,
    label: `${words} (${label})`,
    kind: 'number',
    certain: reference.startsWith('$count'),
    group: 'Parts of answers',
  })
  const numbers = Object.entries(fields).filter(([, { kind }]) => kind === 'number' || kind === 'pence')
  return [
    count(`$count(${list})`, 'how many'),
    ...numbers.map(([key]) => {
      const inner = question?.components?.find((one) => one.key === key)
      return count(`$sum([${list}.${nameText(key)}])`, `${inner ? labelOf(inner) : key} in all`)
    }),
  ]
}

function labelOf(question: Component): string {
  return say(question.label) || question.key
}

/** "line1" and "companyNumber" are parts that no question asks for by themselves. */
function spoken(key: string): string {
  const words = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([a-z])(\d)/g, '$1 $2')
    .toLowerCase()
  return words === 'uprn' ? 'UPRN' : words
}

function choicesOf(question: Component | undefined, shape: AnswerShape): Pick<MappingSubject, 'choices'> {
  if (shape.kind !== 'choice' && shape.kind !== 'choices') return {}
  const options = question ? optionsOf(question) : []
  const labels = new Map(options.map(({ value, label }) => [value, say(label)]))
  const known = shape.kind === 'choice' ? shape.values : [...labels.keys()]
  return known.length > 0
    ? { choices: known.map((value) => ({ value, label: labels.get(value) || value })) }
    : {}
}

type Row = [string, string, SubjectKind, boolean, MappingSubject['group']]

const subjectOf = ([reference, label, kind, certain, group]: Row): MappingSubject => ({
  reference,
  label,
  kind,
  certain,
  group,
})

const inPriceLine = (
  [
    ['code', 'Code of the line', 'text', true, 'Price and payment'],
    ['quantity', 'Quantity', 'number', true, 'Price and payment'],
    ['amountPence', 'Amount for one', 'pence', true, 'Price and payment'],
    ['totalPence', 'Amount in all', 'pence', true, 'Price and payment'],
    ['fund', 'Fund', 'text', true, 'Price and payment'],
    ['ledger', 'Ledger code', 'text', false, 'Price and payment'],
  ] as Row[]
).map(subjectOf)

const besides = (
  [
    ['$submission.reference', 'Reference number', 'text', true, 'The submission'],
    ['$today()', 'Day it was completed', 'date', true, 'The submission'],
    ['$submission.submittedAt', 'Time it was sent (UTC)', 'instant', true, 'The submission'],
    ['$submission.completedAt', 'Time it was completed (UTC)', 'instant', true, 'The submission'],
    ['$submission.form', 'Name of the form', 'text', true, 'The submission'],
    ['$submission.version', 'Version of the form', 'number', true, 'The submission'],
    ['$submission.mode', 'Test or live', 'text', true, 'The submission'],
    ['$price.totalPence', 'Price in all', 'pence', true, 'Price and payment'],
    ['$payment.id', 'Our payment number', 'text', false, 'Price and payment'],
    ['$payment.gatewayPaymentId', 'Payment number of the gateway', 'text', false, 'Price and payment'],
    ['$payment.paidAt', 'Time it was paid (UTC)', 'instant', false, 'Price and payment'],
  ] as Row[]
).map(subjectOf)
