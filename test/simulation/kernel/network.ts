import type { Downable } from '../world-settings.ts'
import type { Chaos } from './chaos.ts'
import type { Actor, Scheduler } from './scheduler.ts'
import type { ServerProcess } from './server-process.ts'
import { Violation } from './violation.ts'

/** What came back from the outside: an answer, a broken answer, or nothing. */
export type Reply<Answer> =
  | { kind: 'answer'; answer: Answer }
  /** HTTP 429, 500, 502, 503: nothing was done. */
  | { kind: 'status'; status: number }
  /** A page of a proxy where an answer was expected. Nothing was done. */
  | { kind: 'nonsense' }
  /** Done or not, nobody knows. */
  | { kind: 'silence' }

/** How long a call waits for its answer. */
const timeoutMs = 10_000

/** The way from a server process to anything outside, on which everything can happen that can happen to a call. */
export class Network {
  readonly #scheduler: Scheduler
  readonly #chaos: Chaos
  readonly #crash: (process: ServerProcess) => Promise<never>
  readonly #isDown: (what: Downable) => boolean
  calls = 0
  #late = 0

  constructor(around: {
    scheduler: Scheduler
    chaos: Chaos
    crash(process: ServerProcess): Promise<never>
    isDown(what: Downable): boolean
  }) {
    this.#scheduler = around.scheduler
    this.#chaos = around.chaos
    this.#crash = around.crash
    this.#isDown = around.isDown
  }

  /** Makes one call. `effect` is what the other side does when it hears of it, at that moment. */
  async call<Answer>(to: 'gateway' | 'back-office' | 'mail', effect: () => Answer): Promise<Reply<Answer>> {
    this.calls++
    const actor = this.#scheduler.current
    const { work } = actor
    if (work?.transaction) {
      throw this.#scheduler.fail(
        new Violation('outside-call', actor.journey, 'The outside is called while a transaction is open'),
      )
    }
    await this.#mayDie(actor)
    if (this.#isDown(to)) {
      await this.#scheduler.pass(timeoutMs)
      return { kind: 'silence' }
    }
    if (!this.#chaos.strikes(actor, to)) {
      await this.#scheduler.pass(actor.random.between(5, 400))
      const answer = effect()
      await this.#scheduler.pass(actor.random.between(5, 400))
      await this.#mayDie(actor)
      return { kind: 'answer', answer }
    }
    return this.#badly(actor, effect)
  }

  async #badly<Answer>(actor: Actor, effect: () => Answer): Promise<Reply<Answer>> {
    const { random } = actor
    const trouble = random.weighted({
      unreachable: 2,
      lost: 2,
      status: 2,
      nonsense: 1,
      unanswered: 3,
      late: 2,
      slow: 2,
    })
    switch (trouble) {
      case 'unreachable':
        await this.#scheduler.pass(50)
        return { kind: 'silence' }
      case 'lost':
        await this.#scheduler.pass(timeoutMs)
        return { kind: 'silence' }
      case 'status':
        await this.#scheduler.pass(random.between(5, 3000))
        return { kind: 'status', status: random.pick([429, 500, 502, 503]) }
      case 'nonsense':
        await this.#scheduler.pass(random.between(5, 3000))
        return { kind: 'nonsense' }
      case 'unanswered':
        await this.#scheduler.pass(random.between(5, 5000))
        effect()
        await this.#mayDie(actor)
        await this.#scheduler.pass(timeoutMs)
        return { kind: 'silence' }
      case 'late':
        // It lies in somebody's buffer, and gets there when nobody waits for it any more.
        this.#scheduler.spawn(`${actor.name}.late${++this.#late}`, async () => void effect(), {
          at: this.#scheduler.now + random.between(timeoutMs, 9 * timeoutMs),
        })
        await this.#scheduler.pass(timeoutMs)
        return { kind: 'silence' }
      case 'slow': {
        await this.#scheduler.pass(random.between(500, 4000))
        const answer = effect()
        await this.#scheduler.pass(random.between(500, 4000))
        return { kind: 'answer', answer }
      }
    }
  }

  async #mayDie(actor: Actor): Promise<void> {
    if (actor.work && this.#chaos.strikes(actor, 'crash')) await this.#crash(actor.work.process)
  }
}
