import type { PaymentLine } from './gateway.ts'
import { isHeld } from './payment.ts'
import type { Payment } from './payment-store.ts'

/** A line of what was really taken: its number from 1, as the ledger and refunds count. */
export interface ChargedLine extends PaymentLine {
  line: number
}

/**
 * What a payment took, line by line (pence): its own lines, and the gateway's card surcharge as one more. The surcharge is part
 * of what the payer gave for the supply, so it follows the first line's VAT treatment and fund (VAT Notice 700, section 8).
 * A payment that is held is one line, number 0: it was for nothing that anybody owed.
 */
export function chargedLines(payment: Payment): ChargedLine[] {
  const [first] = payment.lines
  if (!first) throw new Error(`Payment ${payment.id} has no lines`)
  if (isHeld(payment.state)) {
    const totalPence = (payment.takenPence ?? 0) + payment.surchargePence
    return totalPence === 0 ? [] : [heldLine(first, payment.state, totalPence)]
  }
  const lines = payment.lines.map((line, index) => ({ ...line, line: index + 1 }))
  if (payment.surchargePence === 0) return lines
  const surcharge = {
    line: lines.length + 1,
    code: 'card-surcharge',
    label: 'Corporate card surcharge',
    quantity: 1,
    amountPence: payment.surchargePence,
    totalPence: payment.surchargePence,
    vat: first.vat,
    fund: first.fund,
    ...(first.ledger && { ledger: first.ledger }),
  }
  return [...lines, surcharge]
}

function heldLine(first: PaymentLine, state: string, totalPence: number): ChargedLine {
  return {
    line: 0,
    code: state,
    label: state === 'overpaid' ? 'Paid twice, held for refund' : 'Another amount than asked for, held',
    quantity: 1,
    amountPence: totalPence,
    totalPence,
    vat: 'outside-scope',
    fund: first.fund,
    ...(first.ledger && { ledger: first.ledger }),
  }
}
