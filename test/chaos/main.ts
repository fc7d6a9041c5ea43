/**
 * `npm run chaos [-- --only <scenario>[,<scenario>] --scale 0.1 --at-once 2]`: breaks real processes in every way that the catalogue of
 * failures names, full size unless scaled, and prints what was wanted beside what was found. Exits 1 when anything was not as wanted.
 *
 * What limits it: a journey costs some 50 ms of processor time in all (server, database, and everybody who is played here), and
 * `database-restarts` takes its 30 minutes; so two scenarios run at once, which fills two cores.
 */
import { parseArgs } from 'node:util'
import { startPostgres } from './rig/postgres-server.ts'
import { createRunner, type Result } from './run-scenario.ts'
import { times } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '2' },
  },
})
const scale = Number(values.scale)
const only = values.only?.split(',')
const chosen = scenarios.filter(({ name }) => only === undefined || only.includes(name))
if (chosen.length === 0 || !(scale > 0)) {
  console.error(
    `Usage: npm run chaos -- --only <names> --scale <number above 0>. Scenarios: ${scenarios.map(({ name }) => name).join(', ')}`,
  )
  process.exit(2)
}

// Without it, waiting for something that never comes would be the end of the process, and look like a good one.
const awake = setInterval(() => {}, 60_000)
const postgres = await startPostgres()
const runner = createRunner({
  postgresUrl: postgres.url,
  scale,
  lendStages: false,
  note: (words) => console.error(`  … ${words}`),
})
let failures = 0
try {
  await times(chosen.length, Number(values['at-once']), async (n) => {
    const scenario = chosen[n]!
    const result = await runner.run(scenario)
    if (!result.pass) failures++
    print(scenario.name, scenario.promise, result)
  })
} finally {
  await runner.close()
  await postgres.remove()
  clearInterval(awake)
}
console.log(failures === 0 ? '\nEverything as wanted' : `\n${failures} of ${chosen.length} scenarios failed`)
process.exit(failures === 0 ? 0 : 1)

function print(name: string, promise: string, { pass, seconds, figures }: Result): void {
  const width = Math.max(...figures.map(({ what }) => what.length))
  console.log(`\n${pass ? 'PASS' : 'FAIL'}  ${name}, ${seconds} s: ${promise}`)
  for (const figure of figures) {
    const verdict = figure.pass ? 'pass' : 'FAIL'
    console.log(
      `  ${verdict}  ${figure.what.padEnd(width)}  wanted ${figure.wanted.padEnd(12)}  measured ${figure.measured}`,
    )
  }
}
