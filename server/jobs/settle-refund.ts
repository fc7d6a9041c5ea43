import { type JobKind, nudge } from './job-kind.ts'

/** Sends one refund to its gateway, or asks how it stands. */
export const settleRefund: JobKind<'settle-refund'> = {
  name: 'settle-refund',
  rowId: (job) => job.refundId,
  atOnce: 2,
  queue: nudge,
}
