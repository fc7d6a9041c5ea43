import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { type AppOptions, createHouse, type House } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { delivery, ledgerEntry, payment, sandboxPayment, submission } from '../../server/db/schema/index.ts'
import { newSandboxSettings } from '../../server/payments/index.ts'
import type { Organisation } from '../../server/people/index.ts'
import { createWeb } from '../../server/web/index.ts'
import { type Engine, newPostgresDatabase } from '../support/db.ts'
import { freePort } from '../support/free-port.ts'
import { createResident, type Resident } from '../support/resident-client.ts'

/*
 * The whole house in this process behind a real port: residents, the gateway's API, its hosted page and its webhooks all travel
 * over HTTP. Nothing of ours is replaced.
 */

export interface StoryHouse {
  house: House
  baseUrl: string
  organisation: Organisation
  /** A new browser. */
  resident(): Resident
  /** Publishes a document; the same slug again is the next version. */
  publish(text: string): Promise<void>
  books(reference?: string): Promise<Books>
  close(): Promise<void>
}

export type Books = Awaited<ReturnType<typeof readBooks>>

export interface StoryOptions extends AppOptions {
  engine?: Engine
  env?: Record<string, string>
  /** Slugs of the library. */
  forms?: string[]
  webhooks?: 'on' | 'off'
  /** Another gateway account than the sandbox's for `card`. */
  account?: { gateway: string; settings: unknown }
  /** Where `http` deliveries go; without it they go to files. */
  backOffice?: { url: string; secret: string }
  /** False leaves the queue and the webhooks standing still. */
  work?: boolean
}

export async function openStoryHouse(options: StoryOptions = {}): Promise<StoryHouse> {
  const { engine = 'pglite', env, forms = [], webhooks = 'on', account, backOffice, work = true } = options
  const dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-story-'))
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  const config = readConfig({
    PORT: String(port),
    BASE_URL: baseUrl,
    DATA_DIR: dataDir,
    SECRET_KEY: 'a key of the stories only',
    LOG_LEVEL: 'silent',
    DEMO: '0',
    DELIVERY_ALLOW_PRIVATE: '1',
    DELIVERY_RETRY_SECONDS: '1',
    ...(engine === 'postgres' && { DATABASE_URL: await newPostgresDatabase() }),
    ...env,
  })
  const house = await createHouse(config, options)
  const server = serve({ fetch: createWeb(house).fetch, port, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))

  const organisation = await house.people.organisations.create({
    slug: 'exampleshire',
    name: 'Exampleshire Council',
  })
  await house.payments.accounts.add({
    organisationId: organisation.id,
    name: 'card',
    mode: 'test',
    ...(account ?? { gateway: 'sandbox', settings: newSandboxSettings(organisation.id, webhooks) }),
  })

  async function publish(text: string): Promise<void> {
    const { slug, deliveries } = JSON.parse(text)
    const known = new Set((await house.delivery.destinations.list(organisation.id)).map(({ name }) => name))
    for (const { destination: name } of deliveries ?? []) {
      if (known.has(name)) continue
      const place = backOffice
        ? { kind: 'http', settings: { url: backOffice.url, secret: backOffice.secret } }
        : { kind: 'file', settings: { name } }
      await house.delivery.destinations.add({ organisationId: organisation.id, name, ...place })
    }
    const before = (await house.forms.list(organisation.id)).find((form) => form.slug === slug)
    const saved = before
      ? await house.forms.saveDraft(organisation.id, slug, { revision: before.revision, text }, 'system')
      : await house.forms.create(organisation.id, text, 'system')
    if (saved.kind !== 'saved' && saved.kind !== 'created') throw new Error(JSON.stringify(saved))
    const published = await house.forms.publish(
      organisation.id,
      slug,
      { note: 'Story', mode: 'test' },
      'system',
    )
    if (published.kind !== 'published') throw new Error(JSON.stringify(published))
  }
  for (const slug of forms) await publish(libraryText(slug))
  if (work) await house.startWork()

  return {
    house,
    baseUrl,
    organisation,
    resident: () => createResident(baseUrl),
    publish,
    books: (reference) => readBooks(house, reference),
    async close() {
      server.close()
      if ('closeAllConnections' in server) server.closeAllConnections()
      await house.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** What the house, its ledger and the sandbox's own books say: of one reference, or of everything that was sent. */
async function readBooks({ db }: House, reference?: string) {
  const submissions = (await db.select().from(submission)).filter(
    (row) => row.reference !== null && (reference === undefined || row.reference === reference),
  )
  const ids = new Set(submissions.map((row) => row.id))
  const ours = (row: { submissionId: string }) => ids.has(row.submissionId)
  const payments = (await db.select().from(payment)).filter(ours)
  const keys = new Set(payments.map((row) => row.id))
  return {
    submissions,
    payments,
    ledger: (await db.select().from(ledgerEntry)).filter(ours),
    atSandbox: (await db.select().from(sandboxPayment)).filter((row) => keys.has(row.idempotencyKey)),
    deliveries: (await db.select().from(delivery)).filter(ours),
  }
}

export function libraryText(slug: string): string {
  const found = libraryForms().find((form) => form.slug === slug)
  if (!found) throw new Error(`The library has no ${slug}`)
  return found.text
}

/** Looks until something is there. @throws Error with what was looked for after so many milliseconds. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
