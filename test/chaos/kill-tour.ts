import {
  type Books,
  isAtRest,
  type Journey,
  readBooks,
  readWaiting,
  withEmbedded,
  withPostgres,
} from '../support/books.ts'
import type { CrashPoint } from '../support/crash-points.ts'
import { type OnCall, type Order, orderFor, putOnCall } from '../support/on-call.ts'
import { buyPermit, pause } from '../support/patient-resident.ts'
import type { RunningServer } from '../support/server.ts'

/** A server, killed again and again, point after point, while residents buy and officers pay back. */
export interface Tour {
  points: readonly CrashPoint[]
  /** At each point, each by its own process. */
  killsAPoint: number
  /** At least so many journeys; more when the points were not all come to by then. */
  journeys: number
  residentsAtOnce: number
  /** Every so manyth payment is paid back whole; 0 = none. */
  refundEvery: number
  /** Every so manyth payer closes the window, and no webhook tells of it: only the mop-up finds out. 0 = none. */
  silentEvery: number
}

export interface TourReport {
  tour: Tour
  books: Books
  kills: number
  /** Of every journey that was under way at a kill, from the kill to its delivery. Seconds. */
  slowestRecovery: number
  /** From a kill until the server answered again. Seconds. */
  slowestStart: number
}

/** What a tour needs of wherever it takes place. */
export interface TourPlace {
  server: RunningServer
  /** How residents pay, where the gateway is not the server's own sandbox. */
  payBehind?(link: URL, silently: boolean): Promise<URL | undefined>
  /** Told of everybody who has bought. */
  bought?(): void
  /** An officer's next round; nothing where nobody pays back. */
  officersRound?(): Promise<void>
  /** Looks until all that was begun has ended. */
  booksAtRest(onCall: OnCall): Promise<Books>
}

/** A claimed delivery waits 30 s for a worker that died, a claimed check of a payment 60 s. */
export const restWithinMs = 150_000

/** A tour's first points are all at the beginning of a journey: the same residents meet kill after kill. */
const residentsPatienceMs = 600_000

export function ordersOf({ points, killsAPoint, journeys }: Tour): Order[] {
  // Spread over the journeys; the first of each point at its first time, so that recovery work is killed too.
  const apart = Math.max(1, Math.floor(journeys / points.length / killsAPoint / 2))
  return points.flatMap((point) =>
    Array.from({ length: killsAPoint }, (_, kill) => ({
      point,
      on: kill % 2 === 0 ? 1 + kill : 1 + kill + Math.floor(Math.random() * apart),
    })),
  )
}

export async function runTour(tour: Tour, orders: readonly Order[], place: TourPlace): Promise<TourReport> {
  const { server } = place
  const onCall = putOnCall(server, orders)
  try {
    await Promise.race([everybodyBuys(tour, place, onCall, orders.length), onCall.trouble])
    const books = await Promise.race([place.booksAtRest(onCall), onCall.trouble])
    const log = onCall.log()
    return {
      tour,
      books,
      kills: log.length,
      slowestRecovery: slowestRecovery(
        books.journeys,
        log.map(({ at }) => at),
      ),
      slowestStart: Math.max(0, ...log.map(({ backAfterMs }) => backAfterMs)) / 1000,
    }
  } finally {
    onCall.leave()
  }
}

async function everybodyBuys(tour: Tour, place: TourPlace, onCall: OnCall, kills: number): Promise<void> {
  const { journeys, residentsAtOnce } = tour
  const seals = new Map<number, string>()
  let begun = 0
  let lastKills = 0
  let waitUntil = Date.now() + restWithinMs
  const isOver = () => {
    if (onCall.kills() !== lastKills) waitUntil = Date.now() + restWithinMs
    lastKills = onCall.kills()
    if (begun < journeys) return false
    if (lastKills >= kills) return true
    if (Date.now() > waitUntil)
      throw new Error(`It came to the crash points ${lastKills} times and then no more`)
    return false
  }
  const resident = async () => {
    while (!isOver()) {
      const n = begun++
      const silently = tour.silentEvery > 0 && n % tour.silentEvery === 0
      await buyPermit(place.server.baseUrl, {
        hours: 1 + (n % 24),
        closesWindow: silently || n % 4 === 3,
        email: `resident-${n}@example.org`,
        patienceMs: residentsPatienceMs,
        seals,
        ...(place.payBehind && { payBehind: async (link) => place.payBehind?.(link, silently) }),
      })
      place.bought?.()
    }
  }
  let open = true
  const officer = async () => {
    while (open) {
      await place.officersRound?.()
      await pause(500)
    }
    await place.officersRound?.()
  }
  const officers = officer()
  await Promise.race([Promise.all(Array.from({ length: residentsAtOnce }, resident)), officers])
  open = false
  await officers
}

/** From the last kill that a journey was under way at, to its delivery; the slowest of all. Seconds. */
function slowestRecovery(journeys: readonly Journey[], kills: readonly number[]): number {
  const recoveries = journeys.map(({ submittedAt, deliveredAt }) => {
    const end = deliveredAt ?? Number.POSITIVE_INFINITY
    const last = kills.findLast((at) => at < end)
    return last === undefined || last < submittedAt ? 0 : (end - last) / 1000
  })
  return Math.max(0, ...recoveries)
}

/** Reads from outside until everything that was begun has ended. */
export async function postgresAtRest(
  databaseUrl: string,
  gateway: () => Books['gateway'],
  withinMs = restWithinMs,
): Promise<Books> {
  return withPostgres(databaseUrl, async (query) => {
    for (const deadline = Date.now() + withinMs; ; await pause(1_000)) {
      const waiting = await readWaiting(query)
      if (isAtRest(waiting)) return readBooks(query, gateway())
      if (Date.now() > deadline) {
        throw new Error(`It did not come to rest within ${withinMs / 1000} s: ${JSON.stringify(waiting)}`)
      }
    }
  })
}

/**
 * Nobody can look into the folder while a server has it: it is killed for each look, and started again when there is still work.
 * A look is dear, and one that comes too soon makes new work, so `seemsOver` says when there is a good chance.
 */
export async function embeddedAtRest(
  server: RunningServer,
  onCall: OnCall,
  seemsOver: () => boolean,
): Promise<Books> {
  for (const deadline = Date.now() + restWithinMs; !seemsOver() && Date.now() < deadline; ) await pause(100)
  await pause(4_000)
  onCall.leave()
  for (const deadline = Date.now() + restWithinMs; ; await pause(12_000)) {
    await server.kill()
    const books = await withEmbedded(server.dataDir, (query) => readBooks(query))
    if (isAtRest(books.waiting)) return books
    if (Date.now() > deadline) throw new Error(`It did not come to rest: ${JSON.stringify(books.waiting)}`)
    await server.restart(orderFor(undefined))
  }
}
