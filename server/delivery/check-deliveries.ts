import { answerShapes } from '../../form-schemas/answer-shapes.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Problem } from '../../form-schemas/problem.ts'
import { checkExpression } from '../expressions/index.ts'
import { mappingVariables } from './deliverable-submission.ts'
import { schemaProblem } from './output-schema.ts'

/** `position` and `length` mark the place in the expression at `pointer`. */
export type DeliveryProblem = Problem & { position?: number | undefined; length?: number | undefined }

/** What is wrong with a document's deliveries without running anything: mappings, schemas, ids used twice. */
export function checkDeliveries(document: FormDocument): DeliveryProblem[] {
  const scope = { fields: answerShapes(document), variables: [...mappingVariables] }
  const problems: DeliveryProblem[] = []
  const seen = new Set<string>()
  for (const [index, delivery] of (document.deliveries ?? []).entries()) {
    const at = `/deliveries/${index}`
    if (seen.has(delivery.id)) {
      problems.push({ pointer: `${at}/id`, message: `There are two deliveries called ‘${delivery.id}’` })
    }
    seen.add(delivery.id)
    for (const { message, position, length } of checkExpression(delivery.mapping, scope)) {
      problems.push({ pointer: `${at}/mapping`, message, position, length })
    }
    const unusable = delivery.schema && schemaProblem(delivery.schema)
    if (unusable) problems.push({ pointer: `${at}/schema`, message: unusable })
  }
  return problems
}
