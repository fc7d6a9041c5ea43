import type { Books } from '../support/books.ts'

/** States of ours in which a gateway holds money. */
const paid = new Set(['capturable', 'success'])
const held = new Set(['overpaid', 'mismatched'])

/**
 * What is wrong in books at rest, in words: the invariants that no failure may break. Each side is read from its own books (ours,
 * the ledger, the gateway's); nothing that the server says is taken for true. Empty = all of them hold.
 */
export function brokenInvariants(books: Books): string[] {
  return [
    ...moneyWithoutSubmission(books),
    ...paidTwice(books),
    ...ledgerOff(books),
    ...undelivered(books),
    ...(books.earlyDeliveries > 0 ? [`I5: ${books.earlyDeliveries} deliveries before payment`] : []),
    ...books.doubleReferences.map((reference) => `I6: reference ${reference} given twice`),
    ...books.strays.map((row) => `I7: ${row} belongs to another organisation than its submission`),
    ...books.unaudited.map((row) => `I8: ${row}`),
  ]
}

/** I1: a success at the gateway is one paid, complete submission of that amount, or money that is held and known. */
function moneyWithoutSubmission({ gateway, attempts, journeys }: Books): string[] {
  const attemptOf = new Map(attempts.map((attempt) => [attempt.gatewayPaymentId, attempt]))
  const journeyOf = new Map(journeys.map((journey) => [journey.id, journey]))
  const taken = gateway.filter((payment) => payment.taken)
  const problems = taken.flatMap((payment) => {
    const attempt = attemptOf.get(payment.id)
    if (!attempt) return [`I1: gateway payment ${payment.id} took money and no attempt knows it`]
    if (attempt.takenPence !== payment.pence)
      return [`I1: payment ${attempt.id} took ${payment.pence}, we say ${attempt.takenPence}`]
    if (held.has(attempt.state)) return []
    const journey = journeyOf.get(attempt.submissionId)
    const right =
      paid.has(attempt.state) && journey?.state === 'completed' && journey.totalPence === attempt.amountPence
    return right
      ? []
      : [
          `I1: payment ${attempt.id} took money, is ${attempt.state}, its submission ${journey?.state ?? 'gone'}`,
        ]
  })
  const takenIds = new Set(taken.map(({ id }) => id))
  const invented = attempts.filter(
    (attempt) =>
      (paid.has(attempt.state) || held.has(attempt.state)) && !takenIds.has(attempt.gatewayPaymentId ?? ''),
  )
  return [
    ...problems,
    ...invented.map(
      (attempt) => `I1: payment ${attempt.id} is ${attempt.state}, and the gateway took nothing`,
    ),
  ]
}

/** I2: nobody has paid twice and not been given one of the two back. */
function paidTwice({ gateway, attempts }: Books): string[] {
  const submissionOf = new Map(attempts.map((attempt) => [attempt.gatewayPaymentId, attempt.submissionId]))
  const kept = new Map<string, number>()
  for (const payment of gateway) {
    if (!payment.taken || payment.refundedPence >= payment.pence) continue
    const submission = submissionOf.get(payment.id) ?? payment.reference
    kept.set(submission, (kept.get(submission) ?? 0) + 1)
  }
  return [...kept]
    .filter(([, count]) => count > 1)
    .map(([submission, count]) => `I2: submission ${submission} was paid ${count} times`)
}

/** I3: the ledger has what was taken less what went back, payment by payment, and so has the gateway. */
function ledgerOff({ gateway, attempts }: Books): string[] {
  const atGateway = new Map(gateway.map((payment) => [payment.id, payment]))
  return attempts.flatMap((attempt) => {
    const wanted =
      attempt.state === 'success' || held.has(attempt.state) ? attempt.takenPence - attempt.refundedPence : 0
    const problems =
      attempt.ledgerPence === wanted
        ? []
        : [`I3: the ledger has ${attempt.ledgerPence} for payment ${attempt.id}, not ${wanted}`]
    const returned = atGateway.get(attempt.gatewayPaymentId ?? '')?.refundedPence ?? 0
    if (returned !== attempt.refundedPence) {
      problems.push(
        `I3: the gateway paid back ${returned} of payment ${attempt.id}, we say ${attempt.refundedPence}`,
      )
    }
    return problems
  })
}

/** I4: what is paid is complete, and what is complete has its delivery, once. */
function undelivered({ journeys }: Books): string[] {
  return journeys.flatMap((journey) => {
    if (journey.paid > 0 && journey.state !== 'completed')
      return [`I4: ${journey.reference} is paid and ${journey.state}`]
    if (journey.state !== 'completed') return []
    const once = journey.deliveries === 1 && journey.completions === 1 && journey.settlements === 1
    return once
      ? []
      : [
          `I4: ${journey.reference} was settled ${journey.settlements} times, completed ${journey.completions} times and has ${journey.deliveries} deliveries`,
        ]
  })
}
