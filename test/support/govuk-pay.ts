import { createHmac, randomUUID } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { type Fault, payApi } from './govuk-pay/api.ts'
import { Books, type PayAccount } from './govuk-pay/books.ts'
import { refundedPence, type StandInPayment, type StandInRefund } from './govuk-pay/payment.ts'

export type { Fault } from './govuk-pay/api.ts'
export type { PayAccount } from './govuk-pay/books.ts'
export type { StandInPayment, StandInRefund } from './govuk-pay/payment.ts'

/**
 * A stateful stand-in of GOV.UK Pay, written from its public documentation (docs.payments.service.gov.uk, OpenAPI 1.0.3) and never
 * checked against the live service: idempotent create, firewall, 90-minute expiry on a clock that tests set, single-use
 * links, cancel, delayed capture, refunds with their guard and their lagging list, search, signed webhooks in any order and
 * more than once, and faults on demand.
 */
export interface GovukPayStandIn {
  url: string
  apiKey: string
  webhookSecret: string
  /** How the service is set up at Pay; tests change it. */
  account: PayAccount
  payments: Map<string, StandInPayment>
  /** The time there (milliseconds); tests move it. */
  now: { ms: number }
  /** Each is used up by the next call to the API. */
  faults: Fault[]
  /** What the payer does behind a link. A link works once. */
  visit(nextUrl: string, does: PayerAction): Promise<'done' | 'link-used'>
  /** The money of a successful payment arrives, where the account captures later. */
  capture(paymentId: string): void
  /** Or never does: the success becomes an error. */
  failCapture(paymentId: string): void
  /** What an officer does in Pay's own admin tool. */
  refundByHand(paymentId: string, pence: number): StandInRefund
  /** Pence paid back, refunds that ended in error left out. */
  refunded(paymentId: string): number
  /** What Pay would send, in an order and number of its choosing: each event up to `times` times. */
  webhooks(times?: number): { body: Uint8Array<ArrayBuffer>; headers: Headers }[]
  close(): Promise<void>
}

export type PayerAction = 'open' | 'submit' | 'pay' | 'decline' | 'cancel'

export async function startGovukPay(): Promise<GovukPayStandIn> {
  const apiKey = `api_test_${randomUUID().replaceAll('-', '')}`
  const webhookSecret = `whsec-${randomUUID()}`
  const faults: Fault[] = []
  const books = new Books()
  const { fetch } = payApi(books, apiKey, faults)
  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      books.url = `http://127.0.0.1:${info.port}`
      resolve(starting)
    })
  })
  const payment = (id: string): StandInPayment => {
    const found = books.payments.get(id)
    if (!found) throw new Error(`Pay has no payment ${id}`)
    return found
  }
  return {
    url: books.url,
    apiKey,
    webhookSecret,
    account: books.account,
    payments: books.payments,
    now: books.now,
    faults,
    visit: async (nextUrl, does) => books.visit(nextUrl, does),
    capture: (id) => books.capture(payment(id)),
    failCapture: (id) => books.failCapture(payment(id)),
    refundByHand: (id, pence) => books.refund(payment(id), pence),
    refunded: (id) => refundedPence(payment(id)),
    webhooks(times = 3) {
      return books.events
        .flatMap((event) => {
          const body = encode({
            webhook_message_id: event.id,
            api_version: 1,
            created_date: new Date(books.now.ms).toISOString(),
            resource_id: event.payment.id,
            resource_type: 'payment',
            event_type: event.type,
            resource: event.resource,
          })
          return Array.from({ length: 1 + Math.floor(Math.random() * times) }, () => body)
        })
        .map((body) => ({ body, order: Math.random() }))
        .sort((a, b) => a.order - b.order)
        .map(({ body }) => ({
          body,
          headers: new Headers({ 'Pay-Signature': paySignature(webhookSecret, body) }),
        }))
    },
    close: () =>
      new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
}

/** Lower-case hex HMAC-SHA256 of the raw bytes, as Pay signs. */
export function paySignature(secret: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}
