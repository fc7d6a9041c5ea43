import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'drizzle-orm/logger'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createAddressSources, createDatasets, createReaders } from './datasets/index.ts'
import { openDatabase } from './db/client.ts'
import { loadDeliverable } from './deliverable.ts'
import { createDestinations } from './delivery/destinations/index.ts'
import { createDelivery, type Delivery } from './delivery/index.ts'
import { createExpressions } from './expressions/index.ts'
import type { Announce } from './facts.ts'
import { createFilePlaces, createFiles } from './files/index.ts'
import { createFinance } from './finance/index.ts'
import { createFlow } from './flow.ts'
import { brandChecks, createForms, type Forms } from './forms/index.ts'
import { countOverdue } from './insight/overdue.ts'
import { readSubmissionRecord } from './insight/submission-record.ts'
import { createJobs } from './jobs/index.ts'
import { createLog, type Log } from './log.ts'
import { createMessages, createSenders } from './messages/index.ts'
import { createGateways, createPayments } from './payments/index.ts'
import { createPeople } from './people/index.ts'
import { createPricing } from './pricing/index.ts'
import { publicationGate } from './publication-gate.ts'
import { createSandbox } from './sandbox/index.ts'
import { createSecrets } from './secrets.ts'
import {
  createSavedJourneys,
  createSentCounts,
  createSubmissions,
  type SubmissionRow,
} from './submissions/index.ts'
import { createTell } from './tell.ts'

export interface AppOptions {
  clock?: Clock
  log?: Log
  /** How the house reaches gateways; tests look in here. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Sees each SQL statement before it runs; tests crash the process here. */
  sqlLogger?: Logger
}

/** Composition: settings -> database -> rooms, bottom row first, each handed what it needs and nothing else. */
export async function createHouse(config: Config, options: AppOptions = {}) {
  const clock = options.clock ?? systemClock
  const log = options.log ?? createLog(config.logLevel)
  const database = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    ...(options.sqlLogger && { logger: options.sqlLogger }),
  })
  const { db } = database
  let sandboxTimer: NodeJS.Timeout | undefined
  const secrets = createSecrets(config.secretKey ?? keyInFolder(config.dataDir))
  const jobs = createJobs({ database, log })
  await jobs.open()
  const expressions = createExpressions({ workers: config.expressionWorkers, log })
  const announce: Announce = (tx, fact) => flow(tx, fact)

  const pricing = createPricing({ expressions })
  const people = createPeople({
    db,
    clock,
    log,
    baseUrl: config.baseUrl,
    https: config.baseUrl.startsWith('https:'),
  })
  const gateways = createGateways({
    ...config,
    ...(options.fetch && { fetch: options.fetch }),
  })
  const payments = createPayments({
    db,
    clock,
    log,
    gateways,
    secrets,
    announce,
    enqueue: jobs.enqueue,
    checkSeconds: config.paymentCheckSeconds,
    webhookUrl: (gateway, accountId) => `${config.baseUrl}/hooks/${gateway}/${accountId}`,
  })
  const messages = createMessages({
    db,
    clock,
    log,
    secrets,
    senders: createSenders({ dataDir: config.dataDir, notifyUrl: config.notifyUrl }),
    enqueue: jobs.enqueue,
    retrySeconds: config.messageRetrySeconds,
  })
  const datasets = createDatasets({
    db,
    clock,
    log,
    secrets,
    readers: createReaders(),
    addressSources: createAddressSources({ db, osPlacesUrl: config.osPlacesUrl }),
  })
  const files = createFiles({
    db,
    clock,
    log,
    ...createFilePlaces({ dataDir: config.dataDir, s3: config.filesS3, clamd: config.clamd }),
  })
  const forms: Forms = createForms({
    db,
    clock,
    gate: [
      ...publicationGate(() => ({ pricing, payments, gateways, delivery, datasets }), pricing),
      ...brandChecks(people),
    ],
  })
  const submissions = createSubmissions({
    db,
    clock,
    announce,
    pricing,
    messages,
    baseUrl: config.baseUrl,
    version: forms.version,
  })
  const saved = createSavedJourneys({
    db,
    clock,
    messages,
    secrets,
    baseUrl: config.baseUrl,
    version: forms.version,
  })
  const sent = createSentCounts({ db, clock })
  const finance = createFinance({ clock })
  const delivery: Delivery = createDelivery({
    db,
    clock,
    log,
    expressions,
    pricing,
    destinations: createDestinations({ dataDir: config.dataDir, allowPrivate: config.deliveryAllowPrivate }),
    secrets,
    enqueue: jobs.enqueue,
    retrySeconds: config.deliveryRetrySeconds,
    giveUpHours: config.deliveryGiveUpHours,
    loadSubmission: (id) => loadDeliverable({ submissions, forms, payments }, id),
  })
  const tell = createTell({ messages, people })
  const flow = createFlow({ forms, submissions, payments, finance, delivery, saved, tell })
  const sandbox = createSandbox({ db, clock, log, baseUrl: config.baseUrl })

  return {
    config,
    clock,
    log,
    database,
    db,
    jobs,
    expressions,
    pricing,
    people,
    gateways,
    payments,
    messages,
    datasets,
    files,
    forms,
    submissions,
    saved,
    sent,
    finance,
    delivery,
    sandbox,
    record: (submission: SubmissionRow) => readSubmissionRecord(db, submission),
    overdue: () => countOverdue(db, clock.now()),

    /** Begins to work jobs off. A server does; the command line only queues them. */
    async startWork(): Promise<void> {
      await jobs.start({
        'settle-payment': async (id) => void (await payments.settle(id, 'job')),
        'settle-refund': async (id) => void (await payments.refunds.settle(id)),
        deliver: (id) => delivery.attempt(id),
        'send-message': (id) => messages.attempt(id),
        async sweep() {
          await payments.checkDue(clock.now())
          await payments.health.keep(clock.now())
          await delivery.deliverDue(clock.now())
          await messages.sendDue(clock.now())
          await messages.forgetOld(clock.now())
          await saved.remindExpiring(clock.now())
          await submissions.forgetUnsent()
          await submissions.uses.freeUnpaid()
          await datasets.sweep()
          await files.sweep()
          await forms.publications.publishDue(clock.now())
        },
      })
      sandboxTimer = setInterval(() => {
        sandbox.deliverWebhooks().catch((error) => log.error({ err: error }, 'sandbox.webhooks-failed'))
      }, 1000)
    },

    /** Lets running work end, then lets go of everything. */
    async close(): Promise<void> {
      clearInterval(sandboxTimer)
      await jobs.stop()
      await expressions.close()
      await database.close()
    },
  }
}

export type House = Awaited<ReturnType<typeof createHouse>>

/** The embedded database's own key: made on first run, kept beside the data it seals, readable by its owner only. */
function keyInFolder(dataDir: string): string {
  const path = join(dataDir, 'secret-key')
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  mkdirSync(dataDir, { recursive: true })
  const key = randomBytes(32).toString('base64url')
  writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return key
}
