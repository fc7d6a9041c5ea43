import type { Tx } from './db/client.ts'
import type { Delivery } from './delivery/index.ts'
import type { Fact } from './facts.ts'
import type { Finance } from './finance/index.ts'
import type { Forms } from './forms/index.ts'
import { type Payments, paymentById, refundById } from './payments/index.ts'
import type { SavedJourneys, Submissions } from './submissions/index.ts'
import type { Tell } from './tell.ts'

interface Rooms {
  forms: Forms
  submissions: Submissions
  payments: Payments
  finance: Finance
  delivery: Delivery
  /** Links by which a resident comes back to a journey. */
  saved: Pick<SavedJourneys, 'close'>
  /** Messages to people, in words of ours. */
  tell: Tell
}

/**
 * The whole story on one screen: what follows from what. Every reaction runs in the transaction that states its fact,
 * so either all of it happened or none of it did.
 */
export function createFlow({ forms, submissions, payments, finance, delivery, saved, tell }: Rooms) {
  const reactions: { [K in Fact['kind']]: (tx: Tx, fact: Extract<Fact, { kind: K }>) => Promise<void> } = {
    // Sent: no link leads back to its questions. With nothing to pay it is complete at once, otherwise it waits for its payment.
    'submission.submitted': async (tx, { submission }) => {
      await saved.close(tx, submission.id)
    },

    // Paid: post it to the ledger, line by line, complete the submission, let no other link to pay for it live on, and send the
    // payer a receipt.
    'payment.succeeded': async (tx, fact) => {
      const payment = (await paymentById(tx, fact.paymentId))!
      await finance.postPayment(tx, payment)
      await submissions.complete(tx, fact.submissionId, fact.paymentId)
      await submissions.payLinks.close(tx, fact.submissionId)
      const submission = (await submissions.byId(fact.submissionId, tx))!
      await tell.paid(tx, payment, submission, await forms.version(submission.formVersionId, tx))
    },

    // The gateway put its card surcharge on top, and told so only when it took the money: one more line.
    'payment.surcharged': async (tx, fact) => {
      await finance.postSurcharge(tx, (await paymentById(tx, fact.paymentId))!)
    },

    // Paid twice, or another amount: kept apart in the ledger. What was paid twice goes back by itself; the rest finance looks at.
    'payment.held': async (tx, fact) => {
      const payment = (await paymentById(tx, fact.paymentId))!
      await finance.postHeld(tx, payment)
      if (fact.because === 'overpaid') await payments.refunds.giveBack(tx, payment)
    },

    // The money is not there after all: the ledger says so. What was delivered stays delivered, and finance is shown it.
    'payment.lost': async (tx, fact) => {
      await finance.reversePayment(tx, (await paymentById(tx, fact.paymentId))!)
    },

    // Paid back: negative lines in the ledger, what was paid back whole may be asked for again, and the resident is told.
    'refund.succeeded': async (tx, fact) => {
      const payment = (await paymentById(tx, fact.paymentId))!
      const refund = (await refundById(tx, fact.refundId))!
      await finance.postRefund(tx, payment, refund)
      await submissions.uses.freeRefunded(tx, fact.submissionId, payment)
      await tell.refunded(tx, payment, refund)
    },

    // Not paid back, or not by the gateway: on finance's list (insight/exceptions), nothing else follows.
    'refund.error': async () => {},
    'refund.owed': async () => {},

    // Complete: queue its deliveries to the back office, and the messages that its form sends.
    'submission.completed': async (tx, { submission }) => {
      const form = await forms.version(submission.formVersionId, tx)
      await delivery.enqueue(tx, submission, form.document)
      await tell.completed(tx, submission, form)
    },
  }
  return async (tx: Tx, fact: Fact): Promise<void> => {
    await (reactions[fact.kind] as (tx: Tx, fact: Fact) => Promise<void>)(tx, fact)
  }
}
