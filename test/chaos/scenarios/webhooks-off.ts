import { chargedTwice, lostDeliveries, paidForNothing, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { buyer, goToPay } from '../rig/residents.ts'
import { below, exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

/** Catalogue 1, the poller alone. */
export const webhooksOff: Scenario = {
  name: 'webhooks-off',
  promise: 'everybody pays, nobody comes back and no webhook is sent: the poller completes them all',
  async run(rig) {
    const stage = await rig.stage({ checks: 'tenfold' })
    const since = stage.now()
    const paidAt = new Map<string, number>()
    const count = rig.some(10_000, 8)
    await times(count, 16, async (n) => {
      const { link, payment } = await goToPay(stage, buyer(n))
      await stage.pay.visit(link.href, 'pay')
      paidAt.set(payment.fields.reference, stage.now())
    })
    rig.note(`${count} have paid`)
    await settled(stage)
    const books = await stage.books(since)
    const waits = books.journeys.map(
      ({ reference, completedAt }) =>
        ((completedAt ?? Number.POSITIVE_INFINITY) - paidAt.get(`VP-${reference}`)!) / 1000,
    )
    return [
      exactly('submissions', count, books.journeys.length),
      none('unfinished', unfinished(books)),
      none('paid without a submission, or twice', [...paidForNothing(books), ...chargedTwice(books)]),
      none('lost deliveries', lostDeliveries(stage.backOffice, books)),
      none('broken invariants', brokenInvariants(books)),
      below(
        'slowest from paid to complete, with checks ten times as often as Pay’s, for the 100 minutes it has there',
        600,
        Math.max(...waits),
        's',
      ),
    ]
  },
}
