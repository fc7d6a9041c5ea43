import { z } from 'zod'
import { answerShapes, questionsOf } from '../../../form-schemas/answer-shapes.ts'
import type { FormDocument } from '../../../form-schemas/document.ts'
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

/** What completion offers: questions with their path, values and functions. */
export function vocabulary(document: FormDocument, variables: string[]) {
  const labels = new Map(questionsOf(document).map(({ key, label }) => [key, say(label)]))
  return {
    questions: Object.entries(answerShapes(document)).flatMap(([key, shape]) =>
      paths(key, shape, labels.get(key) ?? ''),
    ),
    variables: variables.filter((name) => name !== '').map((name) => ({ name })),
    functions: [...offeredFunctions.values()].map(({ name, usage, summary }) => ({
      name,
      signature: usage,
      help: summary,
    })),
  }
}

function paths(
  path: string,
  shape: AnswerShape,
  label: string,
): { path: string; kind: string; label: string }[] {
  const inner = shape.kind === 'object' || shape.kind === 'list' ? Object.entries(shape.fields) : []
  return [
    { path, kind: shape.kind, label },
    ...inner.flatMap(([key, field]) => paths(`${path}.${key}`, field, label)),
  ]
}
