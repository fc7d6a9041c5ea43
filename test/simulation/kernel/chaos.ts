import type { Actor } from './scheduler.ts'

export type Trouble =
  /** The process dies: nothing it was doing goes on, what it committed stays. */
  | 'crash'
  /** The process, or this piece of its work, stands still for so long that leases run out. */
  | 'stall'
  | 'database-error'
  /** The connection broke while committing: done or not, nobody was told. */
  | 'commit-unanswered'
  | 'job-lost'
  | 'job-late'
  | 'job-twice'
  | 'answer-lost'
  | 'gateway'
  | 'back-office'
  | 'mail'
  | 'webhook-lost'
  | 'webhook-late'
  | 'webhook-twice'
  | 'reference-taken'

/** Faults that are left out, or the only ones that are let in: how a failing seed is made smaller. */
export interface ChaosOptions {
  /** 0.01 to 0.30: of a call to the outside. Others are a part of it. */
  rate: number
  only?: ReadonlySet<string> | undefined
}

/** How often each trouble strikes where it can, as a part of the world's rate. */
const shares: Record<Trouble, number> = {
  // A journey makes a hundred statements or so, and each is a place to die at.
  crash: 1 / 250,
  stall: 1 / 150,
  'database-error': 1 / 100,
  'commit-unanswered': 1 / 30,
  'job-lost': 1 / 3,
  'job-late': 1,
  'job-twice': 1 / 4,
  'answer-lost': 1 / 8,
  gateway: 1,
  'back-office': 1,
  mail: 1,
  'webhook-lost': 1,
  'webhook-late': 1,
  'webhook-twice': 1 / 2,
  'reference-taken': 1 / 5,
}

/** Says when something goes wrong. Each actor has its own luck, so what befalls one does not depend on who else is there. */
export class Chaos {
  readonly rate: number
  /** From here on nothing goes wrong any more. */
  over = false
  /** What struck, in order: `j3.tab1/gateway#2` is the second gateway fault of that actor. */
  readonly struck: string[] = []
  readonly counts = new Map<Trouble, number>()
  readonly #only: ReadonlySet<string> | undefined
  readonly #hits = new Map<string, number>()

  constructor({ rate, only }: ChaosOptions) {
    this.rate = rate
    this.#only = only
  }

  strikes(actor: Actor, trouble: Trouble): boolean {
    if (this.over || !actor.random.chance(this.rate * shares[trouble])) return false
    const place = `${actor.name}/${trouble}`
    const number = (this.#hits.get(place) ?? 0) + 1
    this.#hits.set(place, number)
    const name = `${place}#${number}`
    if (this.#only && !this.#only.has(name)) return false
    this.struck.push(name)
    this.counts.set(trouble, (this.counts.get(trouble) ?? 0) + 1)
    return true
  }
}
