import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Column, factorColumns } from './column.ts'
import { formOf } from './comparison.ts'

/** What somebody gives besides the key, by column: `{"surname": "Jones", "postcode": "AA3 1AB"}`. */
export type GivenFactor = Record<string, string>

/**
 * All second factors of a row as one digest under the dataset's salt: they are kept as nothing else, and comparing them takes the
 * same time whatever they are. A dataset without second factors has one digest for every row.
 */
export function factorDigest(salt: string, forms: string[]): string {
  return createHmac('sha256', salt).update(JSON.stringify(forms)).digest('base64url')
}

/** The digest of what was given. A factor that is missing or empty matches no row, because rows without one are not kept. */
export function givenDigest(salt: string, columns: Column[], given: GivenFactor = {}): string {
  const forms = factorColumns(columns).map(({ name, compare }) =>
    formOf(compare, (Object.hasOwn(given, name) ? String(given[name]) : '').slice(0, 200)),
  )
  return factorDigest(salt, forms)
}

/** As long as every digest and equal to none: base64url has no dot. What a row that is not there is compared with. */
export const digestOfNothing = '.'.repeat(43)

export function sameDigest(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
