import { say } from '../../form-schemas/words.ts'
import { spokenDay } from '../clock.ts'
import { formatPence } from '../money.ts'
import type { Explanation, Price } from './price.ts'

/** One step of a price as it was worked out and kept, for an officer who is asked why. */
export interface PriceStep {
  /** "The value ‘count’ (Number of items)", "Collection of up to 3 items" */
  what: string
  /** The condition that was asked, as it is written. */
  rule?: string
  /** "3"; "Charged: 1 × £25.00 = £25.00"; "Left out" */
  result: string
  /** "Fee ‘upTo3’: £25.00, from 1 April 2026" */
  fees: string[]
}

/** Every value, also those that residents are not told of, and every line, charged or not, in the order of the rules. */
export function priceSteps({ explanation, lines }: Price): PriceStep[] {
  const values = explanation.values.map(
    ({ name, label, value }): PriceStep => ({
      what: `The value ‘${name}’${label === undefined ? '' : ` (${say(label)})`}`,
      result: spokenValue(value),
      fees: [],
    }),
  )
  const charged = new Map(lines.map((line) => [line.code, line]))
  const rules = explanation.lines.map(({ code, applied, when, fees }): PriceStep => {
    const line = applied ? charged.get(code) : undefined
    const sum =
      line && `${line.quantity} × ${formatPence(line.amountPence)} = ${formatPence(line.totalPence)}`
    return {
      what: line ? say(line.label) : `The line ‘${code}’`,
      ...(when !== undefined && { rule: when }),
      result: sum ? `Charged: ${sum}` : 'Left out',
      fees: fees.map(spokenFee),
    }
  })
  return [...values, ...rules]
}

function spokenFee({ code, pence, from }: Explanation['lines'][number]['fees'][number]): string {
  return `Fee ‘${code}’: ${formatPence(pence)}, from ${spokenDay(from)}`
}

/** Longer values say no more: the answers stand on the same page. */
const longest = 200

function spokenValue(value: unknown): string {
  if (value === null || value === undefined) return 'Nothing'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
