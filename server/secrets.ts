import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Seals settings that hold secrets (gateway keys, destination signing keys) before they reach the database. */
export interface Secrets {
  seal(value: unknown): string
  /** @throws Error when the text was not sealed with this key: a wrong SECRET_KEY must never look like empty settings. */
  open(sealed: string): unknown
}

/** AES-256-GCM under a key derived from SECRET_KEY; layout `v1.<iv>.<tag>.<ciphertext>`, base64url. */
export function createSecrets(secretKey: string): Secrets {
  const key = createHash('sha256').update(`counterfoil settings v1\n${secretKey}`).digest()
  return {
    seal(value) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return ['v1', iv, cipher.getAuthTag(), body]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.')
    },
    open(sealed) {
      const [version, iv, tag, body] = sealed.split('.')
      if (version !== 'v1' || !iv || !tag || body === undefined)
        throw new Error('Sealed settings have an unknown layout')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      const plain = Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()])
      return JSON.parse(plain.toString('utf8'))
    },
  }
}
