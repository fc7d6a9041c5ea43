import type { DeliveryOutcomeKind } from './destination.ts'

export type DeliveryState = 'queued' | 'delivered' | 'dead-letter'

/** A worker that claims a delivery has this long to finish; then another may take it (the first one crashed). */
export const leaseSeconds = 30

/**
 * What an outcome leads to.
 * `retry`: the back office or the way to it may recover, so try until the give-up time.
 * `retry-slowly`: it said no; a person there may mend it, so try a few times and far apart.
 * `give-up`: only a change to the form or the destination can help; an officer makes it and replays.
 */
type Course = 'done' | 'retry' | 'retry-slowly' | 'give-up'

const courses: Record<DeliveryOutcomeKind, Course> = {
  delivered: 'done',
  'connection-failed': 'retry',
  'timed-out': 'retry',
  'server-error': 'retry',
  'write-failed': 'retry',
  'internal-error': 'retry',
  refused: 'retry-slowly',
  'mapping-failed': 'give-up',
  'schema-failed': 'give-up',
  'destination-missing': 'give-up',
  'address-not-allowed': 'give-up',
}

const refusalsAtMost = 4
const slowSeconds = 900

export interface Series {
  /** Outcomes since the delivery was queued or replayed, the newest last; never empty. */
  outcomes: DeliveryOutcomeKind[]
  queuedAt: Date
  now: Date
  /** Seconds after the 1st, 2nd… failure; the last one repeats. */
  retrySeconds: number[]
  giveUpHours: number
  /** From 0 up to 1: spreads retries, so that a back office that comes back is not met by all of them at once. */
  jitter: number
}

export type Decision =
  | { state: 'delivered' }
  | { state: 'queued'; nextAttemptAt: Date }
  | { state: 'dead-letter' }

/** What becomes of a delivery after an attempt. Waits are the listed ones plus up to a tenth. */
export function decideNext(series: Series): Decision {
  const { outcomes, queuedAt, now } = series
  const course = courses[outcomes.at(-1)!]
  if (course === 'done') return { state: 'delivered' }
  if (course === 'give-up') return { state: 'dead-letter' }
  if (course === 'retry-slowly' && outcomes.filter((kind) => kind === 'refused').length >= refusalsAtMost) {
    return { state: 'dead-letter' }
  }
  const giveUpAt = queuedAt.getTime() + series.giveUpHours * 3_600_000
  if (now.getTime() >= giveUpAt) return { state: 'dead-letter' }
  const listed = series.retrySeconds[Math.min(outcomes.length, series.retrySeconds.length) - 1]!
  const wait = course === 'retry-slowly' ? Math.max(listed, slowSeconds) : listed
  const next = now.getTime() + Math.round(wait * 1000 * (1 + series.jitter / 10))
  // The last attempt falls on the give-up time, not two hours short of it.
  return {
    state: 'queued',
    nextAttemptAt: new Date(Math.min(next, Math.max(giveUpAt, now.getTime() + 1000))),
  }
}

/** What an officer reads: what happened, and what can be done about it. */
export const outcomeWords: Record<DeliveryOutcomeKind, { title: string; advice: string }> = {
  delivered: { title: 'Delivered', advice: 'The back office accepted it.' },
  'mapping-failed': {
    title: 'The mapping could not be worked out',
    advice:
      'Mend the mapping and publish it for submissions to come. This one keeps the version it was answered on.',
  },
  'schema-failed': {
    title: 'The output does not match what the back office expects',
    advice: 'Compare the mapping with the list of what is missing, extra or of the wrong type.',
  },
  'destination-missing': {
    title: 'The back office is not set up',
    advice: 'Add the back office under this name, then replay.',
  },
  'connection-failed': {
    title: 'The back office could not be reached',
    advice: 'We will try again by ourselves. If this goes on, ask the people who run it.',
  },
  'timed-out': {
    title: 'The back office did not answer in time',
    advice:
      'We will try again by ourselves. It may have the submission already: every try carries the same key.',
  },
  'address-not-allowed': {
    title: 'Deliveries may not go to this address',
    advice: 'Give the back office a public https address, then replay.',
  },
  refused: {
    title: 'The back office refused it',
    advice: 'Read its reply. When it has been mended, replay.',
  },
  'server-error': {
    title: 'The back office failed',
    advice: 'We will try again by ourselves. If this goes on, ask the people who run it.',
  },
  'write-failed': {
    title: 'The file could not be written',
    advice: 'Check the disk of this server. We will try again by ourselves.',
  },
  'internal-error': {
    title: 'Something failed on our side',
    advice: 'We will try again by ourselves. If this goes on, tell the people who run Counterfoil.',
  },
}
