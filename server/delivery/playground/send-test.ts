import type { Answers } from '../../../form-schemas/answers.ts'
import type { DeliverySettings, FormDocument } from '../../../form-schemas/document.ts'
import { newId } from '../../ids.ts'
import { recordEvent } from '../../people/audit.ts'
import type { DeliveryDeps } from '../delivery-deps.ts'
import type {
  Destination,
  DestinationOutcome,
  DestinationSettings,
  Parcel,
  ShownRequest,
} from '../destination.ts'
import { openDestination } from '../destinations-store.ts'
import type { MappingOutcome } from '../mapping.ts'

export interface TestToSend {
  organisationId: string
  formId: string
  document: FormDocument
  delivery: DeliverySettings
  /** Made up, or masked: whoever calls has seen to it. */
  sample: Answers
  actor: string
  /** The officer has agreed that it goes where real submissions go. */
  toLiveAddress: boolean
}

/** Where a test would go. */
export interface TestRoute {
  /** In an officer's words and without secrets. */
  description: string
  /** False: there is no address for tests, so it goes where real submissions go, marked as a test. */
  own: boolean
}

export type SentTest =
  | {
      kind: 'sent'
      route: TestRoute
      request: ShownRequest | undefined
      body: string
      outcome: DestinationOutcome
    }
  | { kind: 'not-mapped'; outcome: MappingOutcome }
  /** Nothing is sent to a live address that the officer has not agreed to. */
  | { kind: 'not-agreed'; route: TestRoute }
  | { kind: 'no-destination' }

type OpenedDestination = NonNullable<Awaited<ReturnType<typeof openDestination>>>
type Deps = Pick<DeliveryDeps, 'db' | 'clock' | 'secrets' | 'destinations'>

export async function testRoute(
  deps: Deps,
  organisationId: string,
  destination: string,
): Promise<TestRoute | undefined> {
  const opened = await openDestination(deps, organisationId, destination)
  return opened && routeOf(opened)
}

function routeOf({ destination, settings }: OpenedDestination): TestRoute {
  const trials = destination.describeTrials?.(settings)
  const description = trials ?? masked(destination.describe(settings), destination, settings)
  return { description, own: trials !== undefined }
}

/**
 * Sends what a mapping makes of a sample, once and at once: no submission, no delivery, no retries. Always marked as a test by its mode and a
 * header; where there is no address for tests, also by a field `test` of the body, so that whatever reads it can tell. What would not
 * meet the schema is not sent.
 */
export async function sendTest(
  deps: Deps,
  test: TestToSend,
  map: () => Promise<MappingOutcome>,
): Promise<SentTest> {
  const { organisationId, delivery, document } = test
  const opened = await openDestination(deps, organisationId, delivery.destination)
  if (!opened) return { kind: 'no-destination' }
  const route = routeOf(opened)
  if (!route.own && !test.toLiveAddress) return { kind: 'not-agreed', route }
  const mapped = await map()
  if (mapped.kind === 'failed' || mapped.problems.length > 0) return { kind: 'not-mapped', outcome: mapped }
  const { output } = mapped
  const isObject = output !== null && typeof output === 'object' && !Array.isArray(output)
  const parcel: Parcel = {
    idempotencyKey: newId(),
    reference: 'SAMPLE1234',
    formSlug: document.slug,
    deliveryCode: delivery.id,
    mode: 'test',
    body: JSON.stringify(route.own || !isObject ? output : { ...output, test: true }),
    trial: true,
  }
  // On record before it goes, so that no test is ever sent that nobody can find.
  await record(deps, test, route, parcel.idempotencyKey)
  const outcome = await opened.destination.send(opened.settings, parcel)
  return {
    kind: 'sent',
    route,
    request: opened.destination.showRequest?.(opened.settings, parcel),
    body: parcel.body,
    outcome: { ...outcome, message: masked(outcome.message, opened.destination, opened.settings) },
  }
}

/** A reply may say back what it was sent, and an address may carry a key. */
function masked(text: string, destination: Destination, settings: DestinationSettings): string {
  const secrets = destination.secretsIn?.(settings) ?? []
  return secrets.reduce((left, secret) => left.replaceAll(secret, '••••••'), text)
}

async function record(
  { db, clock }: Deps,
  { organisationId, formId, delivery, actor }: TestToSend,
  route: TestRoute,
  idempotencyKey: string,
): Promise<void> {
  await db.transaction((tx) =>
    recordEvent(tx, {
      organisationId,
      formId,
      at: clock.now(),
      actor,
      event: 'delivery.test-sent',
      details: {
        delivery: delivery.id,
        destination: delivery.destination,
        address: route.own ? 'test' : 'live',
        idempotencyKey,
      },
    }),
  )
}
