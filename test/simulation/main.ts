/**
 * npm run simulate -- [--journeys 1000000] [--seed N] [--workers N]
 * npm run simulate -- --replay 17@3@j3.tab1/gateway#2
 */
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { startEngine } from './engines/start-postgres.ts'
import { journeysInWorld, readCase, wholeWorld, writeCase } from './runs/case.ts'
import { runCases } from './runs/crew.ts'
import { replay } from './runs/replay.ts'
import type { Figures } from './runs/run-case.ts'
import type { Shrunk } from './runs/shrink.ts'

const { values } = parseArgs({
  options: {
    journeys: { type: 'string', default: '1000000' },
    seed: { type: 'string' },
    workers: { type: 'string', default: String(availableParallelism()) },
    replay: { type: 'string' },
  },
})

const engine = await startEngine()
try {
  if (values.replay !== undefined)
    process.exitCode = (await replay(readCase(values.replay), engine.url)) ? 0 : 1
  else process.exitCode = (await longRun()) ? 0 : 1
} finally {
  await engine.remove()
}

async function longRun(): Promise<boolean> {
  const worlds = Math.ceil(Number(values.journeys) / journeysInWorld)
  const first = values.seed === undefined ? randomInt(1_000_000_000) : Number(values.seed)
  console.log(`${worlds} worlds of ${journeysInWorld} journeys, seeds ${first} to ${first + worlds - 1}`)
  const began = performance.now()
  let saidAt = began
  const { figures, failures } = await runCases(seedsFrom(first, worlds), {
    postgresUrl: engine.url,
    workers: Number(values.workers),
    mostFailures: 5,
    progress(figures) {
      if (performance.now() - saidAt < 10_000) return
      saidAt = performance.now()
      console.log(line(figures, saidAt - began))
    },
  })
  console.log(line(figures, performance.now() - began))
  console.log(JSON.stringify(figures.faults))
  for (const failure of failures) console.log(describeFailure(failure))
  console.log(
    failures.length === 0 ? 'Nothing that is always true was ever not.' : `${failures.length} failures`,
  )
  return failures.length === 0
}

function* seedsFrom(first: number, count: number) {
  for (let seed = first; seed < first + count; seed++) yield wholeWorld(String(seed))
}

function line(
  { journeys, statements, calls, checks, crashes, faults }: Figures,
  milliseconds: number,
): string {
  const struck = Object.values(faults).reduce((sum, count) => sum + count, 0)
  const rate = Math.round((journeys / milliseconds) * 1000)
  return `${journeys} journeys (${rate}/s), ${statements} statements, ${calls} calls, ${struck} faults, ${crashes} crashes, ${checks} checks`
}

function describeFailure({ case: smallest, failure, runs }: Shrunk): string {
  return [
    `\n${failure.rule}${failure.journey === undefined ? '' : ` in journey ${failure.journey}`}: ${failure.message}`,
    `  made this small in ${runs} runs; again with:`,
    `  npm run simulate -- --replay '${writeCase(smallest)}'`,
  ].join('\n')
}
