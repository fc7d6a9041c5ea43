import { say } from '../form-schemas/words.ts'
import { londonDay } from './clock.ts'
import type { Tx } from './db/client.ts'
import type { PublishedForm } from './forms/index.ts'
import { type Messages, readAddress, receiptWords, refundWords, textAtMost } from './messages/index.ts'
import type { Payment, Refund } from './payments/index.ts'
import type { People } from './people/index.ts'
import { issuerOf, receiptOf, receiptText } from './receipts/index.ts'
import type { SubmissionRow } from './submissions/index.ts'
import { notificationsFor } from './submissions/notifications.ts'

/** What people are told of what happened, in the transaction in which it happened. Who left no address is not told. */
export interface Tell {
  /** The messages that the form's own document asks for. */
  completed(tx: Tx, submission: SubmissionRow, form: PublishedForm): Promise<void>
  /** The payer's receipt. Whoever paid elsewhere was given one there. */
  paid(tx: Tx, payment: Payment, submission: SubmissionRow, form: PublishedForm): Promise<void>
  refunded(tx: Tx, payment: Payment, refund: Refund): Promise<void>
}

export function createTell({ messages, people }: { messages: Messages; people: People }): Tell {
  /** Neither a missing sender nor an address that is none may undo what is told of. */
  async function payerAddress(tx: Tx, { payer, organisationId, mode }: Payment): Promise<string | undefined> {
    const to = payer?.email
    if (!to || readAddress('email', to).kind === 'unusable') return undefined
    return (await messages.canSend(tx, { organisationId, channel: 'email', mode })) ? to : undefined
  }

  return {
    async completed(tx, submission, form) {
      const { organisationId, mode, language } = submission
      for (const message of notificationsFor(form.document, submission, submission.answers)) {
        if (!(await messages.canSend(tx, { organisationId, channel: message.channel, mode }))) continue
        const kind = 'form-message'
        await messages.queue(tx, {
          ...message,
          organisationId,
          submissionId: submission.id,
          kind,
          language,
          mode,
        })
      }
    },

    async paid(tx, payment, submission, form) {
      const to = payment.channel === 'elsewhere' ? undefined : await payerAddress(tx, payment)
      if (!to) return
      const { organisationId, mode, language } = payment
      const organisation = { name: form.organisationName }
      const brand = await people.brands.forForm(organisationId, form.document.settings?.brand, tx)
      const issuer = issuerOf(organisation, brand)
      const receipt = receiptOf({ submission, form, payment, issuer, refunds: [] })
      const whole = receiptText(receipt)
      // A receipt of very many lines is too long for a message: the short one says what was paid, the PDF says for what.
      const short = receiptWords({
        council: say(issuer.name, language),
        whatFor: say(form.document.title, language),
        reference: payment.reference,
        amountPence: receipt.grossPence,
        paidOn: londonDay(payment.stateAt),
        language,
      })
      await messages.queue(tx, {
        organisationId,
        submissionId: payment.submissionId,
        channel: 'email',
        mode,
        to,
        kind: 'receipt',
        language,
        subject: whole.subject,
        text: whole.text.length <= textAtMost.email - 100 ? whole.text : short.email,
      })
    },

    async refunded(tx, payment, refund) {
      const to = await payerAddress(tx, payment)
      if (!to) return
      const { organisationId, submissionId, language, mode, reference } = payment
      const council = (await people.organisations.byId(organisationId, tx))?.name ?? ''
      const words = refundWords({ council, language, reference, amountPence: refund.amountPence })
      await messages.queue(tx, {
        organisationId,
        submissionId,
        channel: 'email',
        mode,
        to,
        kind: 'refund',
        language,
        subject: words.subject,
        text: words.email,
      })
    },
  }
}
