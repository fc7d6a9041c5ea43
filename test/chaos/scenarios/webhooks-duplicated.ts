import { chargedTwice, lostDeliveries, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { buyer, goToPay } from '../rig/residents.ts'
import { below, exactly, none, quantile, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

const copies = 50

/** Catalogue 3, and 1 with webhooks as the only news. */
export const webhooksDuplicated: Scenario = {
  name: 'webhooks-duplicated',
  promise: `each webhook comes ${copies} times at once: one effect each, and every copy is answered 2xx`,
  async run(rig) {
    const stage = await rig.stage({ checks: 'never' })
    const since = stage.now()
    const paidAt = new Map<string, number>()
    const refused: string[] = []
    const count = rig.some(1_000, 5)
    await times(count, 4, async (n) => {
      const { link, payment } = await goToPay(stage, buyer(n))
      await stage.pay.visit(link.href, 'pay')
      paidAt.set(payment.fields.reference, stage.now())
      const message = stage.post.message(payment, 'succeeded')
      const answers = await Promise.all(Array.from({ length: copies }, () => stage.post.send(message)))
      refused.push(...answers.filter((status) => status !== 200).map((status) => `answered ${status}`))
    })
    await settled(stage)
    const books = await stage.books(since)
    const waits = books.journeys.map(
      ({ reference, completedAt }) =>
        ((completedAt ?? Number.POSITIVE_INFINITY) - paidAt.get(`VP-${reference}`)!) / 1000,
    )
    const events = await stage.query<{ payment: string }>(`
      select m.gateway_payment_id as payment from webhook_message m group by 1
      having count(*) <> count(distinct m.message_id)`)
    return [
      exactly('effects', count, books.journeys.filter(({ settlements }) => settlements === 1).length),
      none('copies not answered 200', refused),
      none(
        'messages kept twice',
        events.map(({ payment }) => payment),
      ),
      none('unfinished, paid twice, or delivered other than once', [
        ...unfinished(books),
        ...chargedTwice(books),
        ...lostDeliveries(stage.backOffice, books),
      ]),
      none('broken invariants', brokenInvariants(books)),
      below('from paid to complete, p99, with webhooks as the only news', 60, quantile(waits, 0.99), 's'),
    ]
  },
}
