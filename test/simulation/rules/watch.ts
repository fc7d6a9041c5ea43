import type { AccountName } from '../council/set-up.ts'
import type { Lane } from '../engines/lane.ts'
import type { Actor, Scheduler } from '../kernel/scheduler.ts'
import type { Violation } from '../kernel/violation.ts'
import type { Suppliers } from '../outside/suppliers.ts'
import type { Journey } from '../people/journey.ts'
import { checkLedger } from './ledger.ts'
import { checkPromises } from './promises.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'

interface Surroundings {
  scheduler: Scheduler
  lane: Lane
  suppliers: Suppliers
  journeys: readonly Journey[]
}

/** Looks at a journey after every commit that moved something of it, and holds it to the rules. */
export class Watch {
  readonly #around: Surroundings
  readonly #rows = new Map<string, number>()
  checks = 0

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** The journey that a row belongs to, as far as it was seen. */
  journeyOf(rowId: string): number | undefined {
    return this.#rows.get(rowId)
  }

  async committed(actor: Actor): Promise<void> {
    const { journeys, lane, scheduler } = this.#around
    const journey = journeys.find(({ index }) => index === actor.journey)
    if (!journey?.begun) return
    const now = await readSnapshot(lane, journey.begun.submissionId)
    if (!now) return
    this.checks++
    try {
      this.check(journey, now)
    } catch (error) {
      throw scheduler.fail(error as Violation)
    }
  }

  /** @throws Violation */
  check(journey: Journey, now: Snapshot): void {
    const { books } = this.#around.suppliers
    for (const { id } of [...now.payments, ...now.refunds, ...now.deliveries, ...now.messages]) {
      this.#rows.set(id, journey.index)
    }
    journey.events.check(journey.index, journey.seen, now)
    checkLedger(journey.index, now)
    checkPromises(journey.index, journey.seen, now, (accountId) => books[accountId as AccountName])
    journey.seen = now
  }
}
