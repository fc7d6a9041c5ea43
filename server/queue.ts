import type { Tx } from './db/client.ts'

/** The jobs of the house. A job is a nudge; the row it names is the truth, so running one twice does no harm. */
export type Job =
  | { name: 'settle-payment'; paymentId: string }
  | { name: 'settle-refund'; refundId: string }
  | { name: 'deliver'; deliveryId: string }
  | { name: 'send-message'; messageId: string }

/** Queues a job in the transaction that makes it necessary: a rollback drops it, a commit cannot lose it. */
export type Enqueue = (tx: Tx, job: Job, options?: { startAfter?: Date }) => Promise<void>
