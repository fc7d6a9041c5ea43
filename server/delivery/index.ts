/**
 * Deliveries to back offices: one per completed submission and delivery of its document, tried until accepted or given up, every attempt
 * kept, replayed by hand. It knows mappings, their JSON Schemas, destinations and when to try again.
 * It refuses to know how a submission is stored or paid for (it is handed one, complete), and what a back office does with it.
 * Destinations are kinds behind one port: a new one is a file and a line in `destinations/index.ts`.
 */
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Tx } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { attemptDelivery } from './attempt.ts'
import { checkDeliveries, type DeliveryProblem } from './check-deliveries.ts'
import type { DeliveryDeps } from './delivery-deps.ts'
import {
  attemptsOf,
  type DeliveryAttemptRow,
  type DeliveryFilter,
  type DeliveryRow,
  deliveriesOf,
  deliveryOf,
  dueDeliveries,
  listDeliveries,
} from './delivery-store.ts'
import { createDestinationBook, type Destinations } from './destinations.ts'
import { type MappingCaseResult, runMappingCases } from './mapping-cases.ts'
import { createPlayground, type MappingPlayground } from './playground/playground.ts'
import { queueDeliveries } from './queue-deliveries.ts'
import { type ReplayOutcome, replayDelivery } from './replay.ts'

export type { DeliveryProblem } from './check-deliveries.ts'
export type { DeliverableSubmission } from './deliverable-submission.ts'
export { type DeliveryState, outcomeWords } from './delivery.ts'
export type { DeliveryDeps } from './delivery-deps.ts'
export type { DeliveryAttemptRow, DeliveryFilter, DeliveryRow } from './delivery-store.ts'
export type { ConfiguredDestination, NewDestination } from './destinations.ts'
export type { MappingFailure, MappingOutcome } from './mapping.ts'
export type { MappingCaseResult } from './mapping-cases.ts'
export { type OutputProblem, schemaProblem } from './output-schema.ts'
export {
  listsOf,
  type MappingSubject,
  type PickScope,
  rowScope,
  scopeOf,
} from './picks/mapping-subjects.ts'
export { type Pick as MappingPick, readPick, writePick } from './picks/pick.ts'
export { type Transformation, transformations } from './picks/transformations.ts'
export type { FieldChange, MappingChanges } from './playground/compare-mappings.ts'
export type { MappingPlayground } from './playground/playground.ts'
export type { SentTest, TestRoute } from './playground/send-test.ts'
export type { ExpressionStep } from './playground/step-through.ts'
export type { ReplayOutcome } from './replay.ts'
export { withTarget } from './targets/edit-mapping.ts'
export { schemaFromSample } from './targets/schema-from-sample.ts'
export { type Target, targetTree } from './targets/target-tree.ts'

/** A delivery with the reference of its submission and the id of its form. */
export type ListedDelivery = DeliveryRow & { reference: string; formId: string }
/** `tries`: its attempts, oldest first. A number that is missing was cut off by a crash. */
export type DeliveryWithTries = DeliveryRow & { tries: DeliveryAttemptRow[] }

export interface Delivery extends MappingPlayground {
  /** Queues every delivery of the document in the transaction that completes the submission. Twice does nothing. */
  enqueue(tx: Tx, submission: { id: string; organisationId: string }, document: FormDocument): Promise<void>
  /** One attempt of a delivery that is due; nothing when it is not. What the back office does is recorded, never thrown. */
  attempt(deliveryId: string): Promise<void>
  /** @throws NotFound when the organisation has no such delivery */
  replay(organisationId: string, deliveryId: string, actor: string): Promise<ReplayOutcome>
  /** The newest first. */
  list(organisationId: string, filter?: DeliveryFilter): Promise<ListedDelivery[]>
  /** @throws NotFound */
  get(organisationId: string, deliveryId: string): Promise<DeliveryWithTries>
  /** Whoever calls has made sure that the submission is theirs to see. */
  forSubmission(submissionId: string): Promise<DeliveryWithTries[]>
  /** Nudges deliveries whose time has come, in case their job was lost: 200 a call. Gives how many. */
  deliverDue(now: Date): Promise<number>
  runMappingCases(document: FormDocument): Promise<MappingCaseResult[]>
  checkDeliveries(document: FormDocument): DeliveryProblem[]
  destinations: Destinations
}

export function createDelivery(deps: DeliveryDeps): Delivery {
  const { db, expressions, pricing } = deps

  async function withTries(rows: DeliveryRow[]): Promise<DeliveryWithTries[]> {
    const tries = await attemptsOf(
      db,
      rows.map((row) => row.id),
    )
    return rows.map((row) => ({ ...row, tries: tries.filter(({ deliveryId }) => deliveryId === row.id) }))
  }

  return {
    ...createPlayground(deps),
    enqueue: (tx, submission, document) => queueDeliveries(deps, tx, submission, document),
    attempt: (deliveryId) => attemptDelivery(deps, deliveryId),
    replay: (organisationId, deliveryId, actor) => replayDelivery(deps, organisationId, deliveryId, actor),
    list: (organisationId, filter = {}) => listDeliveries(db, organisationId, filter),

    async get(organisationId, deliveryId) {
      const row = await deliveryOf(db, organisationId, deliveryId)
      if (!row) throw new NotFound('There is no such delivery')
      return (await withTries([row]))[0]!
    },

    forSubmission: async (submissionId) => withTries(await deliveriesOf(db, submissionId)),

    async deliverDue(now) {
      const due = await dueDeliveries(db, now, 200)
      if (due.length === 0) return 0
      await db.transaction(async (tx) => {
        for (const deliveryId of due) await deps.enqueue(tx, { name: 'deliver', deliveryId })
      })
      return due.length
    },

    runMappingCases: (document) => runMappingCases({ expressions, pricing }, document),
    checkDeliveries,
    destinations: createDestinationBook(deps),
  }
}
