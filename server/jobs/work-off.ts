import type { PgBoss } from 'pg-boss'
import type { Log } from '../log.ts'
import type { Job } from '../queue.ts'

interface Work {
  name: Job['name']
  /** How many may run at once in this process. */
  atOnce: number
  handle(rowId: string): Promise<void>
}

/**
 * Works a queue off with `atOnce` workers. A notification wakes them when a job is queued; only the first one also looks every second,
 * for jobs whose time has come since. pg-boss lets a worker rest between two jobs, which would cap a backlog at one job per
 * worker and rest: so a worker that got one looks again at once, and wakes the next, until a look finds nothing.
 * A failure is logged and thrown on: pg-boss tries again a few times, and then the sweep does.
 */
export async function workOff(boss: PgBoss, { name, atOnce, handle }: Work, log: Log): Promise<void> {
  const workers: string[] = []
  for (let place = 0; place < atOnce; place++) {
    const options = {
      batchSize: 1,
      pollingIntervalSeconds: 1,
      notifyPollingIntervalSeconds: place === 0 ? 1 : 30,
    }
    workers[place] = await boss.work<{ rowId: string }>(name, options, async ([job]) => {
      if (!job) return
      for (const worker of workers.slice(place, place + 2)) boss.notifyWorker(worker)
      try {
        await handle(job.data.rowId)
      } catch (error) {
        log.error({ err: error, job: name, rowId: job.data.rowId }, 'job.failed')
        throw error
      }
    })
  }
}
