import type { PriceLineRule, Pricing } from '../../../../../form-schemas/document.ts'
import { say } from '../../../../../form-schemas/words.ts'
import type { Day } from '../../../../clock.ts'
import { formatPence } from '../../../../money.ts'
import { vatWords } from '../../state-words.ts'

export interface PriceInWords {
  /** "Collection of up to 3 items: £25.00". */
  lines: { label: string; amount: string; vat: string; fund: string; ledger: string }[]
  /** Its price cases, as examples: "Three items" costs "£25.00". */
  examples: { name: string; result: string }[]
}

const mostExamples = 6

/** How a form is priced, for an officer who has not seen its rules. @param day on which the fees are looked up, Europe/London */
export function priceInWords(pricing: Pricing, day: Day): PriceInWords {
  return {
    lines: pricing.lines.map((line) => ({
      label: say(line.label),
      amount: amountInWords(line, pricing.fees, day),
      vat: vatWords[line.vat] ?? line.vat,
      fund: line.fund,
      ledger: line.ledger ?? '',
    })),
    examples: pricing.tests.slice(0, mostExamples).map(({ name, total, refused }) => ({
      name,
      result: refused ? 'Refused, with the reason' : total === undefined ? 'Any price' : formatPence(total),
    })),
  }
}

/** An amount that is one fee, or written as it is, can be said; any other depends on answers. */
function amountInWords({ amount, quantity, when }: PriceLineRule, fees: Pricing['fees'], day: Day): string {
  const code = /^\s*\$fee\(\s*["']([\w-]+)["']\s*\)\s*$/.exec(amount)?.[1]
  const dated = code === undefined ? undefined : fees[code]
  const pence = dated
    ? (dated.findLast(({ from }) => from <= day) ?? dated[0])?.pence
    : /^\s*\d{1,9}\s*$/.test(amount)
      ? Number(amount)
      : undefined
  if (pence === undefined) return 'Worked out from the answers'
  const each = quantity === undefined || quantity.trim() === '1' ? '' : ' each'
  return `${formatPence(pence)}${each}${when === undefined ? '' : ', for some answers'}`
}
