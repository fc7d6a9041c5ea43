import { setTimeout } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import type { Db } from '../../../server/db/client.ts'
import type { Connection, Lane } from '../engines/lane.ts'
import type { Chaos } from './chaos.ts'
import type { Actor, Scheduler } from './scheduler.ts'
import { DatabaseLost, type OpenTransaction, type ServerProcess, type Work } from './server-process.ts'
import { Violation } from './violation.ts'

interface Surroundings {
  scheduler: Scheduler
  chaos: Chaos
  lane: Lane
  /** Statements of one transaction take turns with those of others; without it a transaction runs in one go. */
  overlap: boolean
  isDown(): boolean
  /** Never returns for who runs in that process. */
  crash(process: ServerProcess): Promise<never>
  /** Something that matters was committed on behalf of the actor. */
  committed(actor: Actor): Promise<void>
  /** Leaves out or changes statements: only for proving that the simulation can fail. */
  rewrite?: ((text: string, parameters: readonly unknown[]) => string | undefined) | undefined
}

type Rows = unknown[]

/** What stands between drizzle and PostgreSQL: every statement may be the last of its process, wait, or get no answer. */
export class SimulatedDatabase {
  readonly db: Db
  statements = 0
  /** How often one had to wait for a lock that another transaction held. */
  lockWaits = 0
  readonly #around: Surroundings
  readonly #free: Connection[]
  readonly #open = new Set<OpenTransaction>()

  constructor(around: Surroundings) {
    this.#around = around
    this.#free = [...around.lane.connections]
    this.db = drizzle(this.#client(undefined) as unknown as Sql) as unknown as Db
  }

  /** Whether statements of several transactions take turns. */
  get overlaps(): boolean {
    return this.#around.overlap
  }

  /** The transaction that the current actor has open. */
  get transaction(): OpenTransaction | undefined {
    return this.#around.scheduler.current.work?.transaction
  }

  /** A process is gone, and with it the connection of this piece of its work: PostgreSQL undoes what was not committed. */
  drop({ transaction, blockedOn }: Work): void {
    const { scheduler, lane } = this.#around
    if (!transaction && !blockedOn) return
    const connection = transaction?.connection ?? blockedOn!
    const ended = async () => {
      if (blockedOn) await lane.cancel(connection)
      await connection.run(transaction ? 'rollback' : 'select 1', [], false)
      if (transaction) this.#open.delete(transaction)
      this.#free.push(connection)
    }
    scheduler.first(ended())
  }

  /** As much of postgres-js's client as drizzle uses. */
  #client(transaction: OpenTransaction | undefined) {
    return {
      options: { parsers: {}, serializers: {} },
      unsafe: (text: string, parameters: unknown[]) => ({
        values: () => this.#statement(text, parameters, true, transaction),
        // biome-ignore lint/suspicious/noThenProperty: a query of postgres-js runs when it is awaited
        then: (...handlers: Parameters<Promise<Rows>['then']>) =>
          this.#statement(text, parameters, false, transaction).then(...handlers),
      }),
      begin: (run: (client: unknown) => Promise<unknown>) => this.#transact(run),
      savepoint: () => {
        throw new Error('The rooms use no savepoints, so neither does the simulation')
      },
    }
  }

