import { randomUUID } from 'node:crypto'
import { isPayable, type StandInPayment, type StandInRefund, shownPayment } from './payment.ts'

/** How the service is set up at Pay; tests change it. */
export interface PayAccount {
  /** Telephone payments are switched on. */
  moto: boolean
  /** Refunds are switched on. */
  refunds: boolean
  createsPerSecond: number
  /** `later`: a payment has no day of capture until a test says so. */
  captures: 'at-once' | 'later'
  /** Taken on top of the amount, for a corporate card. */
  surchargePence: number
  /** What becomes of a refund at once. */
  refundsEnd: StandInRefund['status']
  /** False holds back the list of refunds: what is made meanwhile is not on it. */
  refundsListed: boolean
}

const payableMs = 90 * 60_000
const capturableMs = 120 * 3_600_000

/** Pay's books: payments, their refunds, and what happened to them, on a clock that tests move. */
export class Books {
  readonly account: PayAccount = {
    moto: true,
    refunds: true,
    createsPerSecond: Number.POSITIVE_INFINITY,
    captures: 'at-once',
    surchargePence: 0,
    refundsEnd: 'success',
    refundsListed: true,
  }
  readonly payments = new Map<string, StandInPayment>()
  readonly byKey = new Map<string, StandInPayment>()
  readonly events: { id: string; type: string; payment: StandInPayment; resource: unknown }[] = []
  /** Milliseconds; it runs, and jumps where it is put. */
  readonly now = {
    offset: 0,
    get ms() {
      return Date.now() + this.offset
    },
    set ms(value: number) {
      this.offset = value - Date.now()
    },
  }
  url = ''

  make(fields: StandInPayment['fields'], key: string | undefined, body: string): StandInPayment {
    const payment: StandInPayment = {
      id: newPayId(),
      key: key ?? '',
      body,
      fields,
      status: 'created',
      createdMs: this.now.ms,
      links: new Set(),
      surchargePence: 0,
      refunds: [],
    }
    this.payments.set(payment.id, payment)
    if (key !== undefined) this.byKey.set(key, payment)
    return payment
  }

  /** The payment by now; Pay expires what nobody paid in 90 minutes, or captured in 120 hours. */
  find(id: string): StandInPayment | undefined {
    const payment = this.payments.get(id)
    const age = payment ? this.now.ms - payment.createdMs : 0
    const over =
      payment &&
      ((isPayable(payment) && age >= payableMs) || (payment.status === 'capturable' && age >= capturableMs))
    if (over) this.end(payment, 'failed', 'P0020')
    return payment
  }

  /** As the API tells it, with a fresh link of its own while it can be paid. */
  shown(payment: StandInPayment) {
    this.find(payment.id)
    if (!isPayable(payment)) return shownPayment(payment, this.url, undefined)
    const token = randomUUID()
    payment.links.add(token)
    return shownPayment(payment, this.url, `${this.url}/secure/${token}`)
  }

  authorise(payment: StandInPayment): void {
    payment.surchargePence = this.account.surchargePence
    if (payment.fields.delayed_capture) payment.status = 'capturable'
    else this.succeed(payment)
  }

  succeed(payment: StandInPayment): void {
    this.end(payment, 'success')
    if (this.account.captures === 'at-once') this.capture(payment)
  }

  capture(payment: StandInPayment): void {
    payment.capturedOn = new Date(this.now.ms).toISOString().slice(0, 10)
    this.tell(payment, 'captured')
  }

  end(payment: StandInPayment, status: StandInPayment['status'], code?: string): void {
    payment.status = status
    if (code) payment.code = code
    const type = { success: 'succeeded', failed: code === 'P0020' ? 'expired' : 'failed' }[status as string]
    if (type) this.tell(payment, type)
  }

  refund(payment: StandInPayment, amount: number): StandInRefund {
    const refund: StandInRefund = {
      id: newPayId(),
      paymentId: payment.id,
      amount,
      status: this.account.refundsEnd,
      createdMs: this.now.ms,
      listed: this.account.refundsListed,
    }
    payment.refunds.push(refund)
    this.tell(payment, 'refunded')
    return refund
  }

  listedRefunds(payment: StandInPayment): StandInRefund[] {
    return payment.refunds.filter((refund) => refund.listed || this.account.refundsListed)
  }

  /** What the payer does behind a link. A link works once. */
  visit(nextUrl: string, does: 'open' | 'submit' | 'pay' | 'decline' | 'cancel'): 'done' | 'link-used' {
    const token = nextUrl.slice(nextUrl.lastIndexOf('/') + 1)
    const payment = [...this.payments.values()].find((each) => each.links.has(token))
    payment?.links.delete(token)
    if (!payment || !isPayable(this.find(payment.id)!)) return 'link-used'
    if (payment.status === 'created') this.tell(payment, 'started')
    payment.status = does === 'open' ? 'started' : 'submitted'
    if (does === 'pay') this.authorise(payment)
    if (does === 'decline') this.end(payment, 'failed', 'P0010')
    if (does === 'cancel') this.end(payment, 'failed', 'P0030')
    return 'done'
  }

  tell(payment: StandInPayment, type: string): void {
    this.events.push({
      id: `message-${this.events.length}-${payment.id}`,
      type: `card_payment_${type}`,
      payment,
      resource: shownPayment(payment, this.url, undefined),
    })
  }

  /** Capture gives up after its tries: what looked like success becomes an error. */
  failCapture(payment: StandInPayment): void {
    if (payment.status !== 'success' || payment.capturedOn)
      throw new Error('Only what is still to be captured can fail to be')
    this.end(payment, 'error', 'P0050')
  }
}

/** 26 characters, as Pay's ids. */
function newPayId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 26)
}
