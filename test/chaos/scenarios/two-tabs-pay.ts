import { lostDeliveries } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { pencePerHour } from '../rig/permit.ts'
import { arriveAtPay, buyer, goToPay } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { below, exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

/**
 * Catalogue 11. Two payable payments of one submission take a gateway that says one thing and does another: it calls the first expired,
 * so that a second is begun, and then lets both be paid, at once.
 */
export const twoTabsPay: Scenario = {
  name: 'two-tabs-pay',
  promise: 'whoever pays twice after all is given one of the two back, by itself',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never', roughRoad: true })
    const since = stage.now()
    const calledExpired = new Set<string>()
    stage.road.choose(({ path }) => {
      const id = path.slice(path.lastIndexOf('/') + 1)
      return calledExpired.has(id) ? { instead: asExpired } : 'arrives'
    })
    const paidAt = new Map<string, number>()
    const count = rig.some(100, 3)
    await times(count, 8, async (n) => {
      await payTwice(stage, n, calledExpired)
      paidAt.set(buyer(n).email, stage.now())
    })
    stage.road.choose(() => 'arrives')
    await settled(stage)
    const doneAt = stage.now()
    const books = await stage.books(since)
    const refunds = books.gateway.filter(({ refunds }) => refunds > 0)
    const wrong = books.journeys.filter(
      ({ paid, succeeded, heldPence, refundedPence, totalPence }) =>
        paid !== 2 || succeeded !== 1 || heldPence !== totalPence || refundedPence !== totalPence,
    )
    return [
      exactly('paid twice', count, books.journeys.length),
      exactly('refunds at the gateway', count, refunds.length),
      none(
        'refunds of another amount than the payment',
        refunds
          .filter(({ pence, refundedPence, refunds: times }) => refundedPence !== pence || times !== 1)
          .map(({ id }) => id),
      ),
      none(
        'submissions that kept other than one price, or whose ledger does not show both',
        wrong.map(({ reference }) => reference),
      ),
      exactly(
        'pence kept at the gateway',
        books.journeys.reduce((sum, { hours }) => sum + hours * pencePerHour, 0),
        books.gateway.reduce(
          (sum, { taken, pence, refundedPence }) => sum + (taken ? pence - refundedPence : 0),
          0,
        ),
      ),
      below(
        'slowest from paid twice to given back',
        15,
        (doneAt - Math.min(...paidAt.values())) / 60_000,
        'min',
      ),
      none('lost deliveries', lostDeliveries(stage.backOffice, books)),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

async function payTwice(stage: Stage, n: number, calledExpired: Set<string>): Promise<void> {
  const first = await goToPay(stage, buyer(n))
  calledExpired.add(first.payment.id)
  const back = await first.resident.go(first.payment.fields.return_url)
  const second = arriveAtPay(stage, first.resident, first, await first.resident.go(back.url, {}))
  calledExpired.delete(first.payment.id)
  await Promise.all([stage.pay.visit(first.link.href, 'pay'), stage.pay.visit(second.link.href, 'pay')])
  await Promise.all(
    [second, first].map(({ payment }) => stage.post.deliver(stage.post.message(payment, 'succeeded'))),
  )
}

function asExpired(answer: string): string {
  return JSON.stringify({
    ...JSON.parse(answer),
    state: { status: 'failed', finished: true, code: 'P0020' },
    _links: {},
  })
}
