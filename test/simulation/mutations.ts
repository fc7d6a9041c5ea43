import { sql } from 'drizzle-orm'
import { newId } from '../../server/ids.ts'
import type { Gateway, QueryOutcome } from '../../server/payments/gateway.ts'
import type { Mutation } from './council/house.ts'

/** Mistakes that a payment house could make, each put into the rooms from outside. The simulation must find every one of them. */
export const mutations: Record<string, Mutation> = {
  'a gateway that says of a payment under way that it was paid': {
    gateway: (gateway) =>
      answering(gateway, ({ status }) => status.state === 'started', { state: 'success', finished: true }),
  },
  'a payment given up after ten minutes without asking': {
    gateway: (gateway) =>
      answering(gateway, ({ status }) => status.state === 'started', { state: 'cancelled', finished: true }),
  },
  'nothing follows from a payment': {
    announce: (announce) => async (tx, fact) => {
      if (fact.kind !== 'payment.succeeded') await announce(tx, fact)
    },
  },
  'a second payment of the same submission is ignored': {
    announce: (announce) => async (tx, fact) => {
      if (fact.kind !== 'payment.held') await announce(tx, fact)
    },
  },
  'a webhook is believed': {
    payments: (payments, db) => ({
      ...payments,
      async receiveWebhook(gateway, accountId, proof, body, headers) {
        const receipt = await payments.receiveWebhook(gateway, accountId, proof, body, headers)
        const [named] = /card[a-z-]*-CO-[A-Z0-9]+-\d+/.exec(new TextDecoder().decode(body)) ?? []
        if (receipt === 'accepted' && named) {
          await db.execute(
            sql`update payment set state = 'success', taken_pence = amount_pence where gateway_payment_id = ${named} and state = 'started'`,
          )
        }
        return receipt
      },
    }),
  },
  'a refund is asked for again without looking for the first try': {
    gateway: (gateway) => ({
      ...gateway,
      ...(gateway.refund && {
        refund: (settings, request) =>
          gateway.refund!(settings, { ...request, refundId: newId(), triedSince: undefined }),
      }),
    }),
  },
  'payments are not posted to the ledger': {
    finance: (finance) => ({ ...finance, postPayment: async () => {} }),
  },
  'a success leaves no trace in the audit trail': {
    statement: (text, parameters) =>
      text.startsWith('insert into "audit_event"') && parameters.includes('payment.succeeded')
        ? undefined
        : text,
  },
  'a delivery goes out when the form is sent, not when it is paid': {
    announce:
      (announce, { delivery, forms }) =>
      async (tx, fact) => {
        await announce(tx, fact)
        if (fact.kind !== 'submission.submitted') return
        const { document } = await forms.version(fact.submission.formVersionId, tx)
        await delivery.enqueue(tx, fact.submission, document)
      },
  },
  'a refund is told although it failed': {
    announce: (announce) => async (tx, fact) => {
      await announce(tx, fact.kind === 'refund.error' ? { ...fact, kind: 'refund.succeeded' } : fact)
    },
  },
}

/** A gateway whose answers about some payments are others than its books say. */
function answering(
  gateway: Gateway,
  when: (found: Extract<QueryOutcome, { kind: 'found' }>) => boolean,
  instead: Partial<Extract<QueryOutcome, { kind: 'found' }>['status']>,
): Gateway {
  return {
    ...gateway,
    async query(settings, id) {
      const answer = await gateway.query(settings, id)
      if (answer.kind !== 'found' || !when(answer)) return answer
      return { kind: 'found', status: { ...answer.status, ...instead, nextUrl: undefined } }
    },
  }
}
