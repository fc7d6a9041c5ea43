import type { Pricing } from '../../../../form-schemas/document.ts'
import { spokenDay } from '../../../clock.ts'
import { formatPence, parsePounds } from '../../../money.ts'
import type { PricingFields } from './price-fields.ts'

interface FeeRow {
  row: PricingFields['fees'][number]
  index: number
}

/**
 * The fee table of the boxes: each fee's amounts in the order of their days, whatever the order of the boxes. Two amounts from one day
 * are told with both amounts, since only one of them could hold.
 * @param places gets where each part of the document is shown
 */
export function readFees(
  rows: readonly FeeRow[],
  places: Map<string, string>,
  wrong: (field: string, message: string) => void,
): Pricing['fees'] {
  const byCode = new Map<string, FeeRow[]>()
  for (const one of rows) {
    const code = one.row.code.trim()
    const at = `fees.${one.index}`
    if (!/^[A-Za-z]\w*$/.test(code))
      wrong(
        `${at}.code`,
        'Enter a code for the fee, such as upTo3: letters and digits, beginning with a letter',
      )
    if (!isWritten(one.row.from)) wrong(`${at}.from`, 'Enter the day from which the fee holds')
    if (parsePounds(one.row.amount) === undefined)
      wrong(`${at}.amount`, 'Enter the fee in pounds, such as 25 or 25.00')
    byCode.set(code, [...(byCode.get(code) ?? []), one])
  }
  const fees: Pricing['fees'] = {}
  for (const [code, dated] of byCode) {
    dated.sort((a, b) => (a.row.from < b.row.from ? -1 : a.row.from > b.row.from ? 1 : 0))
    for (const [i, { row, index }] of dated.entries()) {
      const at = `fees.${index}`
      places.set(`fees.${code}.${i}.from`, `${at}.from`)
      places.set(`fees.${code}.${i}.pence`, `${at}.amount`)
      places.set(`fees.${code}.${i}`, `${at}.code`)
      if (i === 0) places.set(`fees.${code}`, `${at}.code`)
      const before = dated[i - 1]?.row
      if (before && before.from === row.from && isWritten(row.from))
        wrong(`${at}.from`, twice(code, before, row))
    }
    // A fee may be called `__proto__`, which plain assignment would not keep.
    Object.defineProperty(fees, code, {
      value: dated.map(({ row }) => ({ from: row.from, pence: parsePounds(row.amount) ?? 0 })),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return fees
}

function isWritten(day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day))
}

function twice(code: string, one: FeeRow['row'], other: FeeRow['row']): string {
  const spoken = ({ amount }: FeeRow['row']) => {
    const pence = parsePounds(amount)
    return pence === undefined ? 'no amount' : formatPence(pence)
  }
  return `‘${code}’ has two amounts from ${spokenDay(one.from)}: ${spoken(one)} and ${spoken(other)}. Remove one, or change its day`
}
