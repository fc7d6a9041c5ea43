import type { Log } from '../log.ts'

/**
 * Every few seconds: look for rows whose time has come and nudge them again, in case a job was lost or its time was missed.
 * In process and not in the queue, because it must also mend a queue that lost its jobs. Never two at once; a failure is
 * logged and the next round tries again.
 */
export function startSweep(sweep: () => Promise<void>, seconds: number, log: Log): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const round = () => {
    running ??= sweep()
      .catch((error: unknown) => log.error({ err: error }, 'sweep.failed'))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(round, seconds * 1000)
  timer.unref()
  round()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
