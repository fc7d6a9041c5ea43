import { expect } from 'vitest'

/** Expects something to become true on a page. Ten seconds, because the machine may have much else to do. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 10_000, interval: 50 })
}
