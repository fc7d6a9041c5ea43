import { randomInt } from 'node:crypto'

const letters = 'ABCDEFGHJKLMNPRSTUVWXY'
const digits = '23456789'
const both = letters + digits

/**
 * A reference a person can read over the telephone: 10 characters without 0, 1, I, O, Q, Z. The third and seventh are always digits,
 * so no word can form. About 8e12 combinations; the database says which are taken, and the caller tries again.
 */
export function newReference(random: (below: number) => number = randomInt): string {
  return Array.from({ length: 10 }, (_, place) => {
    const alphabet = place === 2 || place === 6 ? digits : both
    return alphabet[random(alphabet.length)]
  }).join('')
}

/** Undoes what people do to references when they type them: spaces, dashes, lower case, and the letters that look like digits. */
export function normaliseReference(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
