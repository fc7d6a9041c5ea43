import type { DeliverySettings, MappingCase } from '../../../../form-schemas/document.ts'
import type { FieldProblem, PostedForm } from '../page.ts'

/** The back office screen as texts: one delivery at a time. */
export interface DeliveryFields {
  id: string
  destination: string
  mapping: string
  schema: string
  tests: { name: string; answers: string; output: string; partial: string }[]
}

export const newDelivery: DeliverySettings = {
  id: '',
  destination: '',
  on: 'completed',
  mapping: '{ "reference": $submission.reference }',
  tests: [],
}
const emptyCase = { name: '', answers: '{}', output: '{}', partial: '' }
export const mostCases = 200

export function deliveryFields(delivery: DeliverySettings): DeliveryFields {
  return {
    id: delivery.id,
    destination: delivery.destination,
    mapping: delivery.mapping,
    schema: delivery.schema ? JSON.stringify(delivery.schema, null, 2) : '',
    tests: delivery.tests.map(({ name, answers, output, partial }) => ({
      name,
      answers: JSON.stringify(answers, null, 2),
      output: JSON.stringify(output, null, 2),
      partial: partial ? 'yes' : '',
    })),
  }
}

export function postedDelivery(form: PostedForm): DeliveryFields {
  const numbers = form.names().flatMap((name) => /^tests\.(\d{1,3})\./.exec(name)?.[1] ?? [])
  const count = Math.min(Math.max(0, ...numbers.map((number) => Number(number) + 1)), mostCases)
  return {
    id: form.text('id'),
    destination: form.text('destination'),
    mapping: form.text('mapping'),
    schema: form.text('schema'),
    tests: Array.from({ length: count }, (_, index) => ({
      name: form.text(`tests.${index}.name`),
      answers: form.text(`tests.${index}.answers`),
      output: form.text(`tests.${index}.output`),
      partial: form.text(`tests.${index}.partial`),
    })),
  }
}

/** `add-case` and `remove-case-2`. True when the action was one of them. */
export function changeCases(fields: DeliveryFields, action: string): boolean {
  const removed = /^remove-case-(\d{1,3})$/.exec(action)?.[1]
  if (removed !== undefined) fields.tests.splice(Number(removed), 1)
  else if (action === 'add-case') fields.tests.push({ ...emptyCase })
  else return false
  return true
}

/** The delivery these fields say. Only what no document can hold is a problem here; the rest is judged where documents are. */
export function readDelivery(fields: DeliveryFields): {
  delivery: DeliverySettings
  problems: FieldProblem[]
} {
  const problems: FieldProblem[] = []
  const json = (field: string, text: string, words: string): unknown => {
    try {
      return JSON.parse(text)
    } catch (error) {
      problems.push({ field, message: `${words} is not JSON: ${(error as Error).message}` })
      return undefined
    }
  }
  if (fields.mapping.trim() === '') problems.push({ field: 'mapping', message: 'Enter the mapping' })
  const schema = fields.schema.trim() === '' ? undefined : json('schema', fields.schema, 'The schema')
  const tests = fields.tests.map(
    (test, index): MappingCase => ({
      name: test.name.trim(),
      answers: json(
        `tests.${index}.answers`,
        test.answers,
        'What the resident answered',
      ) as MappingCase['answers'],
      output: json(`tests.${index}.output`, test.output, 'The output'),
      ...(test.partial === 'yes' && { partial: true }),
    }),
  )
  return {
    delivery: {
      id: fields.id.trim(),
      destination: fields.destination,
      on: 'completed',
      mapping: fields.mapping,
      ...(schema !== undefined && { schema: schema as Record<string, unknown> }),
      tests,
    },
    problems,
  }
}
