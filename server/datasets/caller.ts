import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** Who looks something up: only to count wrong tries, never kept as it is. */
export interface Caller {
  /** The address the request came from. */
  ip: string
  submissionId?: string | undefined
}

/**
 * What tries are counted under: one digest for the address and one for the submission. Without the day's salt, which is deleted, they
 * lead back to nobody. In order, so that two look-ups at once lock their counters in the same order.
 */
export function callerDigests(salt: string, { ip, submissionId }: Caller): string[] {
  const counted = [`ip ${networkOf(ip)}`, ...(submissionId ? [`submission ${submissionId}`] : [])]
  return counted.map((text) => createHmac('sha256', salt).update(text).digest('base64url')).sort()
}

/** An IPv6 caller has a whole /64 to choose addresses from, so that is what counts. */
export function networkOf(ip: string): string {
  const plain = ip.trim().toLowerCase().replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)
  if (mapped) return mapped[1]!
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
