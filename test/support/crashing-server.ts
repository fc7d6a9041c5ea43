/**
 * A real server that kills itself (SIGKILL) at the named point `CRASH_AT`, the `CRASH_ON`-th time this process gets there.
 * On first start it makes an organisation with one published form, `permit.json`.
 */
import { readFileSync, writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { serve } from '@hono/node-server'
import { createHouse, type House } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { newSandboxSettings } from '../../server/payments/index.ts'
import { createWeb } from '../../server/web/index.ts'
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

const config = readConfig()
const house = await createHouse(config, {
  sqlLogger: { logQuery: (sql) => crashIf(isStatementAt(point, sql)) },
  async fetch(url, init) {
    const method = init.method ?? 'GET'
    crashIf(isCallAt(point, { when: 'before', method, url }))
    const answer = await fetch(url, init)
    crashIf(isCallAt(point, { when: 'after', method, url }))
    return answer
  },
})
const web = createWeb(house)
const server = serve({
  async fetch(request: Request) {
    const answer = await web.fetch(request)
    const { pathname: path } = new URL(request.url)
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
if (!(await house.people.organisations.bySlug('killshire'))) await setUp(house)
await house.startWork()
console.log(`Counterfoil is listening on ${config.baseUrl}`)
// A process that ends by SIGKILL never writes it, and the next start would compile everything again.
flushCompileCache()

async function setUp({ people, payments, delivery, forms }: House): Promise<void> {
  const organisation = await people.organisations.create({ slug: 'killshire', name: 'Killshire Council' })
  await payments.accounts.add({
    organisationId: organisation.id,
    name: 'card',
    gateway: 'sandbox',
    mode: 'test',
    settings: newSandboxSettings(organisation.id),
  })
  await delivery.destinations.add({
    organisationId: organisation.id,
    name: 'back-office',
    kind: 'http',
    settings: {
      url: process.env.BACK_OFFICE_URL ?? '',
      secret: process.env.BACK_OFFICE_SECRET ?? '',
    },
  })
  const text = readFileSync(new URL('./permit.json', import.meta.url), 'utf8')
  await forms.create(organisation.id, text, 'system')
  const published = await forms.publish(
    organisation.id,
    'permit',
    { note: 'Kill test', mode: 'test' },
    'system',
  )
  if (published.kind !== 'published') throw new Error(JSON.stringify(published))
}
