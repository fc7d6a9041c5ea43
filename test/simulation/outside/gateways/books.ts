import { Random } from '../../kernel/random.ts'
import type { Scheduler } from '../../kernel/scheduler.ts'
import type { Character } from './character.ts'

export type BookState =
  | 'created'
  | 'started'
  | 'submitted'
  | 'capturable'
  | 'success'
  | 'failed'
  | 'cancelled'
  | 'error'

export interface BookPayment {
  id: string
  /** Its own luck. */
  random: Random
  key: string
  reference: string
  returnUrl: string
  askedPence: number
  /** What was taken or is held of the card, surcharge left out. */
  takenPence: number
  surchargePence: number
  state: BookState
  code?: string
  createdAt: number
  capturedAt?: number
  /** Money came in at some time, whatever became of it. */
  wasTaken: boolean
  links: Set<string>
  refunds: BookRefund[]
}

export interface BookRefund {
  id: string
  key: string
  amountPence: number
  state: 'submitted' | 'success' | 'error'
  createdAt: number
  /** The list of a payment's refunds shows it from here on. */
  listedAt: number
}

const capturableMs = 120 * 3_600_000
const second = 1000

/** The supplier's own books: what it believes is the truth about the money. */
export class Books {
  readonly character: Character
  readonly payments = new Map<string, BookPayment>()
  readonly #byKey = new Map<string, BookPayment>()
  readonly #byLink = new Map<string, BookPayment>()
  readonly #scheduler: Scheduler
  readonly #seed: string
  readonly #label: string
  /** Hears of everything that happens. */
  readonly #tell: (payment: BookPayment, event: string) => void
  readonly #made = new Map<string, number>()

  constructor(
    character: Character,
    {
      scheduler,
      seed,
      label,
      tell,
    }: {
      scheduler: Scheduler
      seed: string
      label: string
      tell: (payment: BookPayment, event: string) => void
    },
  ) {
    this.character = character
    this.#scheduler = scheduler
    this.#seed = seed
    this.#label = label
    this.#tell = tell
  }

