import { z } from '../../zod.ts'

const maskRule =
  'must be like AA999999A: A for a letter, 9 for a digit, * for either, and what is always the same'

/**
 * The form of a reference in Form.io's signs: A (or a) a letter, 9 a digit, * either. Others stand for themselves; spaces and dashes
 * among them are only shown, neither asked nor stored.
 */
export const inputMask = z
  .string({ error: maskRule })
  .max(40, 'must be 40 characters or less')
  .regex(/^(?=.*[Aa9*])[A-Za-z0-9*/._ -]+$/, maskRule)

/** The signs of the mask that are stored. */
export function maskSigns(mask: string): string[] {
  return [...mask.replace(/[ -]/g, '')]
}

const places: Record<string, RegExp> = { A: /^[A-Z]$/, a: /^[A-Z]$/, '9': /^\d$/, '*': /^[A-Z0-9]$/ }

/** Whether a reference as it is stored is of the mask's form. */
export function fitsMask(mask: string, reference: string): boolean {
  const signs = maskSigns(mask)
  const characters = [...reference]
  return (
    signs.length === characters.length &&
    signs.every((sign, i) => {
      const character = characters[i] ?? ''
      return places[sign]?.test(character) ?? sign.toUpperCase() === character
    })
  )
}

/** A reference that fits with the spaces and dashes of the mask. */
export function shownInMask(mask: string, reference: string): string {
  let next = 0
  return [...mask].map((sign) => (sign === ' ' || sign === '-' ? sign : reference.charAt(next++))).join('')
}

/** Some reference of the mask's form; `n` varies it. */
export function maskExample(mask: string, n: number): string {
  return maskSigns(mask)
    .map((sign, i) => {
      if (sign === 'A' || sign === 'a') return 'ABCDEFGHJK'.charAt((i + n) % 10)
      return sign === '9' || sign === '*' ? String((i + 1 + n) % 10) : sign.toUpperCase()
    })
    .join('')
}
