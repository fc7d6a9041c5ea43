import type { Lane } from '../engines/lane.ts'
import { Random } from '../kernel/random.ts'
import type { Scheduler } from '../kernel/scheduler.ts'

interface Surroundings {
  scheduler: Scheduler
  lane: Lane
  seed: string
  /** One sweep of one process; `whole`: with what is only upkeep. */
  sweep(whole: boolean): Promise<void>
}

/** A server sweeps every five seconds. Here it does when something can be due, and less often when the rush is over. */
const rush = { lastsMs: 3_600_000, leastBetweenMs: 30_000 }
const leastBetweenMs = 300_000

const nextDue = `
select least((select min(next_check_at) from payment), (select min(next_check_at) from refund),
  (select min(next_attempt_at) from delivery), (select min(next_attempt_at) from message)) as due`

/** Has the server look for rows whose time has come, whenever the clock is about to jump past one. */
export class Sweeper {
  readonly #around: Surroundings
  readonly #random: Random
  readonly #beganAt: number
  #lastAt = 0
  #waiting = false
  #stale = true
  #due: number | undefined
  sweeps = 0

  constructor(around: Surroundings) {
    this.#around = around
    this.#beganAt = around.scheduler.now
    this.#random = new Random(`${around.seed}/sweeper`)
  }

  somethingChanged(): void {
    this.#stale = true
  }

  /** True when there is a sweep to make before then. */
  async beforeJump(to: number | undefined): Promise<boolean> {
    const { scheduler } = this.#around
    if (this.#waiting) return false
    if (this.#stale) this.#due = await this.#readDue()
    this.#stale = false
    if (this.#due === undefined) return false
    const between = scheduler.now - this.#beganAt < rush.lastsMs ? rush.leastBetweenMs : leastBetweenMs
    const at = Math.max(this.#due, this.#lastAt + between) + this.#random.below(between / 2)
    if (to !== undefined && at > to) return false
    this.#waiting = true
    scheduler.spawn(`sweep${++this.sweeps}`, () => this.#sweep(), { at })
    return true
  }

  async #sweep(): Promise<void> {
    const { scheduler, sweep } = this.#around
    try {
      await sweep(this.sweeps % 10 === 0)
    } catch {
      // As in the house: what failed is looked at by the next one. What must not fail was looked at by the world.
    }
    this.#waiting = false
    this.#stale = true
    this.#lastAt = scheduler.now
  }

  async #readDue(): Promise<number | undefined> {
    const [row] = await this.#around.lane.query(nextDue)
    return row?.due ? new Date(String(row.due)).getTime() : undefined
  }
}
