import { setImmediate } from 'node:timers/promises'
import { Random } from './random.ts'
import type { Work } from './server-process.ts'
import { Violation } from './violation.ts'

/** One who does something: a resident's tab, an officer, a job, the gateway's own clock. */
export interface Actor {
  name: string
  /** The journey it belongs to; undefined for what serves all of them. */
  journey: number | undefined
  /** Its own numbers: what it draws does not depend on who else is there. */
  random: Random
  /** What it has under way inside a server process. */
  work: Work | undefined
}

interface Parked {
  actor: Actor
  /** Milliseconds of simulated time. */
  at: number
  /** Of those whose time has come the highest goes first. Drawn by the actor itself, so that who else is there changes nothing. */
  rank: number
  resume(): void
}

/** An actor whose statement waits in the database for a lock that another actor holds. */
interface Blocked {
  actor: Actor
  ended(): boolean
  waitsForLock(): Promise<boolean>
  resume(): void
}

/** A jump of the clock that is longer than this is announced first: somebody may have something to do before it. */
const jumpMs = 5_000

/**
 * Runs actors one at a time on a clock of its own. An actor runs until it parks: then chance says who is next among those whose
 * time has come, and when there is none the clock jumps to the next time. Every stretch has an instant of its own, so no two
 * rows are ever of the same one and nothing hangs on the order of random ids.
 */
export class Scheduler {
  now: number
  steps = 0
  #trace = 0x811c9dc5
  readonly #seed: string
  #parked: Parked[] = []
  #blocked: Blocked[] = []
  #current: Actor | undefined
  #arrive: (() => void) | undefined
  #unfinished: Promise<unknown>[] = []
  #failure: unknown

  constructor(seed: string, startsAt: Date) {
    this.now = startsAt.getTime()
    this.#seed = seed
  }

  /** Who runs at this moment. */
  get current(): Actor {
    if (!this.#current) throw new Error('Nobody is running')
    return this.#current
  }

  spawn(
    name: string,
    run: () => Promise<void>,
    { journey, at = this.now }: { journey?: number | undefined; at?: number } = {},
  ) {
    const actor: Actor = { name, journey, random: new Random(`${this.#seed}/${name}`), work: undefined }
    const begin = () => {
      run().then(
        () => this.#arrived(),
        (error: unknown) => {
          this.#failure ??= error
          this.#arrived()
        },
      )
    }
    this.#add(actor, at, begin)
  }

  /** Lets others run, and goes on at or after the given time. */
  park(at = this.now): Promise<void> {
    return new Promise((resume) => {
      this.#add(this.current, at, resume)
      this.#arrived()
    })
  }

  pass(milliseconds: number): Promise<void> {
    return this.park(this.now + milliseconds)
  }

  /** The current actor's statement waits for a lock: lets others run until it has ended. */
  block(statement: Pick<Blocked, 'ended' | 'waitsForLock'>): Promise<void> {
    return new Promise((resume) => {
      this.#blocked.push({ ...statement, actor: this.current, resume })
      this.#arrived()
    })
  }

  /** Whatever the actor was about to go on with is forgotten, and this takes its place. Says whether it was running. */
  divert(actor: Actor, resume: () => void): void {
    this.#parked = this.#parked.filter((parked) => parked.actor !== actor)
    this.#blocked = this.#blocked.filter((blocked) => blocked.actor !== actor)
    this.#add(actor, this.now, resume)
  }

  /** Ends the stretch of the current actor for good: what it was doing never goes on. */
  abandon(): Promise<never> {
    this.#arrived()
    return new Promise(() => {})
  }

  /** Ends the run with this, whoever may catch it on its way: rooms take errors for outcomes here and there. */
  fail(violation: Violation): Violation {
    this.#failure ??= violation
    return violation
  }

  /** Nobody runs before this has ended. */
  first(work: Promise<unknown>): void {
    this.#unfinished.push(work)
  }

  /**
   * Runs until nobody has anything more to do.
   * @param beforeJump is asked before the clock jumps, and says whether it gave somebody something to do
   * @throws whatever an actor threw
   */
  async run(beforeJump: (to: number | undefined) => Promise<boolean>): Promise<void> {
    for (;;) {
      const next = await this.#choose(beforeJump)
      if (!next) return
      this.steps++
      this.now = Math.max(this.now + 1, next.at)
      this.#current = next.actor
      this.#write(`${this.now} ${next.actor.name}`)
      const arrived = new Promise<void>((resolve) => {
        this.#arrive = resolve
      })
      next.resume()
      await arrived
      this.#current = undefined
      while (this.#unfinished.length > 0) await this.#unfinished.pop()
      if (this.#blocked.length > 0) await this.#letStatementsEnd()
      if (this.#failure !== undefined) throw this.#failure
    }
  }

  async #choose(beforeJump: (to: number | undefined) => Promise<boolean>): Promise<Parked | undefined> {
    for (;;) {
      const due = this.#parked.filter((parked) => parked.at <= this.now)
      if (due.length > 0) return this.#take(due.reduce((a, b) => (a.rank >= b.rank ? a : b)))
      const next = this.#parked.reduce<Parked | undefined>((a, b) => (a && a.at <= b.at ? a : b), undefined)
      if (next && next.at - this.now <= jumpMs) return this.#take(next)
      if (!next && this.#blocked.length > 0) {
        const names = this.#blocked.map(({ actor }) => actor.name).join(', ')
        throw new Violation('deadlock', undefined, `These wait for each other's locks: ${names}`)
      }
      if (await beforeJump(next?.at)) continue
      return next && this.#take(next)
    }
  }

  #add(actor: Actor, at: number, resume: () => void): void {
    this.#parked.push({ actor, at, rank: actor.random.next(), resume })
  }

  #take(parked: Parked): Parked {
    this.#parked.splice(this.#parked.indexOf(parked), 1)
    return parked
  }

  /** Who commits lets others' statements go on: waits until each of them has ended or waits for a lock again. */
  async #letStatementsEnd(): Promise<void> {
    for (const blocked of [...this.#blocked]) {
      while (!blocked.ended() && !(await blocked.waitsForLock())) await setImmediate()
      if (!blocked.ended()) continue
      this.#blocked.splice(this.#blocked.indexOf(blocked), 1)
      this.#add(blocked.actor, this.now, blocked.resume)
    }
  }

  /** The same for the same history: who ran when, from the first step to the last. */
  get fingerprint(): string {
    return `${this.steps}-${(this.#trace >>> 0).toString(16)}`
  }

  #write(line: string): void {
    for (let at = 0; at < line.length; at++)
      this.#trace = Math.imul(this.#trace ^ line.charCodeAt(at), 0x01000193)
  }

  #arrived(): void {
    const arrive = this.#arrive
    if (!arrive) throw new Error(`${this.#current?.name ?? 'Somebody'} does two things at once`)
    this.#arrive = undefined
    arrive()
  }
}
