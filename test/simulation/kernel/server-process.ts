import type { SimulatedHouse } from '../council/house.ts'
import type { Connection } from '../engines/lane.ts'
import type { Actor } from './scheduler.ts'

/** A transaction that has begun and not ended. */
export interface OpenTransaction {
  connection: Connection
  /** It wrote something that a check has to look at. */
  changed: boolean
  afterCommit: (() => void)[]
  /** Its connection was lost: nothing but the end is left. */
  broken: boolean
}

/** Something that a process has under way for an actor: a request, a job. */
export interface Work {
  process: ServerProcess
  actor: Actor
  transaction: OpenTransaction | undefined
  /** A statement of it waits for a lock in the database. */
  blockedOn: Connection | undefined
  /** The process is gone: tells the actor that nobody answers any more. */
  lose(): void
}

/** One server process: rooms of its own, with what they keep in memory, over the database that all share. */
export interface ServerProcess {
  name: string
  house: SimulatedHouse
  work: Set<Work>
}

/** Seen from outside: the connection broke, and whether anything was done is not known. */
export class ConnectionLost extends Error {
  constructor() {
    super('The connection was lost')
    this.name = 'ConnectionLost'
  }
}

/** Seen from inside: the database did not answer. */
export class DatabaseLost extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DatabaseLost'
  }
}
