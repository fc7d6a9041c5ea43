import type { SendOutcome } from './sender.ts'

export type MessageState = 'queued' | 'sent' | 'given-up'

/** A worker that claims a message has this long to finish; then another may take it (the first one crashed). */
export const leaseSeconds = 45

/** A receipt or a link that is three days late helps nobody. */
export const giveUpHours = 72

/** How long address and words are kept after the end, so that an officer can send them again. */
export const keptDays = 7

export interface Series {
  outcome: SendOutcome['kind']
  /** Since it was queued or replayed, this one included. */
  failures: number
  queuedAt: Date
  now: Date
  /** Seconds after the 1st, 2nd… failure; the last one repeats. */
  retrySeconds: readonly number[]
  /** From 0 up to 1: spreads retries, so that a supplier that comes back is not met by all of them at once. */
  jitter: number
}

export type Decision = { state: 'sent' } | { state: 'given-up' } | { state: 'queued'; nextAttemptAt: Date }

/** What becomes of a message after an attempt. Waits are the listed ones plus up to a tenth. */
export function decideNext({ outcome, failures, queuedAt, now, retrySeconds, jitter }: Series): Decision {
  if (outcome === 'sent') return { state: 'sent' }
  const giveUpAt = queuedAt.getTime() + giveUpHours * 3_600_000
  if (outcome === 'refused' || now.getTime() >= giveUpAt) return { state: 'given-up' }
  const wait = retrySeconds[Math.min(failures, retrySeconds.length) - 1]!
  const next = now.getTime() + Math.round(wait * 1000 * (1 + jitter / 10))
  // The last attempt falls on the give-up time, not an hour short of it.
  return {
    state: 'queued',
    nextAttemptAt: new Date(Math.min(next, Math.max(giveUpAt, now.getTime() + 1000))),
  }
}

/** What a supplier knows the message by: a second sending of a sent message is another message there, a retry is the same. */
export function referenceOf({ id, sending }: { id: string; sending: number }): string {
  return sending === 1 ? id : `${id}-${sending}`
}
