import { MoneyRefused } from './errors.ts'

/** A whole number of pence (GBP). Made by `pence()`, which refuses everything else. */
export type Pence = number & { readonly unit: 'pence' }

/**
 * Takes a number as pence.
 * @throws MoneyRefused when it is not a whole, finite number within the safe integers: money is never rounded silently.
 */
export function pence(value: unknown): Pence {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new MoneyRefused(`${String(value)} is not a whole number of pence`)
  }
  return (value === 0 ? 0 : value) as Pence
}

export function sumPence(values: Iterable<number>): Pence {
  let total = 0
  for (const value of values) total += pence(value)
  return pence(total)
}

/** "£25.00", "-£1,250.50". */
export function formatPence(value: number): string {
  const whole = pence(value)
  const sign = whole < 0 ? '-' : ''
  const pounds = Math.trunc(Math.abs(whole) / 100).toLocaleString('en-GB')
  return `${sign}£${pounds}.${String(Math.abs(whole) % 100).padStart(2, '0')}`
}

/** "25.00" from 2500: how gateways and files that want pounds write an amount. */
export function poundsText(value: number): string {
  return formatPence(value).replace(/[£,]/g, '')
}

/**
 * Reads what a person typed ("25", "£25.00", "1,250.5") as pence, or undefined when it is not an amount of money.
 * Never goes through a floating-point multiplication: 19.99 * 100 is 1998.9999999999998.
 */
export function parsePounds(text: string): Pence | undefined {
  const match = /^-?£?(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/\s+/g, ''))
  if (!match) return undefined
  const pounds = Number(match[1]?.replaceAll(',', ''))
  const part = Number((match[2] ?? '').padEnd(2, '0'))
  const value = pounds * 100 + part
  return pence(text.trim().startsWith('-') ? -value : value)
}
