import type { QueueOptions } from 'pg-boss'
import type { Job } from '../queue.ts'

/** What the queue must know of one kind of job. */
export interface JobKind<Name extends Job['name'] = Job['name']> {
  name: Name
  /** The id of the row that the job nudges; the only data a job carries. */
  rowId(job: Extract<Job, { name: Name }>): string
  /** How many may run at once in this process. */
  atOnce: number
  queue: QueueOptions
}

/**
 * Jobs are nudges: rows hold the truth and the sweep finds what was missed. So they are tried few times, forgotten soon
 * after they end, and one that nobody fetched within a day is not worth keeping.
 */
export const nudge: QueueOptions = {
  retryLimit: 3,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 30,
  expireInSeconds: 120,
  retentionSeconds: 24 * 3600,
  deleteAfterSeconds: 3600,
}
