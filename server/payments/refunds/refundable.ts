import { sumPence } from '../../money.ts'
import { chargedLines } from '../charged-lines.ts'
import { isHeld } from '../payment.ts'
import type { Payment } from '../payment-store.ts'
import { claimsMoney, type RefundLine } from './refund.ts'
import type { Refund } from './refund-store.ts'

/** A line of a payment with what may still go back of it, in pence. */
export interface RefundableLine {
  line: number
  code: string
  label: string
  takenPence: number
  leftPence: number
}

/**
 * What may still be refunded of a payment, line by line. A discount line is negative and is never refunded itself: it lowers what
 * the lines together can give back, so the whole can be less than the sum of the lines.
 */
export function refundable(
  payment: Payment,
  refunds: readonly Refund[],
): { leftPence: number; lines: RefundableLine[] } {
  const taken = payment.state === 'success' || isHeld(payment.state) ? (payment.takenPence ?? 0) : 0
  if (taken === 0) return { leftPence: 0, lines: [] }
  const claiming = refunds.filter((refund) => claimsMoney(refund.state))
  const givenOf = (line: number) =>
    sumPence(
      claiming
        .flatMap((refund) => refund.lines.filter((part) => part.line === line))
        .map(({ pence }) => pence),
    )
  const leftPence = taken + payment.surchargePence - sumPence(claiming.map((refund) => refund.amountPence))
  const lines = chargedLines(payment)
    .filter(({ totalPence }) => totalPence > 0)
    .map(({ line, code, label, totalPence }) => ({
      line,
      code,
      label,
      takenPence: totalPence,
      leftPence: Math.max(0, Math.min(totalPence - givenOf(line), leftPence)),
    }))
  return { leftPence, lines }
}

/** Everything that is left, line by line, until it is used up. */
export function everythingLeft({ leftPence, lines }: ReturnType<typeof refundable>): RefundLine[] {
  let left = leftPence
  return lines.flatMap((line) => {
    const pence = Math.min(line.leftPence, left)
    left -= pence
    return pence > 0 ? [{ line: line.line, pence }] : []
  })
}
