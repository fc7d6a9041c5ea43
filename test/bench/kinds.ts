import { Agent } from 'node:http'
import { startBenchDatabase } from './database.ts'
import { call, type Target } from './measure.ts'
import { startTarget } from './target.ts'
import { typed } from './bench-form.ts'
const database = await startBenchDatabase()
const env = { DATABASE_URL: database.url, SECRET_KEY: 'k-of-bench-and-longer', LOG_LEVEL: 'error', DEMO: '0', PAGE_BYTES: '2121' }
const house = await startTarget('house.ts', env)
const bare = await startTarget('bare.ts', env)
const N = Number(process.argv[2] ?? 800)
async function run(t: Target) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const out: Record<string, number> = {}
  const many = async <T>(name: string, n: number, f: (i: number) => Promise<T>): Promise<T[]> => {
    const res: T[] = new Array(n); let i = 0
    const prof = profiling && ['start','check','submit','confirmation','GET name-page','POST name-page'].includes(name) && 'say' in t && t === house
    if (prof) await (t as any).say('start:')
    const c0 = await t.cpu()
    await Promise.all(Array.from({ length: 8 }, async () => { while (i < n) { const k = i++; res[k] = await f(k) } }))
    out[name] = Math.round(((await t.cpu()) - c0) / n * 1000)
    if (prof) await (t as any).say('stop:' + name.replace(' ', '-'))
    return res
  }
  const begun = await many('start', N, () => call(agent, t, 'POST', t.base, ''))
  const cookies = begun.map((b) => b.headers['set-cookie']![0]!.split(';')[0]!)
  for (const [page, fields] of typed) {
    await many('GET ' + page, N, (i) => call(agent, t, 'GET', `${t.base}/${page}`, cookies[i]!))
    await many('POST ' + page, N, (i) => call(agent, t, 'POST', `${t.base}/${page}`, cookies[i]!, fields))
  }
  const checks = await many('check', N, (i) => call(agent, t, 'GET', `${t.base}/check-your-answers`, cookies[i]!))
  const seen = checks.map((c) => /name="seen" value="([^"]*)"/.exec(c.body)?.[1] ?? '')
  const sent = await many('submit', N, (i) => call(agent, t, 'POST', `${t.base}/check-your-answers`, cookies[i]!, `seen=${seen[i]}`))
  const last = await many('confirmation', N, (i) => call(agent, t, 'GET', sent[i]!.headers.location!, cookies[i]!))
  if (last.some((l) => l.status !== 200)) throw new Error('bad')
  agent.destroy()
  return out
}
let profiling = false
await run(house); await run(bare)
profiling = true; await run(house); profiling = false
const h = await run(house), b = await run(bare)
let sh = 0, sb = 0
for (const k of Object.keys(h)) { sh += h[k]!; sb += b[k]!; console.log(k.padEnd(22), h[k], b[k], (h[k]! / b[k]!).toFixed(2)) }
console.log('journey', sh, sb, (sh / sb).toFixed(2))
house.stop(); bare.stop(); await database.stop(); process.exit(0)
