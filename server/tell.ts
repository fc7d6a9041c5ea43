import type { Tx } from './db/client.ts'
import { type Messages, readAddress, refundWords } from './messages/index.ts'
import type { Payment, Refund } from './payments/index.ts'
import type { People } from './people/index.ts'

/** What people are told of what happened, in the transaction in which it happened. Who left no address is not told. */
export interface Tell {
  refunded(tx: Tx, payment: Payment, refund: Refund): Promise<void>
}

export function createTell({ messages, people }: { messages: Messages; people: People }): Tell {
  return {
    async refunded(tx, payment, refund) {
      const to = payment.payer?.email
      const wanted = { organisationId: payment.organisationId, channel: 'email', mode: payment.mode } as const
      // Neither a missing sender nor an address that is none may undo a refund that was made.
      if (!to || readAddress('email', to).kind === 'unusable' || !(await messages.canSend(tx, wanted))) return
      const council = (await people.organisations.byId(payment.organisationId, tx))?.name ?? ''
      const words = refundWords({
        council,
        language: payment.language,
        reference: payment.reference,
        amountPence: refund.amountPence,
      })
      await messages.queue(tx, {
        ...wanted,
        submissionId: payment.submissionId,
        to,
        kind: 'refund',
        language: payment.language,
        subject: words.subject,
        text: words.email,
      })
    },
  }
}
