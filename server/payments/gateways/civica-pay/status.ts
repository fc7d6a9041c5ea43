import { type Pence, parsePounds, sumPence } from '../../../money.ts'
import type { GatewayStatus, QueryOutcome } from '../../gateway.ts'
import { cleanText } from '../clean-text.ts'
import type { CivicaId } from './id.ts'
import { type Authorisation, pageSize } from './query.ts'

/** Minutes in which a payer can pay. Nobody publishes how long a basket lives; an hour is longer than a session lasts. */
export const payableMinutes = 60
/** Minutes more until a payment that Civica Pay still does not know is given up. */
const marginMinutes = 30

/** RequestStatus, as public client code lists it. A status that is not here is never guessed at. */
const meanings: ReadonlyMap<string, GatewayStatus['state']> = new Map([
  ['A', 'success'], // authorised
  ['P', 'submitted'], // pending
  ['W', 'submitted'], // authorised, awaiting a signature
  ['I', 'started'], // PIN in progress
  ['3DP', 'started'], // 3-D Secure not completed
  ['D', 'failed'], // declined
  ['R', 'failed'], // referred to the bank
  ['E', 'failed'], // card expired
  ['L', 'failed'], // signature declined
  ['N', 'failed'], // PIN entry cancelled
  ['T', 'failed'], // timed out
  ['C', 'error'], // the bank could not be contacted
  ['S', 'error'], // Civica's own card server could not be contacted
  ['M', 'error'], // the bank did not respond
])

/** Codes of ends that nobody declined. */
export const endings = {
  T: 'expired',
  I: 'expired',
  '3DP': 'expired',
  'not-found': 'expired',
  N: 'cancelled',
} as const

/**
 * How a payment stands whose reference Civica Pay does not know (00001): the payer is still paying, or gave up; the two look
 * alike. It is open while it could be paid, then it has expired. Money that comes later still is found by the next look.
 */
export function unknownStanding(id: CivicaId, now: Date): QueryOutcome {
  const { amountPence } = id
  return isOver(id, now)
    ? found({ state: 'failed', finished: true, amountPence, code: 'not-found' })
    : found({ state: 'created', finished: false, amountPence })
}

/**
 * How a payment stands by the authorisation requests under its reference: what was taken is their sum. What is not text of
 * pounds and pence is not a sum of money, and nothing is said about the payment.
 */
export function standing(id: CivicaId, authorisations: readonly Authorisation[], now: Date): QueryOutcome {
  if (authorisations.length >= pageSize)
    return unclear('It knows more payments by this reference than can be')
  const names = authorisations.map((one) => one.CallingApplicationTransactionReference || id.reference)
  if (names.some((name) => name !== id.reference)) return unclear('It answered about another payment')
  const amounts = authorisations.map((one) => exactPence(one.AccountPaymentAmount))
  if (!amounts.every((amount) => amount !== undefined)) {
    return unclear('It gave an amount that is not pounds and pence')
  }
  const states = authorisations.map((one) => meanings.get(one.RequestStatus))
  if (!states.every((state) => state !== undefined)) return unclear('It gave a status that is not known')
  const paid = authorisedAlone(id, authorisations, amounts, states)
  if (paid) return found({ state: 'success', finished: true, ...paid })
  const together = stateOf(states, isOver(id, now))
  const money = moneyOf(id, authorisations, amounts)
  if (together.state === 'success') return found({ ...together, ...money, ...tracesOf(authorisations) })
  const code = states.includes('success') ? 'mixed' : (authorisations.at(-1)?.RequestStatus ?? '')
  return found({ ...together, ...money, code, ...tracesOf(authorisations) })
}

/** A payer who was declined and then paid: the refused tries are over, and the authorised ones come to exactly what was asked. */
function authorisedAlone(
  id: CivicaId,
  authorisations: readonly Authorisation[],
  amounts: readonly Pence[],
  states: readonly GatewayStatus['state'][],
): Pick<GatewayStatus, 'amountPence' | 'surchargePence' | 'traces'> | undefined {
  const isOver = (state: GatewayStatus['state']) => state === 'failed' || state === 'error'
  if (!states.includes('success') || !states.every((state) => state === 'success' || isOver(state)))
    return undefined
  const authorised = (_value: unknown, index: number) => states[index] === 'success'
  const theirs = authorisations.filter(authorised)
  const money = moneyOf(id, theirs, amounts.filter(authorised))
  return money.amountPence === id.amountPence ? { ...money, ...tracesOf(theirs) } : undefined
}

/**
 * Otherwise it has succeeded only when EVERY request is authorised. Some authorised and some not is `submitted`, unfinished: money has
 * moved, so that nobody may be asked to pay again, and an officer has to look. Whoever is still at it is still paying, until
 * the time is over; after that the last word counts.
 */
function stateOf(
  states: readonly GatewayStatus['state'][],
  over: boolean,
): Pick<GatewayStatus, 'state' | 'finished'> {
  if (states.every((state) => state === 'success')) return { state: 'success', finished: true }
  if (states.includes('success') || states.includes('submitted'))
    return { state: 'submitted', finished: false }
  if (!states.includes('started')) return { state: states.at(-1) ?? 'failed', finished: true }
  return over ? { state: 'failed', finished: true } : { state: 'started', finished: false }
}

/**
 * The sum, less what was put on top: a card charge is a request of its own whose true account is not the one we gave. It counts
 * as one only when the rest is exactly what we asked for.
 */
function moneyOf(id: CivicaId, authorisations: readonly Authorisation[], amounts: readonly Pence[]) {
  const onTop = authorisations.map(
    ({ AccountReference, TrueAccountReference }) =>
      Boolean(TrueAccountReference) && TrueAccountReference !== AccountReference,
  )
  const surchargePence = sumPence(amounts.filter((_amount, index) => onTop[index]))
  const total = sumPence(amounts)
  return surchargePence > 0 && total - surchargePence === id.amountPence
    ? { amountPence: id.amountPence, surchargePence }
    : { amountPence: total }
}

/** "65", "65.5", "65.00" or SQL's "65.0000" as pence: no sign, no commas, nothing below a penny, no exponent. */
function exactPence(text: string): Pence | undefined {
  const [, pounds] = /^(\d{1,9}(?:\.\d{1,2})?)0*$/.exec(text) ?? []
  return pounds && (text.includes('.') || pounds === text) ? parsePounds(pounds) : undefined
}

/** OriginatorsReference is not kept as an authorisation code: it is Civica's number of the request, not the bank's word. */
function tracesOf(authorisations: readonly Authorisation[]): Pick<GatewayStatus, 'traces'> {
  const receipts = authorisations.map((one) => cleanText(one.IncomeManagementReceiptNumber ?? '', 50))
  const transactionId = [...new Set(receipts)].filter(Boolean).join(', ')
  return transactionId ? { traces: { transactionId } } : {}
}

function isOver(id: CivicaId, now: Date): boolean {
  return now.getTime() / 1000 - id.createdAt > (payableMinutes + marginMinutes) * 60
}

function found(status: GatewayStatus): QueryOutcome {
  return { kind: 'found', status }
}

function unclear(message: string): QueryOutcome {
  return { kind: 'unreachable', message }
}
