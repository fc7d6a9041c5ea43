import type { DeliverySettings, FormDocument } from '../../../form-schemas/document.ts'
import { londonDay } from '../../clock.ts'
import { sampleBindings } from '../deliverable-submission.ts'
import { isPassing, type MappingInput, type MappingOutcome } from '../mapping.ts'
import type { PastSubmission } from './past-submissions-store.ts'

/** A field in which the two outputs differ. */
export interface FieldChange {
  /** JSON pointer; `*` for entries of a list. */
  pointer: string
  count: number
  /** In how many it is there only before, or only after. */
  gone: number
  added: number
}

/** What another mapping makes of what was sent already. */
export interface MappingChanges {
  compared: number
  /** Not compared: the time ran out, or the sandbox was busy. */
  leftOut: number
  same: number
  changed: number
  /** Worked out before and fails now; the other way round. */
  failsNow: number
  mended: number
  /** Met the schema before and does not now; the other way round. */
  refusedNow: number
  acceptedNow: number
  /** Most often changed first. */
  fields: FieldChange[]
  /** Those that change or fail, the newest first: no more than their reference and which fields. */
  examples: { reference: string; fields: string[]; failure?: string }[]
}

type Run = (delivery: DeliverySettings, input: MappingInput) => Promise<MappingOutcome>

const mostMilliseconds = 10_000
const mostExamples = 20
const atOnce = 4

/** Maps the same submissions by both, each with what it was sent with. What is made of them goes nowhere. */
export async function compareMappings(
  before: { document: FormDocument; delivery: DeliverySettings },
  after: { document: FormDocument; delivery: DeliverySettings },
  sent: readonly PastSubmission[],
  run: Run,
): Promise<MappingChanges> {
  const began = performance.now()
  const changes = emptyChanges()
  if (rulesOf(before.delivery) === rulesOf(after.delivery))
    return { ...changes, compared: sent.length, same: sent.length }
  const fields = new Map<string, FieldChange>()
  const withoutPrice = sent.filter(({ price }) => price === null).length
  const waiting = sent.filter(({ price }) => price !== null)
  const pairs: ({ reference: string; was: MappingOutcome; is: MappingOutcome } | undefined)[] = []
  let next = 0
  // A few at a time: residents' prices wait in the same queue of the sandbox.
  const lane = async () => {
    while (next < waiting.length && performance.now() - began < mostMilliseconds) {
      const index = next++
      const one = waiting[index]!
      const [was, is] = await Promise.all([
        run(before.delivery, inputOf(before.document, one)),
        run(after.delivery, inputOf(after.document, one)),
      ])
      const momentary = [was, is].some((end) => end.kind === 'failed' && isPassing(end.problem))
      pairs[index] = momentary ? undefined : { reference: one.reference, was, is }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  for (const pair of pairs) if (pair) count(changes, fields, pair.reference, pair.was, pair.is)
  return {
    ...changes,
    leftOut: waiting.length - changes.compared + withoutPrice,
    fields: [...fields.values()].sort((a, b) => b.count - a.count || (a.pointer < b.pointer ? -1 : 1)),
  }
}

/** Everything that an output and its judgement come from. */
function rulesOf({ mapping, schema }: DeliverySettings): string {
  return JSON.stringify([mapping, schema])
}

function emptyChanges(): MappingChanges {
  return {
    compared: 0,
    leftOut: 0,
    same: 0,
    changed: 0,
    failsNow: 0,
    mended: 0,
    refusedNow: 0,
    acceptedNow: 0,
    fields: [],
    examples: [],
  }
}

/** Both sides are given the same, so that what differs is the mapping and nothing else. */
function inputOf(document: FormDocument, sent: PastSubmission): MappingInput {
  const bindings = sampleBindings(document, sent.price!)
  const completedAt = sent.completedAt ?? sent.submittedAt
  return {
    answers: sent.answers,
    on: londonDay(completedAt),
    bindings: {
      ...bindings,
      submission: {
        ...bindings.submission,
        reference: sent.reference,
        version: sent.versionNumber,
        mode: sent.mode,
        submittedAt: sent.submittedAt.toISOString(),
        completedAt: completedAt.toISOString(),
      },
    },
  }
}

function count(
  changes: MappingChanges,
  fields: Map<string, FieldChange>,
  reference: string,
  was: MappingOutcome,
  is: MappingOutcome,
): void {
  changes.compared++
  const failure = is.kind === 'failed' ? is.problem.message : undefined
  if (was.kind === 'failed' || is.kind === 'failed') {
    if (was.kind === 'failed' && is.kind === 'failed') changes.same++
    else if (failure !== undefined) changes.failsNow++
    else changes.mended++
    if (failure !== undefined && was.kind !== 'failed' && changes.examples.length < mostExamples)
      changes.examples.push({ reference, fields: [], failure })
    return
  }
  if (was.problems.length === 0 && is.problems.length > 0) changes.refusedNow++
  if (was.problems.length > 0 && is.problems.length === 0) changes.acceptedNow++
  const differing = differences(was.output, is.output)
  if (differing.size === 0) {
    changes.same++
    return
  }
  changes.changed++
  for (const [pointer, how] of differing) {
    const field = fields.get(pointer) ?? { pointer, count: 0, gone: 0, added: 0 }
    fields.set(pointer, field)
    field.count++
    if (how !== 'other') field[how]++
  }
  if (changes.examples.length < mostExamples)
    changes.examples.push({ reference, fields: [...differing.keys()] })
}

type How = 'gone' | 'added' | 'other'

/** Which fields differ, entries of lists taken together. Values are compared and never kept. */
export function differences(
  was: unknown,
  is: unknown,
  pointer = '',
  found = new Map<string, How>(),
): Map<string, How> {
  if (isObject(was) && isObject(is)) {
    for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const inner = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (!Object.hasOwn(is, name)) found.set(inner, 'gone')
      else if (!Object.hasOwn(was, name)) found.set(inner, 'added')
      else differences(was[name], is[name], inner, found)
    }
  } else if (Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
    for (const [index, one] of was.entries()) differences(one, is[index], `${pointer}/*`, found)
  } else if (!Object.is(was, is)) found.set(pointer, 'other')
  return found
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
