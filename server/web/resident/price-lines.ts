import { type Language, say } from '../../../form-schemas/words.ts'
import { formatPence } from '../../money.ts'
import type { Price } from '../../pricing/price.ts'

/** A price as the price table shows it. */
export function priceLines({ lines }: Price, language: Language) {
  return lines.map((line) => ({
    label: say(line.label, language),
    each: line.quantity === 1 ? undefined : `${line.quantity} × ${formatPence(line.amountPence)}`,
    total: formatPence(line.totalPence),
  }))
}
