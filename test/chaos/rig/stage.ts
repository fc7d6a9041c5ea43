import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { type BackOffice, startBackOffice } from '../../support/back-office.ts'
import { type Books, readBooks, withPostgres } from '../../support/books.ts'
import { type GovukPayStandIn, startGovukPay } from '../../support/govuk-pay.ts'
import { type NotifyStandIn, startNotify } from '../../support/notify.ts'
import { type RunningServer, startServer } from '../../support/server.ts'
import { booksOfPay, openPayPost, type PayPost } from './pay-post.ts'
import { type RoughRoad, startRoughRoad } from './rough-road.ts'

/** One real server on a PostgreSQL database of its own, with everybody it talks to: GOV.UK Pay, Notify and a back office. */
export interface Stage {
  databaseUrl: string
  pay: GovukPayStandIn
  /** Between the server and Pay; level until a scenario says otherwise. */
  road: RoughRoad
  notify: NotifyStandIn
  backOffice: BackOffice
  server: RunningServer
  post: PayPost
  /** The time at this place (milliseconds UTC): the server's and Pay's. */
  now(): number
  /** Moves that time forward. */
  jump(milliseconds: number): Promise<void>
  /** Asks the rig's own door, until the server answers. Gives the status and what came. */
  door(path: string, body: object): Promise<{ status: number; json: Record<string, unknown> }>
  /** Journeys sent since then, and what hangs on them; without it everything. */
  books(since?: number): Promise<Books>
  query<Row>(sql: string): Promise<Row[]>
  close(): Promise<void>
}

export interface StageOptions {
  /** A PostgreSQL server, without a database name. */
  postgresUrl: string
  /** When the gateway is asked: the rig has no 185 minutes. */
  checks: 'often' | 'tenfold' | 'never'
  /** False spares the calls to Pay the detour over a road that stays level. */
  roughRoad?: boolean
  delayedCapture?: boolean
  env?: Record<string, string>
}

/** Seconds after the start of a payment; `never` is where something else is to bring the news. */
export const checkSeconds = {
  often: '1,2,3,4,6,8,10,15,20,30,40,60',
  /** Ten times as fast as GOV.UK Pay is asked: 95 minutes in 9.5. */
  tenfold: '6,18,60,180,360,570,750,1110',
  never: '864000',
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const closing: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  const opened = <T extends { close(): Promise<unknown> }>(one: T): T => {
    closing.push(() => one.close())
    return one
  }
  try {
    const databaseUrl = await newDatabase(options.postgresUrl)
    const pay = opened(await startGovukPay())
    const notify = opened(await startNotify())
    const backOffice = opened(await startBackOffice())
    const road = opened(await startRoughRoad(pay.url))
    const server = await startServer({
      entry: 'test/support/crashing-server.ts',
      env: {
        DATABASE_URL: databaseUrl,
        SECRET_KEY: 'the-key-of-the-rig-only',
        GOVUK_PAY_URL: options.roughRoad ? road.url : pay.url,
        PAY_API_KEY: pay.apiKey,
        PAY_WEBHOOK_SECRET: pay.webhookSecret,
        PAY_DELAYED_CAPTURE: options.delayedCapture ? 'yes' : 'no',
        NOTIFY_URL: notify.url,
        NOTIFY_API_KEY: notify.apiKey,
        NOTIFY_TEMPLATE: notify.templates.email,
        BACK_OFFICE_URL: backOffice.url,
        BACK_OFFICE_SECRET: backOffice.secret,
        DELIVERY_ALLOW_PRIVATE: '1',
        DELIVERY_RETRY_SECONDS: '1,1,2',
        MESSAGE_RETRY_SECONDS: '1,1,2',
        PAYMENT_CHECK_SECONDS: checkSeconds[options.checks],
        EXPRESSION_WORKERS: '1',
        LOG_LEVEL: 'fatal',
        ...options.env,
      },
    })
    closing.push(() => server.stop())
    // A connection of its own each time: whatever happens to the database in between, no question waits on one that is gone.
    const query = <Row>(text: string) => withPostgres(databaseUrl, (ask) => ask<Row>(text))
    const [account] = await query<{ id: string }>('select id from gateway_account')
    let aheadMs = 0
    return {
      databaseUrl,
      pay,
      road,
      notify,
      backOffice,
      server,
      post: openPayPost(pay, `${server.baseUrl}/hooks/govuk-pay/${account!.id}`),
      query,
      now: () => Date.now() + aheadMs,
      async jump(milliseconds) {
        aheadMs += milliseconds
        pay.now.ms += milliseconds
        await knock(new URL('/rig/clock', server.baseUrl), { ms: aheadMs })
      },
      door: (path, body) => knock(new URL(path, server.baseUrl), body),
      async books(since = 0) {
        const books = await withPostgres(databaseUrl, (ask) => readBooks(ask, booksOfPay(pay)))
        return since === 0 ? books : booksSince(books, since)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Scenarios that share a stage look each at their own journeys; what is of no journey is everybody's. */
function booksSince(books: Books, since: number): Books {
  const journeys = books.journeys.filter(({ submittedAt }) => submittedAt >= since)
  const ids = new Set(journeys.map(({ id }) => id))
  const references = new Set(journeys.map(({ reference }) => `VP-${reference}`))
  return {
    ...books,
    journeys,
    attempts: books.attempts.filter(({ submissionId }) => ids.has(submissionId)),
    gateway: books.gateway.filter(({ reference }) => references.has(reference)),
  }
}

async function newDatabase(postgresUrl: string): Promise<string> {
  const name = `chaos_${randomBytes(6).toString('hex')}`
  const admin = postgres(`${postgresUrl}/postgres`, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  return `${postgresUrl}/${name}`
}

/** The server may be gone at the moment; what it says when it is there counts, whatever it says. */
async function knock(url: URL, body: object): Promise<{ status: number; json: Record<string, unknown> }> {
  for (const until = Date.now() + 120_000; ; ) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      })
      const text = await answer.text()
      return { status: answer.status, json: text === '' ? {} : JSON.parse(text) }
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
