import type { Words } from '../../form-schemas/words.ts'
import { type Brand, type Organisation, sayVatNumber } from '../people/index.ts'

/** Who took the money, as a receipt names them. */
export interface Issuer {
  name: Words
  /** Lines, as on an envelope; none when they are not known. */
  address: string[]
  /** "GB 123 4567 89". */
  vatNumber?: string
}

/** The brand that the form shows says it; without one, only the organisation's name is known. */
export function issuerOf(organisation: Pick<Organisation, 'name'>, brand: Brand | undefined): Issuer {
  if (!brand) return { name: organisation.name, address: [] }
  const { displayName, postalAddress, vatNumber } = brand
  return {
    name: displayName,
    address: postalAddress,
    ...(vatNumber && { vatNumber: sayVatNumber(vatNumber) }),
  }
}
