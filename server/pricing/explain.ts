import { type Language, say } from '../../form-schemas/words.ts'
import { formatPence } from '../money.ts'
import type { Explanation, Price, PriceLine } from './price.ts'

/** A price in sentences for the resident: what was counted, then each line, then what it comes to. */
export interface ExplainedPrice {
  /** "Number of items: 3" */
  values: string[]
  /** "Collection of up to 3 items: 1 × £25.00 = £25.00 (fee from 1 April 2026)" */
  lines: string[]
  /** "Total: £25.00" */
  total: string
}

const words = {
  en: { fee: 'fee from', and: 'and', total: 'Total', yes: 'Yes', no: 'No' },
  cy: { fee: 'ffi o', and: 'ac', total: 'Cyfanswm', yes: 'Ie', no: 'Na' },
} as const

/** Values without a label are the officer's working and are left out. */
export function explainPrice(price: Price, language: Language = 'en'): ExplainedPrice {
  const { explanation } = price
  const values = explanation.values.flatMap(({ label, value }) => {
    const spoken = spokenValue(value, language)
    return label === undefined || spoken === undefined ? [] : [`${say(label, language)}: ${spoken}`]
  })
  return {
    values,
    lines: price.lines.map((line) => spokenLine(line, explanation, language)),
    total: `${words[language].total}: ${formatPence(price.totalPence)}`,
  }
}

function spokenLine(line: PriceLine, explanation: Explanation, language: Language): string {
  const sum = `${line.quantity} × ${formatPence(line.amountPence)} = ${formatPence(line.totalPence)}`
  const explained = explanation.lines.find(({ code }) => code === line.code)
  const from = [...new Set((explained?.fees ?? []).map((fee) => fee.from))]
    .sort()
    .map((day) => spokenDay(day, language))
  const since = from.length === 0 ? '' : ` (${words[language].fee} ${from.join(` ${words[language].and} `)})`
  return `${say(line.label, language)}: ${sum}${since}`
}

function spokenValue(value: unknown, language: Language): string | undefined {
  if (typeof value === 'boolean') return value ? words[language].yes : words[language].no
  if (typeof value === 'number') return value.toLocaleString('en-GB')
  if (typeof value === 'string' && value.trim() !== '') return value
  if (!Array.isArray(value)) return undefined
  const parts = value.map((item) => spokenValue(item, language)).filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(', ')
}

const formats = {
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }),
  cy: new Intl.DateTimeFormat('cy-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }),
}

function spokenDay(day: string, language: Language): string {
  return formats[language].format(new Date(`${day}T00:00:00Z`))
}
