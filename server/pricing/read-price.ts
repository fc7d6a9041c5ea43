import type { PriceLineRule, Pricing } from '../../form-schemas/document.ts'
import { say, type Words } from '../../form-schemas/words.ts'
import type { Day } from '../clock.ts'
import { type FeeUsed, type StepResult, variablesIn } from '../expressions/index.ts'
import { formatPence, pence, sumPence } from '../money.ts'
import type { Explanation, Price, PriceLine } from './price.ts'
import { stepKey } from './price-program.ts'

/** £100,000.00: more than any fee a council takes by card, and what GOV.UK Pay takes at most. */
export const maximumPricePence = 10_000_000
const maximumQuantity = 1_000_000

/**
 * `because: 'rule'` = the form's own refusal, in `words` for the resident (and in English as the reason). `'fault'` = the rules gave no
 * price for these answers: the reason is for officers and names the rule at `pointer`. `'unavailable'` = it could not be asked for at
 * this moment: try again.
 */
export type PriceOutcome =
  | { kind: 'priced'; price: Price }
  | {
      kind: 'refused'
      reason: string
      because: 'rule' | 'fault' | 'unavailable'
      words?: Words
      pointer?: string
    }

type Results = Record<string, StepResult>

/** Codes of the pool that say nothing about the rules. */
const momentary = new Set(['busy', 'closed', 'stopped'])

/** Ends the reading of a price; caught in `readPrice` and nowhere else. */
class NotPriced extends Error {
  readonly pointer: string
  constructor(pointer: string, reason: string) {
    super(reason)
    this.pointer = pointer
  }
}

/** Makes a price of what the program gave, or refuses: nothing is rounded, guessed or left out. */
export function readPrice(pricing: Pricing, results: Results, on: Day): PriceOutcome {
  const unavailable = Object.values(results).find(
    (result) => result.kind === 'error' && momentary.has(result.code),
  )
  if (unavailable?.kind === 'error')
    return { kind: 'refused', reason: unavailable.message, because: 'unavailable' }
  const refusal = pricing.refuse === undefined ? undefined : results[stepKey.refuse]
  const words = refusal?.kind === 'value' ? refusingWords(refusal.value) : undefined
  if (words !== undefined) return { kind: 'refused', reason: say(words), because: 'rule', words }
  try {
    const values = readValues(pricing, results)
    if (refusal) readRefusal(refusal)
    const lines = pricing.lines.map((rule, index) => readLine(pricing, rule, index, results))
    const charged = lines.map(({ line }) => line).filter((line) => line !== undefined)
    const price: Price = {
      totalPence: readTotal(charged),
      lines: charged,
      explanation: { on, values, lines: lines.map(({ explained }) => explained) },
    }
    return { kind: 'priced', price }
  } catch (error) {
    if (!(error instanceof NotPriced)) throw error
    return { kind: 'refused', reason: error.message, because: 'fault', pointer: error.pointer }
  }
}

function readValues(pricing: Pricing, results: Results): Explanation['values'] {
  return pricing.define.map(({ name, label }, index) => {
    const key = stepKey.define(index)
    const result = valueAt(results, key, `/pricing/define/${index}/value`, `The value ‘${name}’`)
    return { name, ...(label === undefined ? {} : { label }), value: result.value ?? null }
  })
}