  create(asked: { key: string; amountPence: number; reference: string; returnUrl: string }): BookPayment {
    const before = this.character.idempotentCreate ? this.#byKey.get(asked.key) : undefined
    if (before) return before
    // Named after the reference, so that a journey's payments are the same ones when other journeys are left out.
    const number = (this.#made.get(asked.reference) ?? 0) + 1
    this.#made.set(asked.reference, number)
    const id = `${this.#label}-${asked.reference}-${number}`
    const payment: BookPayment = {
      id,
      random: new Random(`${this.#seed}/${id}`),
      key: asked.key,
      reference: asked.reference,
      returnUrl: asked.returnUrl,
      askedPence: asked.amountPence,
      takenPence: 0,
      surchargePence: 0,
      state: 'created',
      createdAt: this.#scheduler.now,
      wasTaken: false,
      links: new Set(),
      refunds: [],
    }
    this.payments.set(payment.id, payment)
    this.#byKey.set(asked.key, payment)
    // Suppliers tell of beginnings too; a few are enough, for each costs as much as one that matters.
    if (payment.random.chance(0.25)) this.#tell(payment, 'created')
    if (this.character.links === 'kept') this.newLink(payment)
    const over = payment.createdAt + this.#payableMs
    this.#later(`${payment.id}.expiry`, over, () => void this.find(payment.id))
    return payment
  }

  /** As it stands by now: what nobody paid in time has expired. */
  find(id: string): BookPayment | undefined {
    const payment = this.payments.get(id)
    if (!payment) return undefined
    const age = this.#scheduler.now - payment.createdAt
    if (isPayable(payment) && age >= this.#payableMs) this.#end(payment, 'failed', 'P0020')
    if (payment.state === 'capturable' && age >= capturableMs) this.#end(payment, 'failed', 'P0020')
    return payment
  }

  newLink(payment: BookPayment): string {
    const link = `${payment.id}/${payment.links.size + 1}`
    payment.links.add(link)
    this.#byLink.set(link, payment)
    return link
  }

  theLink(payment: BookPayment): string | undefined {
    return [...payment.links].at(-1)
  }

  /** Somebody opens the hosted page. Undefined when the link is used up or its payment over. */
  open(link: string): BookPayment | undefined {
    const payment = this.#byLink.get(link)
    if (!payment) return undefined
    if (this.character.links === 'fresh') this.#byLink.delete(link)
    this.find(payment.id)
    if (payment.state !== 'created' && payment.state !== 'started') return undefined
    if (payment.state === 'created') {
      payment.state = 'started'
      if (payment.random.chance(0.25)) this.#tell(payment, 'started')
    }
    return payment
  }

  /** What the payer does on the page. False when the page is dead by now. */
  press(id: string, button: 'pay' | 'decline' | 'cancel'): boolean {
    const payment = this.find(id)
    if (payment?.state !== 'started') return false
    if (button === 'cancel') this.#end(payment, 'failed', 'P0030')
    if (button === 'decline' && this.character.declineEnds) this.#end(payment, 'failed', 'P0010')
    if (button === 'pay') payment.state = 'submitted'
    return true
  }

  /** The bank says yes to what was submitted. */
  authorise(id: string): void {
    const payment = this.payments.get(id)
    if (payment?.state !== 'submitted') return
    payment.takenPence = payment.askedPence
    if (this.character.mistakes && payment.random.chance(0.02))
      payment.takenPence += payment.random.pick([-100, 1, 5000])
    if (payment.takenPence <= 0) payment.takenPence = 1
    if (this.character.surcharges && payment.random.chance(0.15))
      payment.surchargePence = payment.random.between(20, 300)
    if (this.character.capture === 'on-our-word') {
      payment.state = 'capturable'
      this.#tell(payment, 'capturable')
    } else this.#take(payment)
  }

  cancel(payment: BookPayment): 'cancelled' | 'too-late' {
    if (!isPayable(payment) && payment.state !== 'capturable') return 'too-late'
    this.#end(payment, 'cancelled', 'P0040')
    return 'cancelled'
  }

  capture(payment: BookPayment): 'captured' | 'too-late' {
    if (payment.state !== 'capturable') return 'too-late'
    this.#take(payment)
    return 'captured'
  }

  get refundable(): (payment: BookPayment) => 'pending' | 'available' | 'full' | 'unavailable' {
    return (payment) => {
      if (payment.state !== 'success')
        return isPayable(payment) || payment.state === 'capturable' ? 'pending' : 'unavailable'
      if (payment.capturedAt === undefined) return 'pending'
      return leftPence(payment) > 0 ? 'available' : 'full'
    }
  }

  refund(payment: BookPayment, key: string, amountPence: number): BookRefund {
    const before =
      this.character.refunds === 'keyed' ? payment.refunds.find((refund) => refund.key === key) : undefined
    if (before) return before
    const refund: BookRefund = {
      id: `${payment.id}-r${payment.refunds.length + 1}`,
      key,
      amountPence,
      state: 'submitted',
      createdAt: this.#scheduler.now,
      listedAt: this.#scheduler.now + payment.random.below(120) * second,
    }
    payment.refunds.push(refund)
    const fails = payment.random.chance(0.06)
    this.#later(
      `${refund.id}.end`,
      this.#scheduler.now + payment.random.pick([1, 4, 15, 100, 2000]) * second,
      () => {
        refund.state = fails ? 'error' : 'success'
        this.#tell(payment, 'refunded')
      },
    )
    return refund
  }

  get #payableMs(): number {
    return this.character.payableMinutes * 60_000
  }

  #take(payment: BookPayment): void {
    payment.wasTaken = true
    payment.state = 'success'
    this.#tell(payment, 'succeeded')
    if (this.character.capture === 'at-once') {
      payment.capturedAt = this.#scheduler.now
      return
    }
    const fails = payment.random.chance(0.05)
    const at = this.#scheduler.now + payment.random.pick([1, 1, 60, 60, 600, 4000, 30_000]) * second
    this.#later(`${payment.id}.capture`, at, () => {
      if (fails) this.#end(payment, 'error', 'P0050')
      else {
        payment.capturedAt = this.#scheduler.now
        this.#tell(payment, 'captured')
      }
    })
  }

  #end(payment: BookPayment, state: 'failed' | 'cancelled' | 'error', code: string): void {
    payment.state = state
    payment.code = code
    this.#tell(payment, state)
  }

  #later(name: string, at: number, happen: () => void): void {
    this.#scheduler.spawn(name, async () => happen(), { at })
  }
}

/** The payer can still pay, or the bank is being asked. */
export function isPayable({ state }: BookPayment): boolean {
  return state === 'created' || state === 'started' || state === 'submitted'
}

/** The supplier will not change it any more. */
export function isFinished(payment: BookPayment): boolean {
  if (payment.state === 'success') return payment.capturedAt !== undefined
  return payment.state === 'failed' || payment.state === 'cancelled' || payment.state === 'error'
}

/** It has money of this payment, before refunds: pence, surcharge included. */
export function heldPence(payment: BookPayment): number {
  return payment.state === 'success' ? payment.takenPence + payment.surchargePence : 0
}

/** Gone, or about to go: a refund that ended in error gave its money back. */
export function refundedPence(payment: BookPayment): number {
  return payment.refunds.reduce((sum, refund) => sum + (refund.state === 'error' ? 0 : refund.amountPence), 0)
}

export function leftPence(payment: BookPayment): number {
  return heldPence(payment) - refundedPence(payment)
}
