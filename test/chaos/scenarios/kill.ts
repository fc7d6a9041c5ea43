import type { CrashPoint } from '../../support/crash-points.ts'
import { orderFor } from '../../support/on-call.ts'
import { chargedTwice, lostDeliveries, paidForNothing, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { ordersOf, runTour, type Tour } from '../kill-tour.ts'
import { openStage } from '../rig/stage.ts'
import { tourPlace } from '../rig/tour-place.ts'
import { below, type Figure, none, type Rig, type Scenario, times } from '../scenario.ts'

/** The moments at which a payment system may die, and where in ours each of them is. */
export const moments: Record<string, readonly CrashPoint[]> = {
  'before the submission commit': ['before the submission is committed'],
  'after the submission commit': ['after the submission is committed, before its payment attempt'],
  'before the attempt commit': ['before the payment attempt is committed'],
  'before the POST': ['before the call to the gateway'],
  'after the POST, before the reply': ['after the gateway created the payment, before its reply is read'],
  'after the reply, before the commit': ['after the gateway answered, before its payment id is stored'],
  'after the commit, before the 303': ['before the redirect to the gateway'],
  'on the return, before the GET': ['on the way back, before the gateway is asked'],
  'after the GET, before the commit': [
    'after the gateway was asked, before anything is written',
    'in the settlement, before the payment is moved',
    'in the settlement, before the ledger entry',
    'in the settlement, before the submission is completed',
    'in the settlement, before the delivery is queued',
  ],
  'after the commit, before the outbox': [
    'after the settlement is committed, before the resident is told',
    'before a delivery is claimed',
  ],
  'mid delivery, accepted there': ['after the back office accepted, before its answer is read'],
  'after the delivery, before the commit': ['after the back office accepted, before the attempt is recorded'],
  'mid message': ['after a message was sent, before that is recorded'],
  'webhook: after it is verified': ['after a webhook was verified, before it is stored'],
  'webhook: stored, before the 2xx': ['after a webhook is stored, before it is answered'],
  'webhook: after the 2xx, before the look': ['after a check was queued, before it begins'],
  'refund: before the POST': ['before the gateway is asked for a refund'],
  'refund: after the POST': [
    'after the gateway made a refund, before its reply is read',
    'in the settlement of a refund, before it is committed',
  ],
  'mop-up, mid-batch': [
    'in the mop-up, with some checks queued and nothing committed',
    'before the gateway is asked how a payment stands',
  ],
  'capture: before the POST': ['before a payment is captured'],
  'capture: after the POST': ['after a payment is captured, before the reply is read'],
}

const isCapture = (point: CrashPoint) => point.includes('captured')
const isMopUp = (point: CrashPoint) => point.includes('mop-up')
const isRefund = (point: CrashPoint) => point.includes('refund') || point.includes('message')

export const kill: Scenario = {
  name: 'kill',
  promise: `kill -9 at ${Object.keys(moments).length} named moments loses nothing and charges nobody twice`,
  async run(rig) {
    const figures: Figure[] = []
    const named = Object.entries(moments)
    // Much of its time a tour waits for leases to run out: three share the processors.
    await times(named.length, 3, async (n) => {
      const [moment, points] = named[n]!
      const began = Date.now()
      figures.push(
        ...(await killAt(rig, moment, {
          points,
          killsAPoint: Math.ceil(rig.some(6, 2) / points.length),
          journeys: rig.some(1000, 12),
          residentsAtOnce: 8,
          refundEvery: points.some(isRefund) ? 1 : 5,
          silentEvery: points.some(isMopUp) ? 1 : 10,
        }).catch((error: Error) => [
          { what: `${moment}: could be run`, wanted: 'yes', measured: error.message, pass: false },
        ])),
      )
      rig.note(`${moment}: ${Math.round((Date.now() - began) / 1000)} s`)
    })
    return figures
  },
}

async function killAt(rig: Rig, moment: string, tour: Tour): Promise<Figure[]> {
  const orders = ordersOf(tour)
  const stage = await openStage({
    postgresUrl: rig.postgresUrl,
    checks: 'often',
    delayedCapture: tour.points.some(isCapture),
    env: orderFor(orders[0]),
  })
  try {
    const { books, kills, slowestRecovery, slowestStart } = await runTour(
      tour,
      orders,
      tourPlace(stage, tour.refundEvery),
    )
    const lost = [
      ...unfinished(books),
      ...paidForNothing(books),
      ...chargedTwice(books),
      ...lostDeliveries(stage.backOffice, books),
      ...brokenInvariants(books),
    ]
    const wanted = tour.points.length * tour.killsAPoint
    if (kills !== wanted) lost.push(`${kills} kills instead of ${wanted}`)
    return [
      none(`${moment}: lost, or charged twice (${kills} kills, ${books.journeys.length} journeys)`, lost),
      below(`${moment}: slowest recovery`, 60, Math.max(slowestRecovery, slowestStart), 's'),
    ]
  } finally {
    await stage.close()
  }
}