  async #statement(
    text: string,
    parameters: unknown[],
    asArrays: boolean,
    transaction: OpenTransaction | undefined,
  ): Promise<Rows> {
    const { scheduler, rewrite } = this.#around
    const { work } = scheduler.current
    if (!work) throw new Error(`${scheduler.current.name} is in no process, and asks the database: ${text}`)
    if (!transaction && work.transaction) {
      // On the embedded engine it would wait for ever.
      throw this.#misused(work, `Beside the open transaction: ${text}`)
    }
    await this.#turn(work, transaction)
    const sent = rewrite ? rewrite(text, parameters) : text
    if (sent === undefined) return []
    if (transaction) {
      transaction.changed ||= matters(text)
      return this.#send(transaction.connection, work, sent, parameters, asArrays)
    }
    const connection = await this.#take()
    try {
      return await this.#send(connection, work, sent, parameters, asArrays)
    } finally {
      this.#free.push(connection)
      if (matters(text)) await this.#around.committed(work.actor)
    }
  }

  async #transact(run: (client: unknown) => Promise<unknown>): Promise<unknown> {
    const { work } = this.#around.scheduler.current
    if (!work) throw new Error('A transaction is begun outside any process')
    if (work.transaction) throw this.#misused(work, 'A transaction is begun inside another')
    await this.#turn(work, undefined)
    const connection = await this.#take()
    const transaction: OpenTransaction = { connection, changed: false, afterCommit: [], broken: false }
    work.transaction = transaction
    this.#open.add(transaction)
    let ended = false
    try {
      await connection.run('begin', [], false)
      const result = await run(this.#client(transaction))
      await this.#beforeCommit(work, transaction)
      ended = true
      await connection.run('commit', [], false)
      return await this.#afterCommit(work, transaction, result)
    } catch (error) {
      if (!ended) await connection.run('rollback', [], false)
      throw error
    } finally {
      if (work.transaction === transaction) this.#close(work, transaction)
    }
  }

  async #beforeCommit(work: Work, transaction: OpenTransaction): Promise<void> {
    const { chaos } = this.#around
    await this.#turn(work, transaction)
    if (chaos.strikes(work.actor, 'commit-unanswered') && work.actor.random.chance(0.5)) {
      throw new DatabaseLost('The connection broke before the commit was done')
    }
  }

  async #afterCommit(work: Work, transaction: OpenTransaction, result: unknown): Promise<unknown> {
    const { chaos, crash, committed } = this.#around
    this.#close(work, transaction)
    for (const follow of transaction.afterCommit) follow()
    if (transaction.changed) await committed(work.actor)
    if (chaos.strikes(work.actor, 'crash')) return crash(work.process)
    if (chaos.strikes(work.actor, 'commit-unanswered')) {
      throw new DatabaseLost('The connection broke after the commit was done')
    }
    return result
  }

  #close(work: Work, transaction: OpenTransaction): void {
    work.transaction = undefined
    this.#open.delete(transaction)
    this.#free.push(transaction.connection)
  }

  /** Where something else may happen first: others run, the database breaks, the process stands still or dies. */
  async #turn(work: Work, transaction: OpenTransaction | undefined): Promise<void> {
    const { chaos, crash, isDown, overlap, scheduler } = this.#around
    this.statements++
    if (transaction?.broken) throw new DatabaseLost('The connection is broken')
    if (chaos.strikes(work.actor, 'crash')) await crash(work.process)
    const mayWait = overlap || !transaction
    if (mayWait) {
      const stands = chaos.strikes(work.actor, 'stall') ? work.actor.random.between(20_000, 200_000) : 0
      await scheduler.pass(stands)
    }
    if (isDown() || chaos.strikes(work.actor, 'database-error')) {
      if (transaction) transaction.broken = true
      throw new DatabaseLost('The connection broke')
    }
  }

  async #send(
    connection: Connection,
    work: Work,
    text: string,
    parameters: unknown[],
    asArrays: boolean,
  ): Promise<Rows> {
    const { scheduler, lane } = this.#around
    const running = connection.run(text, parameters, asArrays)
    if (this.#open.size < 2) return running
    // Somebody else is in a transaction, and may hold what this statement needs.
    let ended = false
    const end = () => {
      ended = true
    }
    const over = running.then(end, end)
    for (;;) {
      await Promise.race([over, setTimeout(2)])
      if (ended || (await lane.waitsForLock(connection))) break
    }
    if (!ended) {
      this.lockWaits++
      work.blockedOn = connection
      await scheduler.block({ ended: () => ended, waitsForLock: () => lane.waitsForLock(connection) })
      work.blockedOn = undefined
    }
    return running
  }

  #misused(work: Work, message: string): Violation {
    return this.#around.scheduler.fail(new Violation('transaction', work.actor.journey, message))
  }

  /** The pool is small on purpose: who gets no connection waits for one. */
  async #take(): Promise<Connection> {
    for (;;) {
      const connection = this.#free.shift()
      if (connection) return connection
      await this.#around.scheduler.pass(20)
    }
  }
}

const silent = ['"gateway_hour"', '"webhook_message"', '"delivery_attempt"']

/** Whether a statement moves something that a rule speaks of. All others only put a time off, or keep a note. */
function matters(text: string): boolean {
  if (text.startsWith('insert into ')) {
    return !silent.some((table) => text.startsWith(table, 'insert into '.length))
  }
  if (!text.startsWith('update')) return false
  const [changes = ''] = text.split(' where ')
  return /"(state|reference|gateway_payment_id|closed_at)" = /.test(changes)
}
