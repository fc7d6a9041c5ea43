import type { BackOffice } from '../support/back-office.ts'
import type { Books, Journey } from '../support/books.ts'
import { pencePerHour } from './rig/permit.ts'

/** Journeys that did not end as they should: sent, paid, posted and delivered, each once. Named, with what is wrong. */
export function unfinished({ journeys }: Books): string[] {
  return journeys.flatMap((journey) => {
    const right: Partial<Journey> = {
      state: 'completed',
      totalPence: journey.hours * pencePerHour,
      paid: 1,
      succeeded: 1,
      settlements: 1,
      completions: 1,
      ledgerEntries: 1,
      ledgerPence: journey.totalPence,
      heldPence: 0,
      deliveries: 1,
      delivered: 1,
      messagesSent: journey.messages,
    }
    const wrong = Object.entries(right).filter(([key, value]) => journey[key as keyof Journey] !== value)
    if (wrong.length === 0) return []
    return [
      `${journey.reference}: ${wrong.map(([key]) => `${key} ${journey[key as keyof Journey]}`).join(', ')}`,
    ]
  })
}

/** Payments with money whose submission of ours is not complete, or not there at all. */
export function paidForNothing({ gateway, attempts, journeys }: Books): string[] {
  const complete = new Set(journeys.filter(({ state }) => state === 'completed').map(({ id }) => id))
  const attemptOf = new Map(attempts.map((attempt) => [attempt.gatewayPaymentId, attempt]))
  return gateway
    .filter((payment) => payment.taken && !complete.has(attemptOf.get(payment.id)?.submissionId ?? ''))
    .map(({ id, reference }) => `${reference} (${id})`)
}

/** Submissions for which the gateway took money more than once and kept it. */
export function chargedTwice({ gateway }: Books): string[] {
  const taken = new Map<string, number>()
  for (const { reference, taken: money, pence, refundedPence } of gateway) {
    if (money && refundedPence < pence) taken.set(reference, (taken.get(reference) ?? 0) + 1)
  }
  return [...taken].filter(([, count]) => count > 1).map(([reference, count]) => `${reference} (${count})`)
}

/**
 * Deliveries that the back office did not get, or got wrong. It may see a parcel twice after a crash, but always the same one under
 * the same key.
 */
export function lostDeliveries(backOffice: BackOffice, { journeys }: Books): string[] {
  const parcels = new Map<string, Set<string>>()
  for (const { reference, idempotencyKey, text, signed, accepted } of backOffice.requests) {
    if (!accepted) continue
    const seen = parcels.get(reference) ?? new Set()
    parcels.set(reference, seen.add(`${idempotencyKey} ${signed ? text : 'not signed'}`))
  }
  return journeys.flatMap(({ state, deliveryId, reference, hours, totalPence }) => {
    const seen = [...(parcels.get(reference) ?? [])]
    const expected =
      state === 'completed'
        ? [`${deliveryId} ${JSON.stringify({ reference, hours, pence: totalPence })}`]
        : []
    return seen.join('\n') === expected.join('\n')
      ? []
      : [`${reference} (${state}): ${seen.join(', ') || 'nothing'}`]
  })
}