/** One text, or the same in two languages; where the Welsh is missing, the English is read. Undefined = no words to refuse with. */
function refusingWords(value: unknown): Words | undefined {
  if (isText(value)) return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const { en, cy, ...others } = value as Record<string, unknown>
  if (!isText(en) || Object.keys(others).length > 0) return undefined
  if (cy === undefined || cy === null) return { en }
  return isText(cy) ? { en, cy } : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** Nothing, null or an empty text lets the price be worked out; anything but words is a mistake in the rule. */
function readRefusal(result: StepResult): void {
  const pointer = '/pricing/refuse'
  if (result.kind === 'error')
    throw new NotPriced(pointer, `The rule for refusing could not be worked out: ${result.message}`)
  if (
    result.kind === 'value' &&
    result.value !== undefined &&
    result.value !== null &&
    typeof result.value !== 'string'
  )
    throw new NotPriced(
      pointer,
      `The rule for refusing must give words, or {"en": …, "cy": …}, or nothing, not ${described(result.value)}.`,
    )
}

function readLine(pricing: Pricing, rule: PriceLineRule, index: number, results: Results) {
  const place = (part: string) => `/pricing/lines/${index}/${part}`
  const name = `The price line ‘${say(rule.label) || rule.code}’`
  const read = (part: 'when' | 'quantity' | 'amount', what: string) =>
    valueAt(results, stepKey.line(index, part), place(part), `${name}: ${what}`)

  const parts: { source: string; fees: FeeUsed[] }[] = []
  const explain = (applied: boolean): Explanation['lines'][number] => ({
    code: rule.code,
    applied,
    ...(rule.when === undefined ? {} : { when: rule.when }),
    fees: feesBehind(pricing, parts, results),
  })

  if (rule.when !== undefined) {
    const { value, fees } = read('when', 'its condition')
    if (typeof value !== 'boolean')
      throw new NotPriced(
        place('when'),
        `${name}: its condition must be true or false, not ${described(value)}.`,
      )
    if (!value) return { explained: explain(false) }
    parts.push({ source: rule.when, fees })
  }

  let quantity = 1
  if (rule.quantity !== undefined) {
    const { value, fees } = read('quantity', 'its quantity')
    if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) > maximumQuantity)
      throw new NotPriced(
        place('quantity'),
        `${name}: its quantity must be a whole number, 0 or more, not ${described(value)}.`,
      )
    quantity = pence(value)
    parts.push({ source: rule.quantity, fees })
  }

  const { value: amount, fees } = read('amount', 'its amount')
  if (!Number.isSafeInteger(amount) || Math.abs(amount as number) > maximumPricePence)
    throw new NotPriced(
      place('amount'),
      `${name}: its amount must be whole pence up to £100,000, not ${described(amount)}.`,
    )
  if (quantity === 0) return { explained: explain(false) }
  parts.push({ source: rule.amount, fees })
  const totalPence = quantity * (amount as number)
  if (Math.abs(totalPence) > maximumPricePence)
    throw new NotPriced(place('amount'), `${name} comes to more than £100,000.`)
  const line: PriceLine = {
    code: rule.code,
    label: rule.label,
    quantity,
    amountPence: pence(amount),
    totalPence: pence(totalPence),
    vat: rule.vat,
    fund: rule.fund,
    ...(rule.ledger === undefined ? {} : { ledger: rule.ledger }),
    ...(rule.narrative === undefined ? {} : { narrative: rule.narrative }),
  }
  return { line, explained: explain(true) }
}

/** A line below nothing is a discount; a price below nothing is not a price. */
function readTotal(lines: PriceLine[]): number {
  const total = sumPence(lines.map((line) => line.totalPence))
  if (total < 0)
    throw new NotPriced(
      '/pricing/lines',
      `The discounts are more than the price: it comes to ${formatPence(total)}.`,
    )
  if (total > maximumPricePence)
    throw new NotPriced('/pricing/lines', 'The price comes to more than £100,000.')
  return total
}

/** The fees that a line's own expressions read, and those read by the named values it uses, each once. */
function feesBehind(
  pricing: Pricing,
  parts: { source: string; fees: FeeUsed[] }[],
  results: Results,
): FeeUsed[] {
  const found = new Map<string, FeeUsed>()
  const names = pricing.define.map((rule) => rule.name)
  const waiting = [...parts]
  const seen = new Set<string>()
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    for (const fee of part.fees) found.set(fee.code, fee)
    for (const name of variablesIn(part.source, names)) {
      if (seen.has(name)) continue
      seen.add(name)
      const index = names.indexOf(name)
      const result = results[stepKey.define(index)]
      if (result?.kind === 'value') waiting.push({ source: pricing.define[index]!.value, fees: result.fees })
    }
  }
  return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

function valueAt(results: Results, key: string, pointer: string, what: string) {
  const result = results[key]
  if (result?.kind === 'value') return result
  const why = result?.kind === 'error' ? result.message : 'It was not worked out.'
  throw new NotPriced(pointer, `${what} could not be worked out: ${why}`)
}

function described(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return `the text ‘${value.slice(0, 40)}’`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}
