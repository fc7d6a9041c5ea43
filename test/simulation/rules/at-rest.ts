import { type Exceptions, readExceptions } from '../../../server/insight/exceptions.ts'
import { countOverdue } from '../../../server/insight/overdue.ts'
import { isHeld, isOpen, isPaid } from '../../../server/payments/index.ts'
import { organisationId } from '../council/set-up.ts'
import { type Accuse, accuserOf } from '../kernel/violation.ts'
import { type BookPayment, heldPence, leftPence } from '../outside/gateways/books.ts'
import type { World } from '../world.ts'
import { readSnapshot, type SeenPayment, type Snapshot } from './snapshot.ts'

/** Nothing moves any more, days later: now the gateways' books, ours, the ledger and the back office must all say the same. */
export async function checkAtRest(world: World): Promise<void> {
  const now = new Date(world.scheduler.now)
  const exceptions = await readExceptions(world.lane.db, organisationId, { now, payable: [] })
  const { held, lost, refunds } = exceptions
  const listed = new Set([...held, ...lost, ...refunds].map(({ reference }) => reference))
  for (const journey of world.journeys) {
    const seen = journey.begun && (await readSnapshot(world.lane, journey.begun.submissionId))
    if (!seen || seen.state === 'answering') continue
    const accuse = accuserOf(journey.index)
    world.watch.check(journey, seen)
    checkMoney(world.suppliers.paymentsFor(seen.reference), seen, listed.has(`CO-${seen.reference}`), accuse)
    checkOver(seen, accuse)
    checkDelivered(world, seen, accuse)
  }
  const accuse = accuserOf(undefined)
  checkOrphans(world, accuse)
  await checkHouse(world, exceptions, accuse)
}

/** @param listed finance is shown the submission as one to look at */
function checkMoney(books: readonly BookPayment[], now: Snapshot, listed: boolean, accuse: Accuse): void {
  const taken = books.filter((book) => heldPence(book) > 0)
  for (const book of taken) {
    const ours = now.payments.find(({ gatewayPaymentId }) => gatewayPaymentId === book.id)
    if (!ours) accuse('I1', `${book.id} took ${heldPence(book)} pence, and we know nothing of it`)
    const known = isPaid(ours.state) || isHeld(ours.state)
    if (!known) accuse('I1', `${book.id} took money, and is ${ours.state} with us`)
    compareRefunds(book, ours, now, accuse)
  }
  const counted = now.payments.filter(({ state }) => isPaid(state))
  for (const payment of counted) compareCounted(payment, taken, accuse)
  const mistaken = taken.filter((book) => book.takenPence !== book.askedPence)
  if (taken.length > mistaken.length && counted.length === 0) {
    accuse('I1', 'Money was taken for a submission, and nothing counts as paid')
  }
  // Cash counts like a card.
  const cash = counted.filter(({ channel }) => channel === 'elsewhere')
  const kept = taken.filter((book) => leftPence(book) > 0).length + cash.length
  if (kept > 1 && !listed) accuse('I2', `${kept} payments are kept for one submission, and nobody is told`)
}

function compareCounted(payment: SeenPayment, taken: readonly BookPayment[], accuse: Accuse): void {
  const { state, gatewayAccountId, gatewayPaymentId, amountPence, surchargePence } = payment
  if (state === 'capturable') accuse('I1', 'A payment was authorised and never taken')
  if (!gatewayAccountId) return
  const book = taken.find(({ id }) => id === gatewayPaymentId)
  if (!book) accuse('I1', `${gatewayPaymentId} counts as paid, and its gateway has no money of it`)
  if (heldPence(book) !== amountPence + surchargePence) {
    accuse('I1', `${heldPence(book)} pence are at the gateway, ${amountPence} and ${surchargePence} count`)
  }
}

/** What went back at the gateway is what went back in our books, refund by refund. */
function compareRefunds(book: BookPayment, ours: SeenPayment, now: Snapshot, accuse: Accuse): void {
  const there = book.refunds.filter(({ state }) => state === 'success')
  const here = now.refunds.filter(
    ({ paymentId, state, paidBy }) => paymentId === ours.id && state === 'success' && paidBy === null,
  )
  const total = (refunds: readonly { amountPence: number }[]) =>
    refunds.reduce((sum, { amountPence }) => sum + amountPence, 0)
  const ids = (list: (string | null)[]) => list.sort().join(' ')
  if (ids(there.map(({ id }) => id)) !== ids(here.map(({ gatewayRefundId }) => gatewayRefundId))) {
    accuse('refund-twice', `${total(there)} pence went back at the gateway, ${total(here)} in our books`)
  }
  if (total(there) > heldPence(book)) {
    accuse('refund-too-much', `${total(there)} pence went back of ${heldPence(book)}`)
  }
}

/** Nothing waits for something that never comes. */
function checkOver(now: Snapshot, accuse: Accuse): void {
  for (const payment of now.payments) {
    if (!payment.finished || payment.due)
      accuse('unfinished', `A payment is ${payment.state} and not finished`)
    // What is open is shown to its payer as unpaid, or as being looked into.
    if (isOpen(payment.state)) accuse('unfinished', `A payment stays ${payment.state}`)
  }
  for (const { state, due } of now.refunds) {
    if (due || state === 'approved' || state === 'submitted') accuse('unfinished', `A refund stays ${state}`)
  }
  for (const { kind, state } of now.messages) {
    if (state === 'queued') accuse('unfinished', `A message (${kind}) stays queued`)
  }
}

function checkDelivered(world: World, now: Snapshot, accuse: Accuse): void {
  for (const { id, state } of now.deliveries) {
    const parcel = world.backOffice.parcels.get(id)
    if (state === 'queued') accuse('I4', 'A delivery stays queued')
    if (state === 'delivered' && !parcel) accuse('I4', 'The back office lacks a delivery that was made')
    if (parcel && parcel.reference !== now.reference) accuse('I4', 'A parcel has another reference')
  }
}

/** Nobody paid for something that we never heard of. */
function checkOrphans(world: World, accuse: Accuse): void {
  const references = new Set(world.journeys.map(({ seen }) => `CO-${seen?.reference}`))
  for (const books of Object.values(world.suppliers.books)) {
    for (const book of books.payments.values()) {
      if (heldPence(book) > 0 && !references.has(book.reference)) {
        accuse('I1', `${book.id} took money for a submission that is not there`)
      }
    }
  }
}

async function checkHouse({ lane, scheduler }: World, exceptions: Exceptions, accuse: Accuse): Promise<void> {
  if (exceptions.stuck.length + exceptions.underWay.length > 0) {
    accuse('unfinished', 'Attempts are listed as open for ever')
  }
  const overdue = await countOverdue(lane.db, new Date(scheduler.now + 86_400_000))
  if (overdue.payments + overdue.deliveries > 0) accuse('unfinished', 'Something is overdue for ever')
  const owned = await lane.query(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'organisation_id'`,
  )
  const counts = owned.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as n from "${name}"
        where organisation_id is distinct from '${organisationId}'`,
  )
  for (const { name, n } of await lane.query(counts.join(' union all '))) {
    if (Number(n) > 0) accuse('I7', `${n} rows of ${name} belong to nobody, or to somebody else`)
  }
  const [twice] = await lane.query(
    `select reference from submission where reference is not null
      group by organisation_id, reference having count(*) > 1`,
  )
  if (twice) accuse('I6', `Two submissions are ${twice.reference}`)
}
