import type { Destination, DestinationOutcome, Parcel } from '../../../server/delivery/destination.ts'
import type { Network } from '../kernel/network.ts'
import type { Scheduler } from '../kernel/scheduler.ts'
import { Violation } from '../kernel/violation.ts'

/** What the council's back office has: by idempotency key, as it must be able to do with what comes twice. */
export class BackOffice {
  readonly parcels = new Map<string, Parcel & { times: number }>()
  readonly #network: Network
  readonly #scheduler: Scheduler

  constructor(network: Network, scheduler: Scheduler) {
    this.#network = network
    this.#scheduler = scheduler
  }

  get destination(): Destination {
    return {
      kind: 'simulated',
      parseSettings: (settings) => settings as Record<string, unknown>,
      describe: () => 'The simulated back office',
      send: (_settings, parcel) => this.#send(parcel),
    }
  }

  async #send(parcel: Parcel): Promise<DestinationOutcome> {
    const reply = await this.#network.call('back-office', () => this.#take(parcel))
    switch (reply.kind) {
      case 'answer':
        return reply.answer
      case 'status':
        return { kind: 'server-error', statusCode: reply.status, message: 'It failed' }
      case 'nonsense':
        return { kind: 'server-error', statusCode: 200, message: 'It answered with a page' }
      case 'silence':
        return { kind: 'timed-out', message: 'It did not answer' }
    }
  }

  #take(parcel: Parcel): DestinationOutcome {
    if (this.#scheduler.current.random.chance(0.02))
      return { kind: 'refused', statusCode: 422, message: 'Not today' }
    const before = this.parcels.get(parcel.idempotencyKey)
    if (before && before.body !== parcel.body) {
      const message = `${parcel.idempotencyKey} came as ${before.body} and as ${parcel.body}`
      throw this.#scheduler.fail(new Violation('delivery-changed', this.#scheduler.current.journey, message))
    }
    this.parcels.set(parcel.idempotencyKey, { ...parcel, times: (before?.times ?? 0) + 1 })
    return { kind: 'delivered', statusCode: 200, message: 'Taken' }
  }
}
