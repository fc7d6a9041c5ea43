/** One process of a long run: runs the cases it is sent, one after the other, until it is told to end. */
import { pid } from 'node:process'
import type { Case } from './case.ts'
import { createRunner, type Outcome } from './run-case.ts'
import { type Shrunk, shrink } from './shrink.ts'

export type Order = { kind: 'run'; case: Case } | { kind: 'shrink'; case: Case; outcome: Outcome }

export type Report = { kind: 'ran'; case: Case; outcome: Outcome } | { kind: 'shrunk'; shrunk: Shrunk }

const runner = createRunner(`simulation_${pid}`, process.argv[2])

const tell = (report: Report) => process.send!(report)

process.on('message', async (order: Order | 'end') => {
  if (order === 'end') {
    await runner.close()
    process.disconnect()
    return
  }
  if (order.kind === 'run') tell({ kind: 'ran', case: order.case, outcome: await runner.run(order.case) })
  else tell({ kind: 'shrunk', shrunk: await shrink(runner, order.case, order.outcome) })
})
