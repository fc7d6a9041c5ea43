import type { Gateway } from '../../../server/payments/gateway.ts'
import { type AccountName, accountNames, apiKeyOf } from '../council/set-up.ts'
import type { Network } from '../kernel/network.ts'
import type { Scheduler } from '../kernel/scheduler.ts'
import { type BookPayment, Books, leftPence } from './gateways/books.ts'
import { type CharacterName, characters } from './gateways/character.ts'
import { payPages, simulatedPay } from './gateways/pay-api.ts'
import { portGateway } from './gateways/port-gateway.ts'

interface Surroundings {
  scheduler: Scheduler
  network: Network
  seed: string
  /** Something happened to a payment of an account. */
  tell(account: AccountName, books: Books, payment: BookPayment, event: string): void
}

/** The suppliers behind a council's accounts: their books, their hosted pages, and what of theirs stands behind the port. */
export class Suppliers {
  readonly books: Record<AccountName, Books>
  /** By registry name, as the house is given them. */
  readonly gateways: Record<string, Gateway>

  constructor(accounts: Record<AccountName, CharacterName>, around: Surroundings) {
    const { scheduler, network, seed, tell } = around
    const open = (label: AccountName): Books => {
      const books: Books = new Books(characters[accounts[label]], {
        scheduler,
        seed: `${seed}/${label}`,
        label,
        tell: (payment, event) => tell(label, books, payment, event),
      })
      return books
    }
    this.books = { card: open('card'), 'card-two': open('card-two') }
    const booksOf = (apiKey: string) => this.books[accountNames.find((name) => apiKeyOf(name) === apiKey)!]
    this.gateways = { 'govuk-pay': simulatedPay(booksOf, network, scheduler) }
    for (const books of Object.values(this.books)) {
      const { name } = books.character
      if (name !== 'govuk-pay') this.gateways[name] = portGateway(books, network)
    }
  }

  /** Everything that was begun for a submission, at whichever supplier. */
  paymentsFor(reference: string | null | undefined): BookPayment[] {
    return this.#payments().filter((payment) => payment.reference === `CO-${reference}`)
  }

  /** Pence that were taken for a submission and not given back. */
  takenFor(reference: string | null | undefined): number {
    return this.paymentsFor(reference).reduce((sum, payment) => sum + leftPence(payment), 0)
  }

  /** The same for the one payment that a return address belongs to. */
  takenByReturn(returnId: string): number {
    const payment = this.#payments().find(({ returnUrl }) => returnUrl.endsWith(`/${returnId}`))
    return payment ? leftPence(payment) : 0
  }

  /** Undefined when the link is used up, or its payment over. */
  openHostedPage(url: string): { books: Books; payment: BookPayment } | undefined {
    const link = url.replace(payPages, '')
    for (const books of Object.values(this.books)) {
      const payment = books.open(link)
      if (payment) return { books, payment }
    }
    return undefined
  }

  #payments(): BookPayment[] {
    return Object.values(this.books).flatMap((books) => [...books.payments.values()])
  }
}
