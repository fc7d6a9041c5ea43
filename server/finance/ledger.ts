import { and, eq } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { ledgerEntry } from '../db/schema/finance.ts'
import { sumPence } from '../money.ts'
import { type ChargedLine, chargedLines, type Payment, type Refund } from '../payments/index.ts'
import { vatWithin } from './vat.ts'

type NewEntry = typeof ledgerEntry.$inferInsert

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
  await post(
    tx,
    chargedLines(payment).map((line) => entryOf(clock, payment, 'payment', line)),
  )
}

/** Money that nobody owed: one entry, kept apart, until it goes back. */
export async function postHeld(clock: Clock, tx: Tx, payment: Payment): Promise<void> {
  await post(
    tx,
    chargedLines(payment).map((line) => entryOf(clock, payment, 'held', line)),
  )
}

/** Takes back what was posted of a payment whose money is not there after all. Nothing when nothing was posted. */
export async function reversePayment(clock: Clock, tx: Tx, payment: Payment): Promise<void> {
  const posted = await tx.select().from(ledgerEntry).where(eq(ledgerEntry.paymentId, payment.id))
  const reversed = new Set(posted.filter(({ kind }) => kind === 'reversal').map((entry) => entry.lineNumber))
  const postedAt = clock.now()
  await post(
    tx,
    posted
      .filter(({ kind, lineNumber }) => (kind === 'payment' || kind === 'held') && !reversed.has(lineNumber))
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

/**
 * Posts what went back, one negative entry a line. The VAT of the last part of a line is what is left of the line's VAT, so that
 * a line paid back in parts gives back exactly the VAT that was posted, to the penny.
 */
export async function postRefund(clock: Clock, tx: Tx, payment: Payment, refund: Refund): Promise<void> {
  const posted = await tx
    .select()
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.paymentId, payment.id)))
  const postedAt = clock.now()
  await post(
    tx,
    refund.lines.map(({ line, pence }): NewEntry => {
      const ofLine = posted.filter((entry) => entry.lineNumber === line && entry.kind !== 'reversal')
      const original = ofLine.find(({ kind }) => kind === 'payment' || kind === 'held')
      if (!original) throw new Error(`Refund ${refund.id} is of line ${line}, which was never posted`)
      const leftGross = sumPence(ofLine.map((entry) => entry.grossPence))
      const leftVat = sumPence(ofLine.map((entry) => entry.vatPence))
      if (pence > leftGross) throw new Error(`Refund ${refund.id} is more than is left of line ${line}`)
      const treatment = original.vatTreatment as ChargedLine['vat']
      const vatPence = pence === leftGross ? leftVat : Math.min(vatWithin(pence, treatment), leftVat)
      const { id: _id, ...same } = original
      return {
        ...same,
        kind: 'refund',
        refundId: refund.id,
        grossPence: -pence,
        netPence: -(pence - vatPence),
        vatPence: vatPence === 0 ? 0 : -vatPence,
        postedAt,
      }
    }),
  )
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
