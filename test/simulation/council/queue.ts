import type { Enqueue, Job } from '../../../server/queue.ts'
import type { Chaos } from '../kernel/chaos.ts'
import type { SimulatedDatabase } from '../kernel/database.ts'
import type { Scheduler } from '../kernel/scheduler.ts'
import { ConnectionLost } from '../kernel/server-process.ts'
import type { SimulatedHouse } from './house.ts'

interface Surroundings {
  scheduler: Scheduler
  chaos: Chaos
  database: SimulatedDatabase
  /** Works in whichever process is up. */
  request<T>(run: (house: SimulatedHouse) => Promise<T>): Promise<T>
  /** The journey that a row belongs to, if it is known. */
  journeyOf(rowId: string): number | undefined
}

/** How often a job that failed is tried again, and how long one whose process died counts as running (server/jobs/job-kind.ts). */
const tries = 4
const expiresMs = 120_000

/**
 * The job queue in the place of pg-boss: a job is there when, and only when, its transaction was committed. Then it may be lost,
 * run late, or run twice at once.
 */
export class SimulatedQueue {
  readonly #around: Surroundings
  readonly #waiting = new Set<string>()
  readonly #made = new Map<string, number>()
  /** Jobs that were run, by name. */
  readonly ran = new Map<Job['name'], number>()

  constructor(around: Surroundings) {
    this.#around = around
  }

  readonly enqueue: Enqueue = async (_tx, job, options = {}) => {
    const { scheduler, database } = this.#around
    const { transaction } = database
    const { journey } = scheduler.current
    if (!transaction) throw new Error(`A ${job.name} job is queued outside any transaction`)
    transaction.afterCommit.push(() => this.#add(job, journey, options.startAfter))
  }

  #add(job: Job, by: number | undefined, startAfter: Date | undefined): void {
    const { scheduler, chaos, journeyOf } = this.#around
    const rowId = rowOf(job)
    // One waiting nudge a row and due time, as pg-boss's `short` policy keeps them.
    const key = `${rowId}@${startAfter ? startAfter.getTime() : 'now'}`
    if (this.#waiting.has(key)) return
    const journey = journeyOf(rowId) ?? by
    const actor = scheduler.current
    if (chaos.strikes(actor, 'job-lost')) return
    let at = Math.max(scheduler.now, startAfter?.getTime() ?? 0) + actor.random.between(5, 300)
    if (chaos.strikes(actor, 'job-late')) at += actor.random.between(1, 240) * 1000
    this.#waiting.add(key)
    this.#spawn(job, journey, at, key)
    if (chaos.strikes(actor, 'job-twice'))
      this.#spawn(job, journey, at + actor.random.between(0, 2000), undefined)
  }

  #spawn(job: Job, journey: number | undefined, at: number, key: string | undefined): void {
    const place = `${journey === undefined ? 'world' : `j${journey}`}.${job.name}`
    const number = (this.#made.get(place) ?? 0) + 1
    this.#made.set(place, number)
    this.#around.scheduler.spawn(`${place}${number}`, () => this.#run(job, key), { journey, at })
  }

  async #run(job: Job, key: string | undefined): Promise<void> {
    const { scheduler, request } = this.#around
    if (key) this.#waiting.delete(key)
    this.ran.set(job.name, (this.ran.get(job.name) ?? 0) + 1)
    for (let attempt = 0; attempt < tries; attempt++) {
      try {
        return await request((house) => house.work(job))
      } catch (error) {
        await scheduler.pass(error instanceof ConnectionLost ? expiresMs : 1000 * 2 ** attempt)
      }
    }
  }
}

function rowOf(job: Job): string {
  switch (job.name) {
    case 'settle-payment':
      return job.paymentId
    case 'settle-refund':
      return job.refundId
    case 'deliver':
      return job.deliveryId
    case 'send-message':
      return job.messageId
  }
}
