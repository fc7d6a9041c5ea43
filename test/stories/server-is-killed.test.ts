import { describe, expect, test, vi } from 'vitest'
import { type BackOffice, startBackOffice } from '../support/back-office.ts'
import { type Books, isAtRest, readEmbeddedBooks, readPostgresBooks } from '../support/books.ts'
import { type CrashPoint, crashPoints } from '../support/crash-points.ts'
import { type Engine, newPostgresDatabase } from '../support/db.ts'
import { type OnCall, putOnCall } from '../support/on-call.ts'
import { buyPermit, pause } from '../support/patient-resident.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const journeys = 20
const residentsAtOnce = 5
const kills = 3
const hours = Array.from({ length: journeys }, (_, n) => n + 1)

/** A claimed delivery waits 30 s for a worker that died, a claimed check of a payment 60 s. */
const restWithinMs = 150_000

/** On the embedded database: once inside a transaction, once around a call out, once behind one. */
const embeddedPoints: CrashPoint[] = [
  'in the settlement, before the ledger entry',
  'after the gateway created the payment, before its reply is read',
  'after the back office accepted, before the attempt is recorded',
]

const everyPoint: [CrashPoint, Engine][] = [
  ...embeddedPoints.map((point): [CrashPoint, Engine] => [point, 'pglite']),
  ...crashPoints.map((point): [CrashPoint, Engine] => [point, 'postgres']),
]

// Much of its time a point waits for leases to run out: four of them share it.
vi.setConfig({ maxConcurrency: 4 })

/**
 * A real process, killed with SIGKILL three times at a named point while 20 residents fill in and pay, every fourth of whom pays and
 * closes the window. What is lost then would be missed in the database, in the gateway's books or at the back office.
 */
describe('a server killed', () => {
  test.concurrent.for(everyPoint)(
    '%s (%s) loses nothing of 20 paid journeys',
    { timeout: 400_000 },
    async ([point, engine]) => {
      const backOffice = await startBackOffice()
      try {
        const databaseUrl = engine === 'postgres' ? await newPostgresDatabase() : undefined
        const server = await startServer(crashingServer(point, backOffice, databaseUrl))
        const onCall = putOnCall(server, kills)
        try {
          await Promise.race([everybodyBuys(server).then(() => killedEnough(onCall)), onCall.trouble])
          const booksClosed = databaseUrl
            ? booksAtRest(() => readPostgresBooks(databaseUrl), 1_000)
            : embeddedBooksAtRest(server, onCall, backOffice)
          const books = await Promise.race([booksClosed, onCall.trouble])
          expect(onCall.kills()).toBe(kills)
          expectNothingLost(books)
          expectDeliveredOnce(backOffice, books)
        } finally {
          onCall.leave()
          await server.stop()
        }
      } finally {
        await backOffice.close()
      }
    },
  )
})

function crashingServer(point: CrashPoint, backOffice: BackOffice, databaseUrl: string | undefined) {
  return {
    entry: 'test/support/crashing-server.ts',
    env: {
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      SECRET_KEY: 'the-key-of-the-kill-test',
      CRASH_AT: point,
      CRASH_ON: '1',
      BACK_OFFICE_URL: backOffice.url,
      BACK_OFFICE_SECRET: backOffice.secret,
      DELIVERY_ALLOW_PRIVATE: '1',
      DELIVERY_RETRY_SECONDS: '1,1,2',
      PAYMENT_CHECK_SECONDS: '1,2,3,4,6,8,10,15,20,30,40,60',
      EXPRESSION_WORKERS: '1',
      LOG_LEVEL: 'error',
    },
  }
}

async function everybodyBuys(server: RunningServer) {
  const queue = hours.values()
  const resident = async () => {
    for (const n of queue) await buyPermit(server.baseUrl, { hours: n, closesWindow: n % 4 === 0 })
  }
  await Promise.all(Array.from({ length: residentsAtOnce }, resident))
}

function expectNothingLost({ journeys: sent, gateway, paidForNothing }: Books) {
  expect(sent.map((journey) => journey.hours).sort((a, b) => a - b)).toEqual(hours)
  for (const journey of sent) {
    expect(journey).toMatchObject({
      state: 'completed',
      totalPence: journey.hours * 150,
      paid: 1,
      succeeded: 1,
      settlements: 1,
      completions: 1,
      ledgerEntries: 1,
      ledgerPence: journey.totalPence,
      deliveries: 1,
      delivered: 1,
    })
  }
  expect(paidForNothing).toBe(0)
  expect(gateway).toEqual({
    payments: journeys,
    pence: sent.reduce((sum, { totalPence }) => sum + totalPence, 0),
  })
}

/** The back office may see a parcel twice after a crash, but always the same one under the same key. */
function expectDeliveredOnce(backOffice: BackOffice, { journeys: sent }: Books) {
  expect(backOffice.requests.every(({ accepted, signed }) => accepted && signed)).toBe(true)
  const parcels = new Set(backOffice.requests.map(({ idempotencyKey, text }) => `${idempotencyKey} ${text}`))
  const expected = sent.map(
    ({ deliveryId, reference, hours, totalPence }) =>
      `${deliveryId} ${JSON.stringify({ reference, hours, pence: totalPence })}`,
  )
  expect([...parcels].sort()).toEqual(expected.sort())
}

/** Looks every `betweenMs` until all that was begun has ended. */
async function booksAtRest(read: () => Promise<Books>, betweenMs: number): Promise<Books> {
  for (const deadline = Date.now() + restWithinMs; ; await pause(betweenMs)) {
    const books = await read()
    if (isAtRest(books)) return books
    if (Date.now() > deadline) {
      throw new Error(
        `It did not come to rest within ${restWithinMs / 1000} s:\n${JSON.stringify(books, null, 1)}`,
      )
    }
  }
}

/**
 * Nobody can look into the folder while a server has it: it is killed for each look, and started again when there is still work.
 * A look is dear, and one that comes too soon makes new work, so it waits for a good chance.
 */
async function embeddedBooksAtRest(
  server: RunningServer,
  onCall: OnCall,
  backOffice: BackOffice,
): Promise<Books> {
  const looksDelivered = () => new Set(backOffice.requests.map(({ reference }) => reference)).size >= journeys
  for (const deadline = Date.now() + restWithinMs; !looksDelivered() && Date.now() < deadline; )
    await pause(100)
  await pause(4_000)
  onCall.leave()
  return booksAtRest(async () => {
    await server.kill()
    const books = await readEmbeddedBooks(server.dataDir)
    if (!isAtRest(books)) await server.restart({ CRASH_AT: '' })
    return books
  }, 12_000)
}

/** What only the server itself does after the last resident has gone (webhooks, deliveries) is killed too. */
async function killedEnough(onCall: OnCall): Promise<void> {
  for (const deadline = Date.now() + restWithinMs; onCall.kills() < kills; await pause(100)) {
    if (Date.now() > deadline)
      throw new Error(`It came to the crash point ${onCall.kills()} times and then no more`)
  }
}
