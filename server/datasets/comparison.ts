/**
 * When two values count as the same. A value is compared by its form: what is left when everything is taken away that people type
 * differently from what stands in the file.
 */
export type Comparison = 'exact' | 'reference' | 'postcode' | 'vehicle' | 'name' | 'pin'

const spaces = /\s+/gu
const spacesAndDashes = /[\s\p{Dash_Punctuation}\u2212]+/gu
const allButLettersAndDigits = /[^\p{Letter}\p{Number}]+/gu

const forms: Record<Comparison, (text: string) => string> = {
  exact: (text) => text.trim(),
  /** Account and notice numbers: case, spaces and dashes do not count. */
  reference: (text) => text.replace(spacesAndDashes, '').toUpperCase(),
  postcode: (text) => text.replace(allButLettersAndDigits, '').toUpperCase(),
  vehicle: (text) => text.replace(allButLettersAndDigits, '').toUpperCase(),
  /** Case, spaces, punctuation and accents do not count: O'Brien is OBRIEN, Siân is SIAN. */
  name: (text) => text.normalize('NFKD').replace(allButLettersAndDigits, '').toUpperCase(),
  pin: (text) => text.replace(spaces, ''),
}

export const comparisons = Object.keys(forms) as Comparison[]

/** The form by which a value is compared. Empty when nothing is left of it, and then it is the same as nothing. */
export function formOf(comparison: Comparison, text: string): string {
  return forms[comparison](
    text
      .toWellFormed()
      .normalize('NFKC')
      .replace(/\p{Control}/gu, ''),
  )
}
