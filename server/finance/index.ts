/*
 * Finance: the ledger of what was taken, line by line, with its VAT and its fund. Append-only.
 * Knows lines, VAT treatments, funds and ledger codes. Refuses to know why something was owed, how it was paid, or to
 * round: what does not add up is not posted.
 */
import { asc, eq } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import { ledgerEntry } from '../db/schema/finance.ts'
import type { Payment, Refund } from '../payments/index.ts'
import { postHeld, postPayment, postRefund, postSurcharge, reversePayment } from './ledger.ts'

export type LedgerEntry = typeof ledgerEntry.$inferSelect

export interface Finance {
  /** One entry a line. @throws Error when the lines do not add up to the payment, or it was posted before */
  postPayment(tx: Tx, payment: Payment): Promise<void>
  /** One more line: the gateway's surcharge, told after the payment was posted. */
  postSurcharge(tx: Tx, payment: Payment): Promise<void>
  /** Money that nobody owed, kept apart. */
  postHeld(tx: Tx, payment: Payment): Promise<void>
  /** Takes back what was posted: the money is not there after all. */
  reversePayment(tx: Tx, payment: Payment): Promise<void>
  /** One negative entry a line. @throws Error when it is more than was posted */
  postRefund(tx: Tx, payment: Payment, refund: Refund): Promise<void>
  /** A submission's entries in order of posting. */
  ledgerOf(db: Db | Tx, submissionId: string): Promise<LedgerEntry[]>
}

export function createFinance({ clock }: { clock: Clock }): Finance {
  return {
    postPayment: (tx, payment) => postPayment(clock, tx, payment),
    postSurcharge: (tx, payment) => postSurcharge(clock, tx, payment),
    postHeld: (tx, payment) => postHeld(clock, tx, payment),
    reversePayment: (tx, payment) => reversePayment(clock, tx, payment),
    postRefund: (tx, payment, refund) => postRefund(clock, tx, payment, refund),
    ledgerOf: (db, submissionId) =>
      db
        .select()
        .from(ledgerEntry)
        .where(eq(ledgerEntry.submissionId, submissionId))
        .orderBy(asc(ledgerEntry.id)),
  }
}
