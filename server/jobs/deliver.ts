import { type JobKind, nudge } from './job-kind.ts'

/** One attempt of one delivery. Slow back offices hold a place for up to 10 s each, hence more places than for payments. */
export const deliver: JobKind<'deliver'> = {
  name: 'deliver',
  rowId: (job) => job.deliveryId,
  atOnce: 6,
  queue: nudge,
}
