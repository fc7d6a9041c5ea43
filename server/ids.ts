import { createHash, randomBytes } from 'node:crypto'

/** A new random public id: 128 bits as 32 hexadecimal digits. */
export function newId(): string {
  return randomBytes(16).toString('hex')
}

/** A new bearer secret (256 bits). Only its `sha256` is ever stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
