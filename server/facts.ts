import type { Tx } from './db/client.ts'
import type { SubmissionRow } from './submissions/index.ts'

/** What rooms state, in the past tense, inside their own transaction. flow.ts lists what follows from each. */
export type Fact =
  /** Its answers and its price are frozen. */
  | { kind: 'submission.submitted'; submission: SubmissionRow }
  /** Nothing is left to pay. */
  | { kind: 'submission.completed'; submission: SubmissionRow }
  /** It counts as paid: taken, or authorised and ours to take. */
  | ({ kind: 'payment.succeeded' } & AboutPayment)
  /** A surcharge came to a payment that counts as paid already. */
  | ({ kind: 'payment.surcharged' } & AboutPayment)
  /** Money was taken that nobody owed. */
  | ({ kind: 'payment.held'; because: 'overpaid' | 'mismatched' } & AboutPayment)
  /** What counted as paid, or was held, is not there after all: a capture failed. */
  | ({ kind: 'payment.lost' } & AboutPayment)
  | ({ kind: 'refund.succeeded'; refundId: string } & AboutPayment)
  /** The gateway could not pay back, or never can and finance must. */
  | ({ kind: 'refund.error'; refundId: string } & AboutPayment)
  | ({ kind: 'refund.owed'; refundId: string } & AboutPayment)

interface AboutPayment {
  organisationId: string
  submissionId: string
  paymentId: string
  /** Of the payment, or of the refund: pence. */
  amountPence: number
}

/** Runs the reactions to a fact in the transaction that states it. */
export type Announce = (tx: Tx, fact: Fact) => Promise<void>
