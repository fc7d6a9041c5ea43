/** Counterfoil itself with one resident's journey begun on the library's bulky waste form. */
import { serve } from '@hono/node-server'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createHouse } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { newSandboxSettings } from '../../server/payments/index.ts'
import { createWeb } from '../../server/web/index.ts'
import { freePort } from '../support/global-setup.ts'

const port = await freePort()
const config = readConfig({ ...process.env, PORT: String(port), BASE_URL: `http://127.0.0.1:${port}` })
const house = await createHouse(config)
const web = createWeb(house)
const organisation = await house.people.organisations.create({ slug: 'bench', name: 'Bench Council' })
await house.payments.accounts.add({
  organisationId: organisation.id,
  name: 'card',
  gateway: 'sandbox',
  mode: 'test',
  settings: newSandboxSettings(organisation.id, 'off'),
})
await house.delivery.destinations.add({
  organisationId: organisation.id,
  name: 'waste-api',
  kind: 'file',
  settings: { name: 'waste-api' },
})
await house.forms.create(
  organisation.id,
  libraryForms().find((form) => form.slug === 'bulky-waste')!.text,
  'system',
)
const published = await house.forms.publish(
  organisation.id,
  'bulky-waste',
  { note: 'Bench', mode: 'test' },
  'system',
)
if (published.kind !== 'published') throw new Error(JSON.stringify(published))

const server = serve({ fetch: web.fetch, port, hostname: '127.0.0.1' })
await new Promise((resolve) => server.once('listening', resolve))
const origin = config.baseUrl
const started = await fetch(`${origin}/bench/bulky-waste`, {
  method: 'POST',
  redirect: 'manual',
  headers: { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
  body: '',
})
const cookie = started.headers.getSetCookie()[0]!.split(';')[0]!
const page = new URL(started.headers.get('location')!, origin).pathname
const { document } = await house.forms.version(published.version.id)
const first = document.definition.components[0]!.components.find((component) => component.type === 'radio')
if (!first) throw new Error('The first page of bulky waste is expected to ask a radio question')
const option = (first.values as { value: string }[])[0]!.value
process.send?.({ port, cookie, page, fields: `${first.key}=${encodeURIComponent(option)}` })
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1000)
})
