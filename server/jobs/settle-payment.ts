import { type JobKind, nudge } from './job-kind.ts'

/** Asks the gateway how one payment stands. */
export const settlePayment: JobKind<'settle-payment'> = {
  name: 'settle-payment',
  rowId: (job) => job.paymentId,
  atOnce: 4,
  queue: nudge,
}
