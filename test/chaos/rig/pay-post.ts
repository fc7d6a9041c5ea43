import { type GovukPayStandIn, paySignature, type StandInPayment } from '../../support/govuk-pay.ts'
import { pause } from '../../support/patient-resident.ts'

export interface PayMessage {
  body: Uint8Array<ArrayBuffer>
  signature: string
}

export type PayEvent = 'started' | 'succeeded' | 'captured' | 'refunded' | 'failed' | 'expired'

/** The webhooks of the GOV.UK Pay stand-in: written and signed as Pay does, carried when and as often as a scenario likes. */
export interface PayPost {
  /** Where webhooks of the account come in. */
  address: string
  /** The same event of a payment is the same message, unless it is given another `copy`. */
  message(payment: StandInPayment, event: PayEvent, copy?: number): PayMessage
  /** The status it was answered with; 0 for no answer. */
  send(message: PayMessage): Promise<number>
  /** Sends until it is taken, as Pay does, only sooner. @throws Error when it is not taken within three minutes */
  deliver(message: PayMessage): Promise<void>
}

/** Pay waits 3 seconds for an answer. */
const timeoutMs = 3_000
const patienceMs = 180_000

export function openPayPost(pay: GovukPayStandIn, hook: string): PayPost {
  const post: PayPost = {
    address: hook,

    message(payment, event, copy = 0) {
      const text = JSON.stringify({
        webhook_message_id: `${payment.id}-${event}-${copy}`,
        api_version: 1,
        created_date: new Date(pay.now.ms).toISOString(),
        resource_id: payment.id,
        resource_type: 'payment',
        event_type: `card_payment_${event}`,
        resource: { payment_id: payment.id, amount: payment.fields.amount },
      })
      const body = new TextEncoder().encode(text)
      return { body, signature: paySignature(pay.webhookSecret, body) }
    },

    async send({ body, signature }) {
      try {
        const answer = await fetch(hook, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'pay-signature': signature },
          body,
          signal: AbortSignal.timeout(timeoutMs),
        })
        await answer.arrayBuffer()
        return answer.status
      } catch {
        // Nobody there, or too slow: Pay only notes that it was not taken.
        return 0
      }
    },

    async deliver(message) {
      let status = 0
      for (const until = Date.now() + patienceMs; Date.now() < until; await pause(500)) {
        status = await post.send(message)
        if (status >= 200 && status < 300) return
      }
      throw new Error(`A webhook was not taken; the last answer was ${status}`)
    },
  }
  return post
}

/** The payment whose page a link leads to. Undefined when the link was used. */
export function paymentBehind(pay: GovukPayStandIn, link: URL): StandInPayment | undefined {
  const token = link.pathname.slice(link.pathname.lastIndexOf('/') + 1)
  for (const payment of pay.payments.values()) if (payment.links.has(token)) return payment
  return undefined
}

/** What Pay's own books say. */
export function booksOfPay(pay: GovukPayStandIn) {
  return [...pay.payments.values()].map((payment) => ({
    id: payment.id,
    taken: payment.status === 'success',
    over: !['created', 'started', 'submitted', 'capturable'].includes(payment.status),
    pence: payment.fields.amount + payment.surchargePence,
    refundedPence: pay.refunded(payment.id),
    refunds: payment.refunds.filter(({ status }) => status !== 'error').length,
    reference: payment.fields.reference,
  }))
}
