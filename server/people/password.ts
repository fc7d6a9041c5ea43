import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hash, verify } from '@node-rs/argon2'

/** argon2id (the library's default) with OWASP's second recommendation: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const shortestPassword = 12
/** Only so that nobody can make us hash a megabyte; passphrases of any sensible length fit. */
export const longestPassword = 1000

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

export async function passwordMatches(passwordHash: string, password: string): Promise<boolean> {
  if (password.length > longestPassword) return false
  return verify(passwordHash, password.normalize('NFKC'))
}

/** Letters and digits that are not mistaken for each other when read out: no 0, o, 1, l, i, 5, s, 2, z. */
const readable = 'abcdefghjkmnpqrtuvwxy346789'

/** A one-time password such as `kdmw-7rxa-yq4h-bn9t`: 16 characters of 27, 76 bits. */
export function newOneTimePassword(): string {
  const characters = Array.from({ length: 16 }, () => readable[randomInt(readable.length)])
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join('')).join('-')
}

const denied = new Set(
  readFileSync(join(import.meta.dirname, 'denied-passwords.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#')),
)

/** Case, spaces and digits or signs at the end do not make a common password uncommon. */
function core(password: string): string {
  return password
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/[^a-z]+$/, '')
}

/**
 * What is wrong with a new password, in the officer's words, or undefined. Length is what counts: no rules about
 * capitals or signs (NCSC), no expiry; the common ones, repeated characters and the officer's own name are refused.
 */
export function passwordProblem(
  password: string,
  officer: { email: string; name: string },
): string | undefined {
  if (password === '') return 'Enter a new password'
  if ([...password].length < shortestPassword)
    return `Password must have at least ${shortestPassword} characters`
  if (password.length > longestPassword) return `Password must have ${longestPassword} characters or fewer`
  if (new Set(password.toLowerCase()).size < 5) return 'Password must have at least 5 different characters'
  const plain = password.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
  if (denied.has(plain) || denied.has(core(password))) return 'Enter a password that is harder to guess'
  const own = [officer.email, officer.email.split('@')[0] ?? '', officer.name].map((text) => core(text))
  if (own.some((text) => text.length >= 4 && core(password) === text)) {
    return 'Password must not be your name or email address'
  }
  return undefined
}
