/**
 * `npm run bench [-- rounds]`: what a resident's journey costs, as ratios within this run against the least a server could do for the
 * same rows (bare.ts). One journey = 14 requests: begin, five question pages each read and posted, check answers read and posted, the
 * confirmation. Eight residents at once on kept-alive connections; both servers are processes of their own on the same PostgreSQL;
 * rounds alternate; medians of the rounds' ratios are told. Milliseconds are this machine's and mean nothing elsewhere.
 */

import { startBenchDatabase } from './database.ts'
import { type CpuByKind, measureKinds } from './kinds.ts'
import { type Measured, measureJourneys, median, type Target } from './measure.ts'
import { measurePages, weighPages } from './pages.ts'
import { startTarget } from './target.ts'

const rounds = Number(process.argv[2] ?? 7)
const journeysARound = 150
const journeysAKind = 600

const database = await startBenchDatabase()
try {
  const env = {
    DATABASE_URL: database.url,
    SECRET_KEY: 'the-key-of-the-bench',
    LOG_LEVEL: 'error',
    DEMO: '0',
  }
  const house = await startTarget('house.ts', env)
  const weight = await weighPages(house)
  const bare = await startTarget('bare.ts', { ...env, PAGE_BYTES: String(weight.htmlBytes) })

  console.log(`Weight of a question page: ${weight.htmlBytes} bytes of HTML (12,000 at most)`)
  for (const asset of weight.assets) console.log(`  with it, kept by the browser: ${asset}`)

  await measureJourneys(house, journeysARound)
  await measureJourneys(bare, journeysARound)
  const results: { house: Measured; bare: Measured }[] = []
  for (let round = 0; round < rounds; round++) {
    const pair: [Target, Target] = round % 2 === 0 ? [house, bare] : [bare, house]
    const [first, second] = [
      await measureJourneys(pair[0], journeysARound),
      await measureJourneys(pair[1], journeysARound),
    ]
    results.push(round % 2 === 0 ? { house: first, bare: second } : { house: second, bare: first })
  }
  report(results)
  reportKinds(await measureKinds(house, journeysAKind), await measureKinds(bare, journeysAKind))

  const pages = await measurePages(house, rounds)
  console.log('\nThe last page of a form, read and posted, against one of five questions')
  for (const { questions, ratio } of pages)
    console.log(`  ${questions} questions: ${ratio.toFixed(2)} times its CPU`)
  house.stop()
  bare.stop()
} finally {
  await database.stop()
}
process.exit(0)

function reportKinds(house: CpuByKind, bare: CpuByKind): void {
  console.log('\nCPU ms a request, by what is asked for')
  for (const [kind, milliseconds] of Object.entries(house)) {
    const ratio = (milliseconds / bare[kind]!).toFixed(2)
    console.log(
      `  ${kind.padEnd(18)} counterfoil ${milliseconds.toFixed(2)}  bare ${bare[kind]!.toFixed(2)}  ratio ${ratio}`,
    )
  }
}

function report(results: { house: Measured; bare: Measured }[]): void {
  const rows: [string, (measured: Measured) => number, string][] = [
    ['journeys a second', (m) => m.journeysPerSecond, '0.75 at least'],
    ['CPU ms a request', (m) => m.cpuMilliseconds, '1.40 at most'],
    ['p50 ms', (m) => m.p50, ''],
    ['p95 ms', (m) => m.p95, ''],
    ['p99 ms', (m) => m.p99, ''],
  ]
  console.log(`\nJourneys of 14 requests: ${results.length} rounds of ${journeysARound}, 8 residents at once`)
  for (const [name, pick, wanted] of rows) {
    const of = (who: 'house' | 'bare') => median(results.map((r) => pick(r[who]))).toFixed(2)
    const ratio = median(results.map((r) => pick(r.house) / pick(r.bare))).toFixed(2)
    console.log(
      `  ${name.padEnd(18)} counterfoil ${of('house')}  bare ${of('bare')}  ratio ${ratio}${wanted && ` (${wanted})`}`,
    )
  }
}
