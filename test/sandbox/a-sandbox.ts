import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Database } from '../../server/db/client.ts'
import { newId } from '../../server/ids.ts'
import { createLog } from '../../server/log.ts'
import { createSandbox } from '../../server/sandbox/index.ts'
import { anOrganisation } from '../payments/a-submission.ts'

export interface ReceivedWebhook {
  body: Uint8Array<ArrayBuffer>
  headers: Headers
}

/** The sandbox on a real port, as the house mounts it, with a place for webhooks and return addresses beside it. */
export async function aSandbox(database: Database) {
  const time = { offsetMs: 0 }
  const received: ReceivedWebhook[] = []
  /** Statuses for the next webhooks; 200 when there is none. */
  const answers: number[] = []
  let server: ServerType | undefined
  const outer = new Hono()
  outer.post('/hooks/*', async (context) => {
    received.push({
      body: new Uint8Array(await context.req.arrayBuffer()),
      headers: new Headers(context.req.raw.headers),
    })
    return context.text('', (answers.shift() ?? 200) as 200)
  })
  outer.get('/back/*', (context) =>
    context.html('<!doctype html><html lang="en"><title>Back</title><h1>Back</h1></html>'),
  )
  const origin = await new Promise<string>((resolve) => {
    server = serve({ fetch: (request) => outer.fetch(request), port: 0, hostname: '127.0.0.1' }, (info) =>
      resolve(`http://127.0.0.1:${info.port}`),
    )
  })
  const deps = {
    db: database.db,
    clock: { now: () => new Date(Date.now() + time.offsetMs) },
    log: createLog('silent'),
    baseUrl: origin,
  }
  const sandbox = createSandbox(deps)
  outer.route('/sandbox', sandbox.app)
  const organisationId = await anOrganisation(database.db)
  const apiKey = `sandbox_${organisationId}_${newId()}`
  return {
    ...sandbox,
    /** The same books behind a new process. */
    restarted: () => createSandbox(deps),
    origin,
    organisationId,
    apiKey,
    received,
    answers,
    pass(seconds: number) {
      time.offsetMs += seconds * 1000
    },
    call(
      path: string,
      init: { method?: string; key?: string; body?: unknown; idempotencyKey?: string } = {},
    ) {
      return fetch(`${origin}/sandbox/v1${path}`, {
        method: init.method ?? 'GET',
        headers: {
          authorization: `Bearer ${init.key ?? apiKey}`,
          'content-type': 'application/json',
          ...(init.idempotencyKey !== '' && { 'idempotency-key': init.idempotencyKey ?? newId() }),
        },
        ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
      })
    },
    body: (change: object = {}) => ({
      amount: 2500,
      reference: 'BW-7K2M4P6RTX',
      description: 'Bulky waste collection',
      return_url: `${origin}/back/1`,
      webhook_url: `${origin}/hooks/sandbox/1`,
      ...change,
    }),
    /** Follows a link to its page; then, unless only opened, presses a button. Never follows the way back. */
    async payer(nextUrl: string, outcome?: string) {
      const opened = await fetch(nextUrl)
      if (!opened.ok || outcome === undefined)
        return { page: opened, html: await opened.text(), url: opened.url }
      const html = await opened.text()
      const page = await fetch(opened.url, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ outcome }),
      })
      return { page, html, url: opened.url }
    },
    close: () => new Promise<void>((resolve) => server?.close(() => resolve())),
  }
}
