import type { FormDocument, MappingCase } from '../../form-schemas/document.ts'
import type { Expressions } from '../expressions/index.ts'
import type { PricingRoom } from '../pricing/index.ts'
import { firstDifference } from './compare-output.ts'
import { sampleBindings, sampleDay } from './deliverable-submission.ts'
import { runMapping } from './mapping.ts'

export interface MappingCaseResult {
  /** `/deliveries/0/tests/1`. */
  pointer: string
  deliveryId: string
  name: string
  passed: boolean
  /** In an officer's words; set when it did not pass. */
  failure?: string | undefined
  /** What the mapping gave, where it gave something. */
  output?: unknown
  expected: unknown
}

interface Deps {
  expressions: Expressions
  pricing: Pick<PricingRoom, 'price'>
}

/**
 * Runs every mapping case of a document as if submitted on 22 November 2026. A case passes when its output is as expected
 * and meets the delivery's JSON Schema.
 */
export async function runMappingCases(deps: Deps, document: FormDocument): Promise<MappingCaseResult[]> {
  const results: MappingCaseResult[] = []
  for (const [d, delivery] of (document.deliveries ?? []).entries()) {
    for (const [t, test] of delivery.tests.entries()) {
      const outcome = await runCase(deps, document, d, test)
      results.push({
        pointer: `/deliveries/${d}/tests/${t}`,
        deliveryId: delivery.id,
        name: test.name,
        passed: outcome.failure === undefined,
        expected: test.output,
        ...outcome,
      })
    }
  }
  return results
}

async function runCase(
  { expressions, pricing }: Deps,
  document: FormDocument,
  index: number,
  test: MappingCase,
): Promise<{ failure?: string; output?: unknown }> {
  const priced = await pricing.price(document, test.answers, sampleDay)
  if (priced.kind === 'refused') return { failure: `These answers have no price: ${priced.reason}` }
  const outcome = await runMapping(expressions, document.deliveries![index]!, {
    answers: test.answers,
    on: sampleDay,
    bindings: sampleBindings(document, priced.price),
  })
  if (outcome.kind === 'failed') return { failure: outcome.problem.message }
  const { output, problems } = outcome
  const difference = firstDifference(output, test.output, test.partial ?? false)
  const failure =
    difference ?? (problems.length > 0 ? problems.map(({ message }) => message).join('; ') : undefined)
  return failure === undefined ? { output } : { output, failure }
}
