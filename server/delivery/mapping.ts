import type { Answers } from '../../form-schemas/answers.ts'
import type { DeliverySettings } from '../../form-schemas/document.ts'
import type { Day } from '../clock.ts'
import type { Expressions } from '../expressions/index.ts'
import type { MappingBindings } from './deliverable-submission.ts'
import { checkOutput, type OutputProblem } from './output-schema.ts'

export interface MappingInput {
  answers: Answers
  /** The day (Europe/London) that `$today()` and the like go by. */
  on: Day
  bindings: MappingBindings
}

export interface MappingFailure {
  code: string
  /** In an officer's words. */
  message: string
  /** Offset in the mapping's source. */
  position?: number | undefined
}

export type MappingOutcome =
  | { kind: 'mapped'; output: unknown; problems: OutputProblem[] }
  | { kind: 'failed'; problem: MappingFailure }

/** Failures of the sandbox that say nothing about the mapping: the same one may well succeed in a minute. */
const passing = new Set(['busy', 'stopped', 'closed', 'too-long'])

export function isPassing(failure: MappingFailure): boolean {
  return passing.has(failure.code)
}

/** Evaluates a mapping in the sandbox and compares its output with the delivery's JSON Schema. */
export async function runMapping(
  expressions: Expressions,
  delivery: DeliverySettings,
  { answers, on, bindings }: MappingInput,
): Promise<MappingOutcome> {
  const results = await expressions.evaluate(
    { steps: [{ key: 'mapping', source: delivery.mapping }] },
    { answers, on, bindings: { ...bindings } },
  )
  const result = results.mapping
  if (result?.kind === 'error') {
    const { code, message, position } = result
    return { kind: 'failed', problem: { code, message, position } }
  }
  if (result?.kind !== 'value' || result.value === undefined) {
    return { kind: 'failed', problem: { code: 'nothing', message: 'The mapping gives nothing' } }
  }
  return { kind: 'mapped', output: result.value, problems: checkOutput(delivery.schema, result.value) }
}
