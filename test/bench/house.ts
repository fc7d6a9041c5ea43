/** Counterfoil itself, with the bench's form and one of many questions published. */
import { serve } from '@hono/node-server'
import type { FormDocument } from '../../form-schemas/document.ts'
import { createHouse } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { createWeb } from '../../server/web/index.ts'
import { freePort } from '../support/free-port.ts'
import { benchForm, longForm } from './bench-form.ts'

const port = await freePort()
const config = readConfig({ ...process.env, PORT: String(port), BASE_URL: `http://127.0.0.1:${port}` })
const house = await createHouse(config)
const web = createWeb(house)
const organisation = await house.people.organisations.create({ slug: 'bench', name: 'Bench Council' })
for (const form of [benchForm, longForm(5), longForm(500)]) await publish(form)
await house.startWork()

const server = serve({ fetch: web.fetch, port, hostname: '127.0.0.1' })
await new Promise((resolve) => server.once('listening', resolve))
process.send?.({ port, base: `/bench/${benchForm.slug}` })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1000)
})

async function publish(form: FormDocument): Promise<void> {
  await house.forms.create(organisation.id, JSON.stringify(form), 'system')
  const published = await house.forms.publish(
    organisation.id,
    form.slug,
    { note: 'Bench', mode: 'test' },
    'system',
  )
  if (published.kind !== 'published') throw new Error(JSON.stringify(published))
}
