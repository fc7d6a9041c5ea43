import type { VatTreatment } from '../../form-schemas/document.ts'
import { vatPercent } from '../vat.ts'
import type { Issuer } from './issuer.ts'

/** Up to here a VAT invoice may be simplified: £250, VAT included (VAT Regulations 1995, reg. 16A). */
const mostForSimplified = 25_000

/**
 * What a receipt is to the tax office. `simplified` and `full` are VAT invoices; `incomplete` has VAT and is none, because
 * something that one must have is not known.
 */
export type VatStanding =
  | { kind: 'no-vat' }
  | { kind: 'simplified' | 'full' }
  | { kind: 'incomplete'; missing: 'council' | 'payer' }

/**
 * A simplified invoice names the supplier with address and VAT number (reg. 16A) and has no exempt supplies (HMRC manual VATREC16042);
 * over £250, or with an exempt line, it must be a full one, which names the customer with an address, too (reg. 14(1)).
 */
export function vatStanding(
  lines: readonly { vat: VatTreatment }[],
  totalPence: number,
  issuer: Issuer,
  payer: { name: string; address: string[] },
): VatStanding {
  if (!lines.some(({ vat }) => vatPercent(vat) > 0)) return { kind: 'no-vat' }
  if (!issuer.vatNumber || issuer.address.length === 0) return { kind: 'incomplete', missing: 'council' }
  const needsFull = totalPence > mostForSimplified || lines.some(({ vat }) => vat === 'exempt')
  if (!needsFull) return { kind: 'simplified' }
  return payer.name !== '' && payer.address.length > 0
    ? { kind: 'full' }
    : { kind: 'incomplete', missing: 'payer' }
}
