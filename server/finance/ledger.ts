import { eq } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { ledgerEntry } from '../db/schema/finance.ts'
import { sumPence } from '../money.ts'
import { type ChargedLine, chargedLines, type Payment, type Refund } from '../payments/index.ts'
import { vatWithin } from './vat.ts'

type NewEntry = typeof ledgerEntry.$inferInsert
type LedgerEntry = typeof ledgerEntry.$inferSelect

/**
 * Posts a payment to the ledger, one entry a line, in the transaction that made it count as paid.
 * Posting it twice fails on index ledger_entry_once, and so does the second transaction.
 * @throws Error when its lines do not add up to its amount: the transaction must not stand
 */
export async function postPayment(clock: Clock, tx: Tx, payment: Payment): Promise<void> {
  const total = sumPence(payment.lines.map((line) => line.totalPence))
  if (total !== payment.amountPence || payment.lines.length === 0) {
    throw new Error(`Payment ${payment.id} is ${payment.amountPence} pence, its lines come to ${total}`)
  }
  await postAll(clock, tx, payment, 'payment')
}

/** The surcharge line of a payment that was posted before the surcharge was known. */
export async function postSurcharge(clock: Clock, tx: Tx, payment: Payment): Promise<void> {
  const [surcharge] = chargedLines(payment).slice(payment.lines.length)
  const posting = lastPosting(await entriesOf(tx, payment))
  if (surcharge) await post(tx, [{ ...entryOf(clock, payment, 'payment', surcharge), posting }])
}

/** Money that nobody owed: one entry, kept apart, until it goes back. */
export async function postHeld(clock: Clock, tx: Tx, payment: Payment): Promise<void> {
  await postAll(clock, tx, payment, 'held')
}

/** Takes back what was posted of a payment whose money is not there after all. Nothing when nothing was posted. */
export async function reversePayment(clock: Clock, tx: Tx, payment: Payment): Promise<void> {
  const entries = await entriesOf(tx, payment)
  const posting = lastPosting(entries)
  const latest = entries.filter((entry) => entry.posting === posting)
  if (latest.some(({ kind }) => kind === 'reversal')) return
  const postedAt = clock.now()
  await post(
    tx,
    latest
      .filter(({ kind }) => kind === 'payment' || kind === 'held')
      .map(({ id: _id, ...entry }) => ({
        ...entry,
        kind: 'reversal' as const,
        grossPence: -entry.grossPence,
        netPence: -entry.netPence,
        vatPence: -entry.vatPence,
        postedAt,
      })),
  )
}

/** A payment is posted once; anew only when what was posted was taken back, as the money was not there and now is. */
async function postAll(clock: Clock, tx: Tx, payment: Payment, kind: 'payment' | 'held'): Promise<void> {
  const entries = await entriesOf(tx, payment)
  const last = lastPosting(entries)
  const wasTakenBack = entries.some((entry) => entry.posting === last && entry.kind === 'reversal')
  const posting = wasTakenBack ? last + 1 : last
  await post(
    tx,
    chargedLines(payment).map((line) => ({ ...entryOf(clock, payment, kind, line), posting })),
  )
}

function entriesOf(tx: Tx, payment: Payment): Promise<LedgerEntry[]> {
  return tx.select().from(ledgerEntry).where(eq(ledgerEntry.paymentId, payment.id))
}

function lastPosting(entries: LedgerEntry[]): number {
  return Math.max(1, ...entries.map((entry) => entry.posting))
}

/**
 * Posts what went back, one negative entry a line. The last part of a line takes what is left of its VAT, and the last part of a
 * payment takes every line back to nothing, discounts included: so a payment that went back whole comes to nought in gross, net and
 * VAT, line by line, in however many parts it went.
 * @throws Error when it is of a line that was never posted, or more than is left
 */
export async function postRefund(clock: Clock, tx: Tx, payment: Payment, refund: Refund): Promise<void> {
  const entries = await entriesOf(tx, payment)
  const posting = lastPosting(entries)
  const posted = entries.filter((entry) => entry.posting === posting && entry.kind !== 'reversal')
  const lines = [...new Set(posted.map((entry) => entry.lineNumber))].map((line) => lineLeft(posted, line))
  const isLast = refund.amountPence === sumPence(lines.map((line) => line.grossPence))
  const parts = isLast
    ? lines
        .filter(({ grossPence }) => grossPence !== 0)
        .map(({ line, grossPence }) => ({ line, pence: grossPence }))
    : refund.lines
  const postedAt = clock.now()
  await post(
    tx,
    parts.map(({ line, pence }): NewEntry => {
      const left = lines.find((one) => one.line === line)
      if (!left) throw new Error(`Refund ${refund.id} is of line ${line}, which was never posted`)
      if (pence > left.grossPence && !isLast) {
        throw new Error(`Refund ${refund.id} is more than is left of line ${line}`)
      }
      const treatment = left.original.vatTreatment as ChargedLine['vat']
      const vatPence =
        pence === left.grossPence ? left.vatPence : Math.min(vatWithin(pence, treatment), left.vatPence)
      const { id: _id, ...same } = left.original
      return {
        ...same,
        kind: 'refund',
        refundId: refund.id,
        grossPence: -pence,
        netPence: vatPence - pence,
        vatPence: -vatPence || 0,
        postedAt,
      }
    }),
  )
}

/** What is left of a line: what was posted less what went back. */
function lineLeft(posted: LedgerEntry[], line: number) {
  const ofLine = posted.filter((entry) => entry.lineNumber === line)
  return {
    line,
    original: ofLine.find(({ kind }) => kind !== 'refund')!,
    grossPence: sumPence(ofLine.map((entry) => entry.grossPence)),
    vatPence: sumPence(ofLine.map((entry) => entry.vatPence)),
  }
}

async function post(tx: Tx, entries: NewEntry[]): Promise<void> {
  if (entries.length > 0) await tx.insert(ledgerEntry).values(entries)
}

function entryOf(clock: Clock, payment: Payment, kind: 'payment' | 'held', line: ChargedLine): NewEntry {
  const vatPence = vatWithin(line.totalPence, line.vat)
  return {
    organisationId: payment.organisationId,
    submissionId: payment.submissionId,
    paymentId: payment.id,
    kind,
    lineNumber: line.line,
    lineCode: line.code,
    grossPence: line.totalPence,
    netPence: line.totalPence - vatPence,
    vatPence,
    vatTreatment: line.vat,
    fund: line.fund,
    ledgerCode: line.ledger ?? null,
    narrative: line.narrative ?? line.label,
    mode: payment.mode,
    postedAt: clock.now(),
  }
}
