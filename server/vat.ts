import type { VatTreatment } from '../form-schemas/document.ts'
import { type Pence, pence } from './money.ts'

/** Percent by treatment. "Outside the scope" and "exempt" are not "zero-rated": all three have no VAT, and stay apart in the ledger. */
const percent: Record<VatTreatment, number> = {
  'outside-scope': 0,
  exempt: 0,
  zero: 0,
  reduced: 5,
  standard: 20,
}

/** The five treatments, in the order of the rate. */
export const vatTreatments = Object.keys(percent) as VatTreatment[]

/** The rate of a treatment in whole percent. @throws Error for a treatment that is none of the five */
export function vatPercent(treatment: VatTreatment): number {
  if (!Object.hasOwn(percent, treatment)) throw new Error(`${treatment} is not a VAT treatment`)
  return percent[treatment]
}

/**
 * The VAT inside a gross amount (pence), rounded half up to the penny by integer arithmetic: gross × rate / (100 + rate).
 * A negative amount (a discount, a refund) holds exactly the negative of its positive's VAT. Source: VAT Notice 700 section 17.5
 * (the VAT fraction: 1/6 at 20%, 1/21 at 5%).
 * @throws Error for a treatment that is none of the five
 */
export function vatWithin(grossPence: number, treatment: VatTreatment): Pence {
  const rate = vatPercent(treatment)
  const size = Math.abs(pence(grossPence))
  const whole = 100 + rate
  const vat = Math.floor((2 * size * rate + whole) / (2 * whole))
  return pence(grossPence < 0 ? -vat : vat)
}
