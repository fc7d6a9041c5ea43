import { createHmac } from 'node:crypto'
import type { WebhookReceipt } from '../../../server/payments/index.ts'
import type { SimulatedHouse } from '../council/house.ts'
import { type AccountName, webhookSecret } from '../council/set-up.ts'
import type { Chaos } from '../kernel/chaos.ts'
import type { Scheduler } from '../kernel/scheduler.ts'
import { Violation } from '../kernel/violation.ts'
import type { BookPayment, Books } from './gateways/books.ts'

interface Surroundings {
  scheduler: Scheduler
  chaos: Chaos
  request<T>(run: (house: SimulatedHouse) => Promise<T>): Promise<T>
  journeyOf(reference: string): number | undefined
}

const tries = 3

/** What suppliers send of themselves: lost, late, twice, in any order, and now and then by somebody else in their name. */
export class Webhooks {
  readonly #around: Surroundings
  #sent = 0
  forged = 0

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** The supplier of an account tells of one of its payments. */
  tell(account: AccountName, books: Books, payment: BookPayment, event: string): void {
    const { scheduler, chaos, journeyOf } = this.#around
    if (!books.character.webhooks) return
    const { current } = scheduler
    const message = `m${++this.#sent}`
    const name = `${payment.id}.${event}`
    const journey = journeyOf(payment.reference)
    const send = (after: number, suffix: string) =>
      scheduler.spawn(`${name}${suffix}`, () => this.#deliver(account, books, message, payment.id), {
        journey,
        at: scheduler.now + after,
      })
    if (chaos.strikes(current, 'webhook-lost')) return
    const late = chaos.strikes(current, 'webhook-late') ? payment.random.between(1, 900) * 1000 : 0
    const soon = payment.random.between(1, 900)
    send(soon + late, '')
    if (chaos.strikes(current, 'webhook-twice')) send(payment.random.between(1, 5000), '.again')
  }

  /** A message that no supplier of ours has signed, about a payment that is there. */
  async forge(account: AccountName, books: Books): Promise<void> {
    const { request, scheduler } = this.#around
    const [first] = books.payments.values()
    if (!first || !books.character.webhooks) return
    const { body, headers } = messageOf(books, 'forged', first.id, 'some other secret')
    let receipt: WebhookReceipt
    try {
      receipt = await request(({ payments }) =>
        payments.receiveWebhook(books.character.name, account, '', body, headers),
      )
    } catch {
      // Whoever forges finds the same servers down as everybody else.
      return
    }
    this.forged++
    if (receipt === 'accepted') {
      throw scheduler.fail(new Violation('forged', undefined, 'A forged webhook was accepted'))
    }
  }

  async #deliver(
    account: AccountName,
    books: Books,
    message: string,
    gatewayPaymentId: string,
  ): Promise<void> {
    const { request, scheduler } = this.#around
    for (let attempt = 0; attempt < tries; attempt++) {
      let receipt: WebhookReceipt | undefined
      try {
        const { body, headers } = messageOf(books, message, gatewayPaymentId, webhookSecret)
        receipt = await request(({ payments }) =>
          payments.receiveWebhook(books.character.name, account, '', body, headers),
        )
      } catch {
        // Whatever went wrong over there was looked at by `request`; a supplier only sees that nobody said yes.
        await scheduler.pass(60_000)
        continue
      }
      if (receipt === 'accepted') return
      throw scheduler.fail(new Violation('webhook', undefined, `A genuine webhook was ${receipt}`))
    }
  }
}

function messageOf(books: Books, id: string, gatewayPaymentId: string, secret: string) {
  if (books.character.name !== 'govuk-pay') {
    const signature = secret === webhookSecret ? 'genuine' : 'made up'
    return {
      body: new TextEncoder().encode(`${id} ${gatewayPaymentId}`),
      headers: new Headers({ signature }),
    }
  }
  const body = new TextEncoder().encode(
    JSON.stringify({ webhook_message_id: id, resource_type: 'payment', resource_id: gatewayPaymentId }),
  )
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  return { body, headers: new Headers({ 'pay-signature': signature }) }
}
