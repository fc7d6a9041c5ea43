import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * True when `signature` is the lower-case hex HMAC-SHA256 of the raw bytes under one of the secrets (two while a secret is
 * being changed). Compared in constant time, every secret each time.
 */
export function isSigned(rawBody: Uint8Array, signature: string | null, secrets: readonly string[]): boolean {
  const given = createHash('sha256')
    .update(signature ?? '')
    .digest()
  let signed = false
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(rawBody).digest('hex')
    // Hashing both sides makes them equally long, so that nothing but their equality shows.
    if (timingSafeEqual(given, createHash('sha256').update(expected).digest())) signed = true
  }
  return signed
}
