import { type Day, londonDay } from '../clock.ts'
import { sumPence } from '../money.ts'
import type { ChargedLine, Refund } from '../payments/index.ts'
import { vatWithin } from '../vat.ts'

/** Money that went back, in pence. */
export interface RefundMade {
  on: Day
  amountPence: number
  /** The VAT in it. */
  vatPence: number
}

/**
 * Refunds that were made, oldest first, with their VAT as the ledger posts it: the last part of a line gives back what is left of its
 * VAT, and the last part of a payment takes every line back to nothing, discounts included. So what went back whole gives back all
 * the VAT that was paid, to the penny.
 */
export function refundsMade(lines: readonly ChargedLine[], refunds: readonly Refund[]): RefundMade[] {
  const left = lines.map(({ line, totalPence, vat }) => ({
    line,
    vat,
    grossPence: totalPence,
    vatPence: vatWithin(totalPence, vat) as number,
  }))
  function takeBack(line: number, pence: number): number {
    const of = left.find((one) => one.line === line)
    if (!of) throw new Error(`A refund is of line ${line}, which the payment does not have`)
    const vatPence = pence === of.grossPence ? of.vatPence : Math.min(vatWithin(pence, of.vat), of.vatPence)
    of.grossPence -= pence
    of.vatPence -= vatPence
    return vatPence
  }
  return refunds
    .filter(({ state }) => state === 'success')
    .sort((a, b) => a.stateAt.getTime() - b.stateAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((refund) => {
      const isLast = refund.amountPence === sumPence(left.map(({ grossPence }) => grossPence))
      const parts = isLast ? left.map(({ line, grossPence }) => ({ line, pence: grossPence })) : refund.lines
      return {
        on: londonDay(refund.stateAt),
        amountPence: refund.amountPence,
        vatPence: sumPence(parts.map(({ line, pence }) => takeBack(line, pence))),
      }
    })
}
