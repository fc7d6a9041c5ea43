import { FunctionRefusal } from './refusal-in-sandbox.ts'

/** What a half, or any rest, becomes. Halves go away from zero in `half-up`, `up` and `down` are away from and towards zero. */
export type RoundingMode = 'half-up' | 'half-even' | 'up' | 'down'

const modes = new Set<unknown>(['half-up', 'half-even', 'up', 'down'])

/**
 * A percentage of whole pence, in whole pence: exact integers all the way, so that 17.5% of 1,262p is what a calculator says.
 * JSONata's own `$round(pence * 0.175)` differs by a penny in one amount of seventeen.
 * @throws FunctionRefusal when pence is not whole, the percentage is not a number, or the result is too large.
 */
export function percent(pence: unknown, percentage: unknown, mode: unknown = 'half-up'): number {
  if (!Number.isSafeInteger(pence))
    throw refusal('percent', `‘$percent’ works on whole pence, not on ${spoken(pence)}.`)
  if (!modes.has(mode))
    throw refusal('percent', '‘$percent’ rounds ‘half-up’, ‘half-even’, ‘up’ or ‘down’, nothing else.')
  const { digits, places } = decimalOf(percentage, 'percent')
  return divided(
    BigInt(pence as number) * digits,
    100n * 10n ** BigInt(places),
    mode as RoundingMode,
    'percent',
  )
}

/**
 * Rounds the decimal number that is written, not the binary one behind it; halves away from zero.
 * @throws FunctionRefusal when it is not a number or `places` is not 0 to 10.
 */
export function roundHalfUp(number: unknown, places: unknown = 0): number {
  if (!Number.isInteger(places) || (places as number) < 0 || (places as number) > 10)
    throw refusal('round', '‘$roundHalfUp’ rounds to 0 to 10 places.')
  const decimal = decimalOf(number, 'roundHalfUp')
  const drop = decimal.places - (places as number)
  if (drop <= 0) return number as number
  const rounded = divided(decimal.digits, 10n ** BigInt(drop), 'half-up', 'roundHalfUp')
  return Number(`${rounded}e-${places}`)
}

/**
 * The `pence` (or `value`) of the first band whose `upTo` is at least the value; a last band without `upTo` has no end.
 * @throws FunctionRefusal when the bands are not in rising order, or the value is above the last.
 */
export function band(value: unknown, table: unknown): unknown {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw refusal('band', `‘$band’ looks up a number, not ${spoken(value)}.`)
  const bands = Array.isArray(table) ? table : [table]
  let last = Number.NEGATIVE_INFINITY
  for (const [index, entry] of bands.entries()) {
    const endless = index === bands.length - 1 && entry?.upTo === undefined
    const upTo = endless ? Number.POSITIVE_INFINITY : entry?.upTo
    if (typeof upTo !== 'number' || upTo <= last)
      throw refusal('band', `Band ${index + 1} needs an ‘upTo’ above that of the band before it.`)
    last = upTo
    if (value > upTo) continue
    const found = entry.pence ?? entry.value
    if (found === undefined) throw refusal('band', `Band ${index + 1} has neither ‘pence’ nor ‘value’.`)
    return found
  }
  throw refusal('band', `${value} is above the last band (${last}).`)
}

/** n / d, both whole, rounded. d > 0. */
function divided(n: bigint, d: bigint, mode: RoundingMode, name: string): number {
  const sign = n < 0n ? -1n : 1n
  const size = n * sign
  const quotient = size / d
  const twiceRest = (size % d) * 2n
  const up =
    mode === 'up'
      ? twiceRest > 0n
      : mode === 'half-up'
        ? twiceRest >= d
        : mode === 'half-even' && (twiceRest > d || (twiceRest === d && quotient % 2n === 1n))
  const result = Number(sign * (quotient + (up ? 1n : 0n)))
  if (!Number.isSafeInteger(result)) throw refusal(name, `‘$${name}’ gave a number that is too large.`)
  return result
}

/** 17.5 → 175 and 1 place: the shortest decimal that means this number. */
function decimalOf(number: unknown, name: string): { digits: bigint; places: number } {
  if (typeof number !== 'number' || !Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw refusal(name, `‘$${name}’ needs a number, not ${spoken(number)}.`)
  const [written, exponent = '0'] = String(number).split('e')
  const [whole, part = ''] = written!.split('.')
  const places = part.length - Number(exponent)
  return { digits: BigInt(`${whole}${part}`), places }
}

export function spoken(value: unknown): string {
  if (value === undefined || value === null) return 'a missing answer'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return `‘${value.slice(0, 40)}’`
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return Array.isArray(value) ? 'a list' : 'something that is not one value'
}

function refusal(code: string, message: string): FunctionRefusal {
  return new FunctionRefusal(code, message)
}
