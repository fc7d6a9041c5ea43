import { isHeld, isPaid } from '../../../server/payments/index.ts'
import { type Accuse, accuserOf } from '../kernel/violation.ts'
import type { Books } from '../outside/gateways/books.ts'
import { eventKey, type SeenPayment, type Snapshot } from './snapshot.ts'

const deliveriesOfTheForm = 1

/** What residents and back offices are promised, checked at every commit against the gateways' own books. */
export function checkPromises(
  journey: number,
  before: Snapshot | undefined,
  now: Snapshot,
  booksOf: (accountId: string) => Books,
): void {
  const accuse: Accuse = accuserOf(journey)
  const paid = now.payments.filter(({ state }) => isPaid(state))
  if (paid.length > 1) accuse('I2', 'A submission counts as paid twice')
  for (const payment of now.payments) {
    if (payment.gatewayAccountId) checkAgainstBooks(payment, booksOf(payment.gatewayAccountId), accuse)
  }
  const completed = now.state === 'completed'
  const everPaid = now.payments.some(({ id, channel }) => channel === 'elsewhere' || wasPaid(now, id))
  if (completed && now.totalPence !== 0 && !everPaid) {
    accuse('I1', 'A submission is complete that nobody has paid for')
  }
  if (!completed && paid.length > 0) accuse('I1', 'A submission is paid and not complete')
  if (now.deliveries.length !== (completed ? deliveriesOfTheForm : 0)) {
    accuse(
      completed ? 'I4' : 'I5',
      `A submission that is ${now.state} has ${now.deliveries.length} deliveries`,
    )
  }
  if (completed && now.liveLinks > 0) accuse('pay-link', 'A link to pay lives on although it is paid')
  if (before?.reference && (before.reference !== now.reference || before.totalPence !== now.totalPence)) {
    accuse('frozen', 'A submission changed its reference or its price after it was sent')
  }
  checkMessages(now, accuse)
}

/** Whoever left an address has one receipt for what they paid us, and one message for each refund. */
function checkMessages(now: Snapshot, accuse: Accuse): void {
  const told = (kind: string) => now.messages.filter((message) => message.kind === kind).length
  const hasAddress = (paymentId: string) =>
    now.payments.some(({ id, email }) => id === paymentId && email !== null)
  const refunds = now.refunds.filter(({ state, paymentId }) => state === 'success' && hasAddress(paymentId))
  if (told('refund') !== refunds.length) {
    accuse('message', `${refunds.length} refunds were made and ${told('refund')} were told`)
  }
  const counted = now.payments.filter(
    ({ id, channel }) => channel !== 'elsewhere' && hasAddress(id) && wasPaid(now, id),
  )
  if (told('receipt') !== counted.length) {
    accuse('message', `${counted.length} payments counted and ${told('receipt')} receipts were sent`)
  }
}

function wasPaid(now: Snapshot, paymentId: string): boolean {
  return ['payment.succeeded', 'payment.capturable'].some((event) => eventKey(event, paymentId) in now.events)
}

/** We never count on money of which the gateway knows nothing. */
function checkAgainstBooks(payment: SeenPayment, books: Books, accuse: Accuse): void {
  const { state, amountPence, takenPence } = payment
  if (!isPaid(state) && !isHeld(state)) return
  const book = books.payments.get(payment.gatewayPaymentId ?? '')
  if (!book) accuse('I1', `A payment is ${state} and its gateway has none`)
  if (state === 'success' && !book.wasTaken) {
    accuse('I1', `A payment counts as taken that is ${book.state} at its gateway`)
  }
  if (isPaid(state) && book.takenPence !== amountPence) {
    accuse('I1', `${book.takenPence} were taken and ${amountPence} count as paid`)
  }
  if (takenPence !== null && takenPence !== book.takenPence) {
    accuse('I1', `${book.takenPence} were taken and ${takenPence} are written down`)
  }
}
