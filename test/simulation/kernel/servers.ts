import { Refusal } from '../../../server/errors.ts'
import type { SimulatedHouse } from '../council/house.ts'
import type { Chaos } from './chaos.ts'
import type { Actor, Scheduler } from './scheduler.ts'
import { ConnectionLost, DatabaseLost, type ServerProcess, type Work } from './server-process.ts'
import { Violation } from './violation.ts'

interface Surroundings {
  scheduler: Scheduler
  chaos: Chaos
  /** The rooms of a process that has just been started, by its number. */
  compose(process: number): SimulatedHouse
  /** The process of this piece of work is gone: its database connection goes with it. */
  drop(work: Work): void
}

/** How often somebody tries again who gets no answer. */
const mostTries = 5

/** The server processes: requests go to one of those that are up, and one that dies takes along what it was doing. */
export class Servers {
  readonly #around: Surroundings
  readonly #up = new Set<ServerProcess>()
  #made = 0
  crashes = 0

  constructor(around: Surroundings) {
    this.#around = around
  }

  boot(): void {
    this.#made++
    this.#up.add({ name: `p${this.#made}`, house: this.#around.compose(this.#made), work: new Set() })
  }

  /** One request to one of the processes that are up. @throws ConnectionLost @throws DatabaseLost (an error page) @throws Refusal */
  async request<T>(run: (house: SimulatedHouse) => Promise<T>): Promise<T> {
    const { scheduler, chaos } = this.#around
    const actor = scheduler.current
    await scheduler.pass(actor.random.between(1, 60))
    const up = [...this.#up]
    if (up.length === 0) throw new ConnectionLost()
    const process = actor.random.pick(up)
    const answer = await new Promise<T>((resolve, reject) => {
      const lose = () => reject(new ConnectionLost())
      const work: Work = { process, actor, transaction: undefined, blockedOn: undefined, lose }
      actor.work = work
      process.work.add(work)
      const leave = () => {
        actor.work = undefined
        process.work.delete(work)
      }
      run(process.house).then(
        (value) => {
          leave()
          resolve(value)
        },
        (error: unknown) => {
          leave()
          reject(this.#judged(error, actor))
        },
      )
    })
    if (chaos.strikes(actor, 'answer-lost')) throw new ConnectionLost()
    return answer
  }

  /** As people do: when there is no answer, or an error page, they try again. Undefined when they have had enough. */
  async insist<T>(run: (house: SimulatedHouse) => Promise<T>): Promise<T | undefined> {
    const { scheduler } = this.#around
    for (let attempt = 0; attempt < mostTries; attempt++) {
      try {
        return await this.request(run)
      } catch (error) {
        if (error instanceof Refusal) throw error
        await scheduler.pass(scheduler.current.random.between(1, 40) * 1000)
      }
    }
    return undefined
  }

  /**
   * The process dies. What it was doing never goes on: nothing is thrown into it, so no `catch` and no `finally` can do anything
   * about it either. Who waited for it hears that the connection is lost. Another process is up a while later.
   */
  crash(process: ServerProcess): Promise<never> {
    const { scheduler, drop } = this.#around
    this.crashes++
    this.#up.delete(process)
    for (const work of process.work) {
      drop(work)
      work.actor.work = undefined
      scheduler.divert(work.actor, work.lose)
    }
    const pause = scheduler.current.random.between(1, 30) * 1000
    scheduler.spawn(`boot${this.crashes}`, async () => this.boot(), { at: scheduler.now + pause })
    return scheduler.abandon()
  }

  /** What comes out of the rooms: words for people, faults of ours, or a bug. */
  #judged(error: unknown, actor: Actor): unknown {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      if (cause instanceof DatabaseLost || cause instanceof Refusal) return cause
    }
    const { scheduler } = this.#around
    if (error instanceof Violation) return scheduler.fail(error)
    const words = error instanceof Error ? `${error.stack}\n${String(error.cause ?? '')}` : String(error)
    return scheduler.fail(new Violation('bug', actor.journey, words.trim()))
  }
}
