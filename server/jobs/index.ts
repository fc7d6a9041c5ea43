/**
 * The job queue (pg-boss on either engine). It knows how to queue a nudge inside somebody's transaction, to hand it to its handler
 * soon after the commit, and to sweep now and then for what was missed.
 * It refuses to know what a payment or a delivery is: handlers are given to it, and a job carries nothing but the id of a row.
 * Several servers may run it on one PostgreSQL; a job may run twice, so handlers look at the row first.
 */
import { sql } from 'drizzle-orm'
import { type DrizzleTransactionLike, fromDrizzle, type PgBoss } from 'pg-boss'
import type { Database } from '../db/client.ts'
import type { Log } from '../log.ts'
import type { Enqueue, Job } from '../queue.ts'
import { createBoss } from './boss.ts'
import { deliver } from './deliver.ts'
import type { JobKind } from './job-kind.ts'
import { sendMessage } from './send-message.ts'
import { settlePayment } from './settle-payment.ts'
import { settleRefund } from './settle-refund.ts'
import { startSweep } from './sweep.ts'
import { workOff } from './work-off.ts'

/** The registry: one line a job. */
const kinds: { [Name in Job['name']]: JobKind<Name> } = {
  'settle-payment': settlePayment,
  'settle-refund': settleRefund,
  deliver,
  'send-message': sendMessage,
}

export type JobHandlers = { [Name in Job['name']]: (rowId: string) => Promise<void> } & {
  /** Finds rows whose time has come and enqueues them again. */
  sweep(): Promise<void>
}

export interface Jobs {
  /** Queues in the caller's transaction. @throws Error before `open` or `start`. */
  enqueue: Enqueue
  /** Makes queueing possible without working anything off (command line). Never call it inside a transaction. */
  open(): Promise<void>
  /** Opens, and begins to work jobs off. */
  start(handlers: JobHandlers): Promise<void>
  /** Takes no new jobs, waits up to 12 s for running ones, lets go of the database. The database itself stays open. */
  stop(): Promise<void>
}

interface Options {
  database: Database
  log: Log
  /** Seconds between sweeps; also how late a job whose notification was lost may be. */
  sweepSeconds?: number
}

export function createJobs({ database, log, sweepSeconds = 5 }: Options): Jobs {
  let opening: Promise<PgBoss> | undefined
  let boss: PgBoss | undefined
  let sweeping: { stop(): Promise<void> } | undefined

  async function openBoss(): Promise<PgBoss> {
    const opened = createBoss(database, log)
    await opened.start()
    for (const kind of Object.values(kinds)) {
      // One waiting nudge a row and due time is enough: policy `short`, with the row and the time as its key.
      await opened.createQueue(kind.name, { ...kind.queue, policy: 'short', notify: true })
      // The queue may be there from an earlier version of this code: its settings follow the code.
      await opened.updateQueue(kind.name, { ...kind.queue, notify: true })
      // Puts the queue into pg-boss's cache. Without it the first send would look the queue up outside the caller's transaction,
      // which on the embedded engine waits for that very transaction for ever.
      await opened.findJobs(kind.name, { limit: 1 })
    }
    boss = opened
    return opened
  }

  async function open(): Promise<PgBoss> {
    opening ??= openBoss()
    try {
      return await opening
    } catch (error) {
      opening = undefined
      throw error
    }
  }

  const enqueue: Enqueue = async (tx, job, options = {}) => {
    if (!boss) throw new Error('The job queue is not open yet: call open() or start() first')
    const rowId = (kinds[job.name] as JobKind).rowId(job)
    const due = options.startAfter
    await boss.send(
      job.name,
      { rowId },
      {
        // pg-boss describes only what it calls; drizzle's own type of `execute` is generic over the driver.
        db: fromDrizzle(tx as unknown as DrizzleTransactionLike, sql),
        singletonKey: `${rowId}@${due ? due.getTime() : 'now'}`,
        ...(due && { startAfter: due }),
      },
    )
  }

  return {
    enqueue,
    async open() {
      await open()
    },
    async start(handlers) {
      const opened = await open()
      for (const { name, atOnce } of Object.values(kinds)) {
        await workOff(opened, { name, atOnce, handle: handlers[name] }, log)
      }
      sweeping ??= startSweep(handlers.sweep, sweepSeconds, log)
    },
    async stop() {
      await sweeping?.stop()
      sweeping = undefined
      const stopping = boss
      boss = undefined
      opening = undefined
      await stopping?.stop({ graceful: true, timeout: 12_000, close: true })
    },
  }
}
