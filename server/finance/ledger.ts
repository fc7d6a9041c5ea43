import type { Clock } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { ledgerEntry } from '../db/schema/finance.ts'
import { sumPence } from '../money.ts'
import type { Payment } from '../payments/index.ts'
import { vatWithin } from './vat.ts'

/**
 * Posts a payment to the ledger, one entry a line, in the transaction that made it a success.
 * Posting it twice fails on index ledger_entry_once, and so does the second transaction.
 * @throws Error when its lines do not add up to its amount: the transaction must not stand
 */
export async function postPayment(clock: Clock, tx: Tx, payment: Payment): Promise<void> {
  const total = sumPence(payment.lines.map((line) => line.totalPence))
  if (total !== payment.amountPence || payment.lines.length === 0) {
    throw new Error(`Payment ${payment.id} is ${payment.amountPence} pence, its lines come to ${total}`)
  }
  const postedAt = clock.now()
  await tx.insert(ledgerEntry).values(
    payment.lines.map((line, index) => {
      const vatPence = vatWithin(line.totalPence, line.vat)
      return {
        organisationId: payment.organisationId,
        submissionId: payment.submissionId,
        paymentId: payment.id,
        kind: 'payment' as const,
        lineNumber: index + 1,
        lineCode: line.code,
        grossPence: line.totalPence,
        netPence: line.totalPence - vatPence,
        vatPence,
        vatTreatment: line.vat,
        fund: line.fund,
        ledgerCode: line.ledger ?? null,
        narrative: line.narrative ?? line.label,
        mode: payment.mode,
        postedAt,
      }
    }),
  )
}
