import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Case } from './case.ts'
import { addFigures, type Figures, noFigures } from './run-case.ts'
import type { Shrunk } from './shrink.ts'
import type { Order, Report } from './worker.ts'

export interface CrewOptions {
  /** Of a PostgreSQL server, without a database name at the end. */
  postgresUrl: string
  workers: number
  /** Stops beginning new worlds after so many failures. */
  mostFailures: number
  /** Called after every world. */
  progress?(figures: Figures): void
}

export interface CrewReport {
  figures: Figures
  /** Each made as small as it gets. */
  failures: Shrunk[]
}

/** Shares worlds out among processes: every one of them has a world at work, and no two have the same. */
export async function runCases(cases: Iterable<Case>, options: CrewOptions): Promise<CrewReport> {
  const queue = cases[Symbol.iterator]()
  const report: CrewReport = { figures: noFigures, failures: [] }
  await Promise.all(Array.from({ length: options.workers }, () => workOff(queue, options, report)))
  return report
}

async function workOff(queue: Iterator<Case>, options: CrewOptions, report: CrewReport): Promise<void> {
  const worker = hire(options.postgresUrl)
  while (report.failures.length < options.mostFailures) {
    const next = queue.next()
    if (next.done) break
    const ran = await worker.ask({ kind: 'run', case: next.value })
    if (ran.kind !== 'ran') throw new Error('A worker answered something else')
    report.figures = addFigures(report.figures, ran.outcome.figures)
    options.progress?.(report.figures)
    if (!ran.outcome.failure) continue
    const shrunk = await worker.ask({ kind: 'shrink', case: ran.case, outcome: ran.outcome })
    if (shrunk.kind === 'shrunk') report.failures.push(shrunk.shrunk)
  }
  await worker.dismiss()
}

/** A worker does one thing at a time. */
function hire(postgresUrl: string) {
  // Short-lived objects by the million: a larger nursery spares the collector most of its work.
  const execArgv = [...process.execArgv, '--max-semi-space-size=64']
  const child = fork(new URL('./worker.ts', import.meta.url), [postgresUrl], { execArgv })
  let waiting: { resolve(report: Report): void; reject(error: Error): void } | undefined
  child.on('message', (report: Report) => waiting?.resolve(report))
  child.on('exit', (code) => waiting?.reject(new Error(`A worker ended by itself (${code})`)))
  return {
    ask: (order: Order) =>
      new Promise<Report>((resolve, reject) => {
        waiting = { resolve, reject }
        child.send(order)
      }),
    async dismiss() {
      waiting = undefined
      child.send('end')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
