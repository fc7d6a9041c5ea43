import { describe, expect, inject, test, vi } from 'vitest'
import { chargedTwice, lostDeliveries, paidForNothing, unfinished } from '../chaos/findings.ts'
import { brokenInvariants } from '../chaos/invariants.ts'
import { embeddedAtRest, ordersOf, runTour, type Tour, type TourReport } from '../chaos/kill-tour.ts'
import { openStage } from '../chaos/rig/stage.ts'
import { tourPlace } from '../chaos/rig/tour-place.ts'
import { moments } from '../chaos/scenarios/kill.ts'
import { type BackOffice, startBackOffice } from '../support/back-office.ts'
import { type CrashPoint, crashPoints } from '../support/crash-points.ts'
import { orderFor } from '../support/on-call.ts'
import { startServer } from '../support/server.ts'

/** Inside a transaction, around a call out, and behind one. */
const embeddedPoints: CrashPoint[] = [
  'in the settlement, before the ledger entry',
  'after the gateway created the payment, before its reply is read',
  'after the back office accepted, before the attempt is recorded',
]

const needsCapture = (point: CrashPoint) => point.includes('captured')

/**
 * Points take turns on one server: starting one costs more than all that is killed in between, and what one kill left to be mended
 * is what the next one meets.
 */
const tours: { name: string; tour: Tour }[] = [
  { name: 'that money and answers go through', tour: tourOf(0) },
  { name: 'that settle, deliver and tell', tour: tourOf(1) },
  { name: 'that pay back and mop up', tour: tourOf(2) },
]

function tourOf(part: number): Tour {
  const points = Object.values(moments).flat()
  const share = Math.ceil(points.length / 3)
  return {
    points: points.slice(part * share, (part + 1) * share),
    killsAPoint: 1,
    journeys: 20,
    residentsAtOnce: 4,
    refundEvery: 2,
    silentEvery: 3,
  }
}

// Much of its time a tour waits for leases to run out: they share it.
vi.setConfig({ maxConcurrency: 4, testTimeout: 400_000 })

/**
 * A real process, killed with SIGKILL at each of its points in turn while residents fill in and pay, every fourth of whom pays and
 * closes the window, and officers pay back. What is lost then would be missed in the database, in the gateway's books, at the back
 * office or among the messages.
 */
describe('a server killed', () => {
  test.concurrent.for(tours)('at each of the points $name loses nothing', async ({ tour }) => {
    const orders = ordersOf(tour)
    const stage = await openStage({
      postgresUrl: inject('postgresUrl'),
      checks: 'often',
      delayedCapture: tour.points.some(needsCapture),
      env: orderFor(orders[0]),
    })
    try {
      const report = await runTour(tour, orders, tourPlace(stage, tour.refundEvery))
      expectNothingLost(report, stage.backOffice)
      expect(report.books.journeys.some(({ messagesSent }) => messagesSent > 0)).toBe(true)
    } finally {
      await stage.close()
    }
  })

  test.concurrent('at each of three points, on the embedded database, loses nothing', async () => {
    const tour: Tour = {
      points: embeddedPoints,
      killsAPoint: 1,
      journeys: 12,
      residentsAtOnce: 4,
      refundEvery: 0,
      silentEvery: 0,
    }
    const orders = ordersOf(tour)
    const backOffice = await startBackOffice()
    try {
      const server = await startServer(embeddedServer(backOffice, orderFor(orders[0])))
      try {
        let sold = 0
        const delivered = () => new Set(backOffice.requests.map(({ reference }) => reference)).size
        const report = await runTour(tour, orders, {
          server,
          bought: () => sold++,
          booksAtRest: (onCall) => embeddedAtRest(server, onCall, () => delivered() >= sold),
        })
        expectNothingLost(report, backOffice)
      } finally {
        await server.stop()
      }
    } finally {
      await backOffice.close()
    }
  })

  test('has no point that no tour visits', () => {
    const visited = new Set(tours.flatMap(({ tour }) => tour.points))
    expect(crashPoints.filter((point) => !visited.has(point))).toEqual([])
  })
})

function embeddedServer(backOffice: BackOffice, order: Record<string, string>) {
  return {
    entry: 'test/support/crashing-server.ts',
    env: {
      SECRET_KEY: 'the-key-of-the-kill-test',
      BACK_OFFICE_URL: backOffice.url,
      BACK_OFFICE_SECRET: backOffice.secret,
      DELIVERY_ALLOW_PRIVATE: '1',
      DELIVERY_RETRY_SECONDS: '1,1,2',
      PAYMENT_CHECK_SECONDS: '1,2,3,4,6,8,10,15,20,30,40,60',
      EXPRESSION_WORKERS: '1',
      LOG_LEVEL: 'error',
      ...order,
    },
  }
}

function expectNothingLost({ tour, kills, books }: TourReport, backOffice: BackOffice): void {
  expect(kills).toBe(tour.points.length * tour.killsAPoint)
  expect(books.journeys.length).toBeGreaterThanOrEqual(tour.journeys)
  expect(unfinished(books)).toEqual([])
  expect(paidForNothing(books)).toEqual([])
  expect(chargedTwice(books)).toEqual([])
  expect(lostDeliveries(backOffice, books)).toEqual([])
  expect(brokenInvariants(books)).toEqual([])
}
