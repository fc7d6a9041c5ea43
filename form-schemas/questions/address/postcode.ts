/** A full United Kingdom postcode (BS 7666), in any case and spacing. Crown dependencies and forces' BFPO codes are of the same form. */
const postcode = /^(GIR0AA|(?:[A-Z]{1,2}\d[A-Z\d]?|BFPO)\d[ABD-HJLNP-UW-Z]{2})$/

/** "BS1 5TR" from "bs15tr"; undefined when it is not a postcode. */
export function tidyPostcode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (plain.length > 8 || !postcode.test(plain)) return undefined
  return `${plain.slice(0, -3)} ${plain.slice(-3)}`
}
