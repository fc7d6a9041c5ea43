import type { Tx } from './db/client.ts'

/** What rooms state, in the past tense, inside their own transaction. flow.ts lists what follows from each. */
export type Fact =
  | { kind: 'submission.submitted'; organisationId: string; submissionId: string; totalPence: number }
  | { kind: 'submission.completed'; organisationId: string; submissionId: string }
  | {
      kind: 'payment.succeeded'
      organisationId: string
      submissionId: string
      paymentId: string
      amountPence: number
    }

/** Runs the reactions to a fact in the transaction that states it. */
export type Announce = (tx: Tx, fact: Fact) => Promise<void>
