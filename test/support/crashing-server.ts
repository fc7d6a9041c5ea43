/**
 * A real server for tests that break things. It kills itself (SIGKILL) at the named point `CRASH_AT`, the `CRASH_ON`-th time this
 * process gets there, and has a door (`/rig`) for what only the rig may do. On first start it furnishes one organisation.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import type { ClientRequest } from 'node:http'
import { flushCompileCache } from 'node:module'
import { serve } from '@hono/node-server'
import { createHouse } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { createWeb } from '../../server/web/index.ts'
import { drawReferencesTwice } from '../chaos/rig/drawn-twice.ts'
import { furnish } from '../chaos/rig/furnish.ts'
import { rigDoor } from '../chaos/rig/rig-door.ts'
import { isAnswerAt, isCallAt, isStatementAt, lastWords } from './crash-points.ts'

const point = process.env.CRASH_AT ?? ''
const fatal = Number(process.env.CRASH_ON ?? '1')
let hits = 0

/** Does not return the fatal time: the signal is there before the system call that sends it has ended. */
function crashIf(reached: boolean) {
  if (!reached || ++hits !== fatal) return
  writeSync(1, `${lastWords}: ${point}\n`)
  process.kill(process.pid, 'SIGKILL')
}

const drawn = process.env.REFERENCES_DRAWN_TWICE ? drawReferencesTwice() : { references: 0 }

/** The path of the request that is being answered; nothing in jobs and sweeps. */
const answering = new AsyncLocalStorage<string>()
const config = readConfig()
const time = { offsetMs: Number(process.env.CLOCK_AHEAD_MS ?? '0') }
const house = await createHouse(config, {
  clock: { now: () => new Date(Date.now() + time.offsetMs) },
  sqlLogger: {
    logQuery: (sql, parameters) =>
      crashIf(isStatementAt(point, { sql, parameters, path: answering.getStore() })),
  },
  async fetch(url, init) {
    const call = { method: init.method ?? 'GET', url, path: answering.getStore() }
    crashIf(isCallAt(point, { when: 'before', ...call }))
    const answer = await fetch(url, init)
    crashIf(isCallAt(point, { when: 'after', ...call }))
    return answer
  },
})
// Deliveries go out by node:http, which says when an answer has come before it hands the answer on.
subscribe('http.client.response.finish', (message) => {
  const { request } = message as { request: ClientRequest }
  const isDelivery = request.getHeader('counterfoil-delivery') !== undefined
  crashIf(
    isDelivery && isCallAt(point, { when: 'after', method: 'DELIVER', url: request.path, path: undefined }),
  )
})

const web = createWeb(house)
const door = rigDoor(house, time, drawn)
const server = serve({
  async fetch(request: Request) {
    const { pathname: path } = new URL(request.url)
    if (path.startsWith('/rig/')) return door.fetch(request)
    const answer = await answering.run(path, async () => web.fetch(request))
    crashIf(isAnswerAt(point, { path, location: answer.headers.get('location') ?? '' }))
    return answer
  },
  port: config.port,
  hostname: config.host,
})
await new Promise((resolve, reject) => {
  server.once('listening', resolve)
  server.once('error', reject)
})
await furnish(house, process.env)
await house.startWork()
console.log(`Counterfoil is listening on ${config.baseUrl}`)
// A process that ends by SIGKILL never writes it, and the next start would compile everything again.
flushCompileCache()
