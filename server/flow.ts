import type { Tx } from './db/client.ts'
import type { Delivery } from './delivery/index.ts'
import type { Fact } from './facts.ts'
import type { Finance } from './finance/index.ts'
import type { Forms } from './forms/index.ts'
import { paymentById } from './payments/index.ts'
import type { Submissions } from './submissions/index.ts'

interface Rooms {
  forms: Forms
  submissions: Submissions
  finance: Finance
  delivery: Delivery
}

/**
 * The whole story on one screen: what follows from what. Every reaction runs in the transaction that states its fact,
 * so either all of it happened or none of it did.
 */
export function createFlow({ forms, submissions, finance, delivery }: Rooms) {
  const reactions: { [K in Fact['kind']]: (tx: Tx, fact: Extract<Fact, { kind: K }>) => Promise<void> } = {
    // Nothing to pay: the submission is complete at once. Otherwise it waits for its payment.
    'submission.submitted': async (tx, fact) => {
      if (fact.totalPence === 0) await submissions.complete(tx, fact.submissionId)
    },

    // Paid: post it to the ledger, line by line, and complete the submission.
    'payment.succeeded': async (tx, fact) => {
      await finance.postPayment(tx, (await paymentById(tx, fact.paymentId))!)
      await submissions.complete(tx, fact.submissionId)
    },

    // Complete: queue its deliveries to the back office.
    'submission.completed': async (tx, fact) => {
      const submission = (await submissions.byId(fact.submissionId, tx))!
      const { document } = await forms.version(submission.formVersionId, tx)
      await delivery.enqueue(tx, submission, document)
    },
  }
  return async (tx: Tx, fact: Fact): Promise<void> => {
    await (reactions[fact.kind] as (tx: Tx, fact: Fact) => Promise<void>)(tx, fact)
  }
}
