import { londonDay } from '../clock.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import { bindingsOf } from './deliverable-submission.ts'
import { type Decision, decideNext, leaseSeconds } from './delivery.ts'
import type { DeliveryDeps } from './delivery-deps.ts'
import {
  claimDelivery,
  type DeliveryRow,
  insertAttempt,
  moveDelivery,
  outcomesSince,
  setNextAttempt,
  waitingFor,
} from './delivery-store.ts'
import type { DestinationOutcome } from './destination.ts'
import { openDestination } from './destinations-store.ts'
import { isPassing, runMapping } from './mapping.ts'

interface Attempt extends DestinationOutcome {
  /** JSON text as sent, or as it would have been; null when there was none. */
  payload: string | null
}

/**
 * Makes one attempt of a delivery that is due; does nothing when it is not, or when another worker has it.
 * The claim is committed before anything is sent and the end is written in one transaction after it, so a crash in between
 * means one more attempt when the lease is over, under the same idempotency key.
 */
export async function attemptDelivery(deps: DeliveryDeps, deliveryId: string): Promise<void> {
  const at = deps.clock.now()
  const row = await claimDelivery(deps.db, deliveryId, at, new Date(at.getTime() + leaseSeconds * 1000))
  if (!row) return
  const startedAt = performance.now()
  const attempt = await mapAndSend(deps, row)
  await conclude(deps, row, attempt, at, Math.round(performance.now() - startedAt))
}

/** Maps, checks and sends, outside any transaction. Never throws: a failure of our own is an outcome too, or it would repeat for ever. */
async function mapAndSend(deps: DeliveryDeps, row: DeliveryRow): Promise<Attempt> {
  let payload: string | null = null
  try {
    const submission = await deps.loadSubmission(row.submissionId)
    const settings = submission.document.deliveries?.find(({ id }) => id === row.deliveryCode)
    if (!settings) throw new Error(`Version ${submission.versionNumber} has no delivery ${row.deliveryCode}`)
    const mapped = await runMapping(deps.expressions, settings, {
      answers: submission.answers,
      on: londonDay(submission.completedAt),
      bindings: bindingsOf(submission),
    })
    if (mapped.kind === 'failed') {
      const { message, position } = mapped.problem
      const kind = isPassing(mapped.problem) ? 'internal-error' : 'mapping-failed'
      const where = position === undefined ? '' : ` (at character ${position + 1} of the mapping)`
      return { kind, message: `${message}${where}`, payload }
    }
    payload = JSON.stringify(mapped.output)
    if (mapped.problems.length > 0) {
      return {
        kind: 'schema-failed',
        message: mapped.problems.map(({ message }) => message).join('\n'),
        payload,
      }
    }
    const opened = await openDestination(deps, row.organisationId, row.destinationName)
    if (!opened) {
      const message = `There is no back office called ‘${row.destinationName}’`
      return { kind: 'destination-missing', message, payload }
    }
    const outcome = await opened.destination.send(opened.settings, {
      idempotencyKey: row.id,
      reference: submission.reference,
      formSlug: submission.formSlug,
      deliveryCode: row.deliveryCode,
      mode: submission.mode,
      body: payload,
    })
    return { ...outcome, payload }
  } catch (error) {
    deps.log.error({ err: error, deliveryId: row.id }, 'delivery.attempt-broke')
    return {
      kind: 'internal-error',
      message: 'Something failed on our side before this could be sent',
      payload,
    }
  }
}

async function conclude(
  deps: DeliveryDeps,
  row: DeliveryRow,
  attempt: Attempt,
  at: Date,
  milliseconds: number,
): Promise<void> {
  const now = deps.clock.now()
  await deps.db.transaction(async (tx) => {
    await insertAttempt(tx, {
      id: newId(),
      organisationId: row.organisationId,
      deliveryId: row.id,
      number: row.attempts,
      at,
      outcome: attempt.kind,
      statusCode: attempt.statusCode ?? null,
      message: storable(attempt.message),
      payload: attempt.payload,
      milliseconds,
    })
    const outcomes = await outcomesSince(tx, row.id, row.queuedAt)
    const decision = decideNext({
      outcomes,
      queuedAt: row.queuedAt,
      now,
      retrySeconds: deps.retrySeconds,
      giveUpHours: deps.giveUpHours,
      jitter: (deps.random ?? Math.random)(),
    })
    const nextAttemptAt = decision.state === 'queued' ? decision.nextAttemptAt : null
    const moved = await moveDelivery(tx, row.id, row.attempts, {
      state: decision.state,
      nextAttemptAt,
      ...(decision.state === 'delivered' && { deliveredAt: now }),
    })
    // Overtaken: the lease ran out and another attempt, or a replay, is under way. This one stays on record and decides nothing.
    if (!moved) return
    await recordEvent(tx, {
      organisationId: row.organisationId,
      at: now,
      actor: 'system',
      event: eventOf(decision),
      submissionId: row.submissionId,
      deliveryId: row.id,
      details: {
        delivery: row.deliveryCode,
        destination: row.destinationName,
        attempt: row.attempts,
        outcome: attempt.kind,
        ...(attempt.statusCode !== undefined && { statusCode: attempt.statusCode }),
        ...(nextAttemptAt && { nextAttemptAt: nextAttemptAt.toISOString() }),
      },
    })
    if (nextAttemptAt) {
      await deps.enqueue(tx, { name: 'deliver', deliveryId: row.id }, { startAfter: nextAttemptAt })
    } else if (decision.state === 'delivered' && outcomes.length > 1) {
      await bringForward(deps, tx, row, now)
    }
  })
}

function eventOf({ state }: Decision): string {
  return {
    delivered: 'delivery.delivered',
    queued: 'delivery.attempt-failed',
    'dead-letter': 'delivery.dead-lettered',
  }[state]
}

/** The database takes no NUL and no half characters, and a mapping or a reply may well bring some. */
function storable(text: string): string {
  return text.slice(0, 4_000).replaceAll('\u0000', '').toWellFormed()
}

/**
 * A back office that had failed has accepted something: others that wait for it, perhaps for hours, go soon. A few at a time, and each
 * of them that succeeds brings more, so that a long queue drains quickly without all of it arriving at once.
 */
async function bringForward(
  deps: DeliveryDeps,
  tx: Parameters<typeof insertAttempt>[0],
  row: DeliveryRow,
  now: Date,
): Promise<void> {
  const minute = 60_000
  const waiting = await waitingFor(tx, row, {
    dueAfter: new Date(now.getTime() + minute),
    triedBefore: new Date(now.getTime() - minute),
    atMost: 10,
  })
  for (const [place, { id }] of waiting.entries()) {
    const startAfter = new Date(now.getTime() + (place + 1) * 1000)
    await setNextAttempt(tx, id, startAfter)
    await deps.enqueue(tx, { name: 'deliver', deliveryId: id }, { startAfter })
  }
}
