import type { Expression } from 'jsonata'
import type { BankHolidays } from './bank-holidays.ts'
import { age, daysUntil, workingDaysBetween } from './date-functions.ts'
import { limits } from './limits.ts'
import { band, percent, roundHalfUp, spoken } from './money-functions.ts'
import { suggestion } from './nearest-name.ts'
import { refusedFunctions } from './offered-functions.ts'
import type { EvaluationInput, FeeUsed } from './program.ts'
import { FunctionRefusal } from './refusal-in-sandbox.ts'

/** What the functions of the step being evaluated go by. One process evaluates one step at a time. */
export interface Surroundings {
  on: string
  fees: EvaluationInput['fees']
  holidays: BankHolidays | undefined
  feesUsed: FeeUsed[]
}

/** Gives an expression our functions, and puts refusals or capped versions in the place of JSONata's dangerous ones. */
export function bindFunctions(expression: Expression, around: () => Surroundings): void {
  const offer = (name: string, implementation: (...given: never[]) => unknown) =>
    expression.registerFunction(name, implementation as (...given: unknown[]) => unknown)
  offer('fee', (code: unknown) => fee(code, around()))
  // Spelt out with fixed arity: JSONata hands `$map` callbacks as many arguments as they declare.
  offer('percent', (pence: unknown, percentage: unknown, mode: unknown) => percent(pence, percentage, mode))
  offer('roundHalfUp', (number: unknown, places: unknown) => roundHalfUp(number, places))
  offer('band', (value: unknown, table: unknown) => band(value, table))
  offer('today', () => around().on)
  offer('age', (date: unknown) => age(date, around().on))
  offer('daysUntil', (date: unknown) => daysUntil(date, around().on))
  offer('workingDaysBetween', (from: unknown, to: unknown) => workingDaysBetween(from, to, around().holidays))
  offer('now', () => new Date(startOfDay(around().on)).toISOString())
  offer('millis', () => startOfDay(around().on))
  expression.registerFunction('pad', pad, '<s-ns?:s>')
  for (const [name, reason] of refusedFunctions)
    offer(name, () => {
      throw new FunctionRefusal('not-offered', reason)
    })
}

/** The amount in force on the day, noted as used. */
function fee(code: unknown, around: Surroundings): number {
  const fees = around.fees ?? {}
  const dated = typeof code === 'string' && Object.hasOwn(fees, code) ? fees[code] : undefined
  if (typeof code !== 'string' || !dated)
    throw new FunctionRefusal(
      'unknown-fee',
      `There is no fee called ${spoken(code)}.${suggestion(String(code), Object.keys(fees))}`,
    )
  let inForce: { from: string; pence: number } | undefined
  for (const amount of dated)
    if (amount.from <= around.on && (!inForce || amount.from >= inForce.from)) inForce = amount
  if (!inForce)
    throw new FunctionRefusal('fee-not-in-force', `The fee ‘${code}’ has no amount yet on ${around.on}.`)
  const used = { code, pence: inForce.pence, from: inForce.from }
  if (!around.feesUsed.some((known) => known.code === code)) around.feesUsed.push(used)
  return inForce.pence
}

/** JSONata's `$pad` with a limit: without one, `$pad("x", 5e8)` ends the whole process. */
function pad(text: string | undefined, width: number, character = ' '): string | undefined {
  if (text === undefined) return undefined
  if (!(Math.abs(width) <= limits.padWidth))
    throw new FunctionRefusal('too-large', `‘$pad’ fills up to ${limits.padWidth} characters at most.`)
  const letters = Array.from(text)
  const missing = Math.floor(Math.abs(width)) - letters.length
  if (missing <= 0) return text
  const fill = Array.from(character === '' ? ' ' : character.slice(0, limits.padWidth))
  const filling = Array.from({ length: missing }, (_, index) => fill[index % fill.length]).join('')
  return width < 0 ? filling + text : text + filling
}

/** Midnight UTC lies within the same London day all year round. */
function startOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`)
}
