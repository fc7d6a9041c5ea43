import { serve } from '@hono/node-server'
import { createHouse } from './app.ts'
import { readConfig } from './config.ts'
import { ensureDemonstration } from './demonstration/index.ts'
import { createWeb } from './web/index.ts'

const config = readConfig()
const house = await createHouse(config)
const web = createWeb(house)

const server = serve({ fetch: web.fetch, port: config.port, hostname: config.host })
await new Promise((resolve, reject) => {
  server.once('listening', resolve)
  server.once('error', reject)
})
const demonstration = config.demo ? await ensureDemonstration(house) : undefined
await house.startWork()

if (demonstration) {
  console.log(`Residents:  ${config.baseUrl}/${demonstration.organisationSlug}`)
  console.log(`Officers:   ${config.baseUrl}/officer`)
  console.log(
    demonstration.oneTimePassword
      ? `Sign in as: ${demonstration.officerEmail} with the one-time password ${demonstration.oneTimePassword}`
      : `Sign in as: ${demonstration.officerEmail} with the password you chose`,
  )
} else {
  console.log(`Counterfoil is listening on ${config.baseUrl}`)
}

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (stopping) process.exit(1)
    stopping = true
    // Let running requests and jobs end; whatever does not is taken up again after the next start.
    const forced = setTimeout(() => process.exit(1), 15_000)
    server.close()
    await house.close()
    clearTimeout(forced)
    process.exit(0)
  })
}
