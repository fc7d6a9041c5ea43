import { z } from 'zod'
import { answerShapes, questionsOf } from '../../../form-schemas/answer-shapes.ts'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import type { AnswerShape } from '../../../form-schemas/questions/question-type.ts'
import { say } from '../../../form-schemas/words.ts'
import { BadInput } from '../../errors.ts'
import { checkExpression, offeredFunctions } from '../../expressions/index.ts'

const Lint = z.object({
  source: z.string().max(100_000),
  /** Names of the values that this expression may use, by commas, as they are on the page; missing = those of the draft. */
  values: z.string().max(10_000).optional(),
})

/** What is wrong in an expression while it is typed, each problem with its position. @throws BadInput */
export function lintRequest(document: FormDocument, json: unknown, savedNames: string[]) {
  const body = Lint.safeParse(json)
  if (!body.success) throw new BadInput('Send the source of one expression')
  const { source, values } = body.data
  if (source.trim() === '') return { problems: [] }
  const variables = (values?.split(',') ?? savedNames).filter((name) => /^[A-Za-z_]\w*$/.test(name))
  const problems = checkExpression(source, { fields: answerShapes(document), variables })
  return { problems: problems.map(({ message, position, length }) => ({ message, position, length })) }
}

/** A named value, with the words that say what it is. */
export interface NamedValue {
  name: string
  label?: string
}

/** What completion and hover help offer: questions with their path, values and functions, each with its meaning. */
export function vocabulary(document: FormDocument, variables: (string | NamedValue)[]) {
  const questions = new Map(questionsOf(document).map((question) => [question.key, question]))
  return {
    questions: Object.entries(answerShapes(document)).flatMap(([key, shape]) =>
      paths(key, shape, questions.get(key)),
    ),
    variables: variables
      .map((one) => (typeof one === 'string' ? { name: one } : { name: one.name, label: one.label }))
      .filter(({ name }) => name !== ''),
    functions: [...offeredFunctions.values()].map(({ name, usage, summary }) => ({
      name,
      signature: usage,
      help: summary,
    })),
  }
}

/** @param question what is answered there; the parts of some answers, such as the lines of an address, are no questions of their own */
function paths(
  path: string,
  shape: AnswerShape,
  question: Component | undefined,
  outer = '',
): { path: string; kind: string; label: string }[] {
  const inner = shape.kind === 'object' || shape.kind === 'list' ? Object.entries(shape.fields) : []
  const own = say(question?.label)
  const label = own && outer ? `${outer}: ${own}` : own || outer
  return [
    { path, kind: shape.kind, label },
    ...inner.flatMap(([key, field]) =>
      paths(
        `${path}.${key}`,
        field,
        question?.components?.find((one) => one.key === key),
        label,
      ),
    ),
  ]
}
