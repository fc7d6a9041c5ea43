import type { VatTreatment } from '../../form-schemas/document.ts'
import type { Words } from '../../form-schemas/words.ts'

/** A price as shown, charged, posted and exported. All amounts in pence (GBP, VAT included). */
export interface Price {
  totalPence: number
  lines: PriceLine[]
  explanation: Explanation
}

export interface PriceLine {
  code: string
  label: Words
  quantity: number
  /** For one. */
  amountPence: number
  /** quantity × amount. */
  totalPence: number
  vat: VatTreatment
  fund: string
  ledger?: string
  narrative?: string
}

/** Why this price: what was counted, which lines applied and why, which fees were used and since when. */
export interface Explanation {
  /** The day (Europe/London) the price was worked out for. */
  on: string
  values: { name: string; label?: Words; value: unknown }[]
  lines: {
    code: string
    applied: boolean
    when?: string
    fees: { code: string; pence: number; from: string }[]
  }[]
}
