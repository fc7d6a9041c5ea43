import { postgresAtRest, type TourPlace } from '../kill-tour.ts'
import { booksOfPay, paymentBehind } from './pay-post.ts'
import type { Stage } from './stage.ts'

/** Where a tour on PostgreSQL and GOV.UK Pay takes place. Who pays is told of by webhook too, unless silently. */
export function tourPlace(stage: Stage, refundEvery: number) {
  const carried: Promise<void>[] = []
  let sold = 0
  return {
    server: stage.server,

    async payBehind(link: URL, silently = false): Promise<URL | undefined> {
      const payment = paymentBehind(stage.pay, link)
      if (!payment || (await stage.pay.visit(link.href, 'pay')) !== 'done') return undefined
      sold++
      if (silently) return new URL(payment.fields.return_url)
      const carrying = stage.post.deliver(stage.post.message(payment, 'succeeded'))
      // Waited for at the end; a failure before then must not end the process.
      carrying.catch(() => {})
      carried.push(carrying)
      return new URL(payment.fields.return_url)
    },

    async officersRound() {
      if (refundEvery === 0) return
      const wanted = Math.ceil(sold / refundEvery)
      const [asked] = await stage.query<{ count: number }>('select count(*)::int from refund')
      const due = await stage.query<{ id: string }>(`
        select p.id from payment p where p.state = 'success' and p.finished
          and not exists (select from refund r where r.payment_id = p.id)
        order by p.created_at limit ${Math.max(0, wanted - asked!.count)}`)
      // 409: an earlier press got through, and its answer was lost.
      for (const { id } of due) await stage.door('/rig/refunds', { paymentId: id, officer: 'one' })
    },

    /** Waits for the post. Gives the webhooks that were not taken in three minutes of trying. */
    async carried(): Promise<string[]> {
      const results = await Promise.allSettled(carried)
      return results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
    },

    async booksAtRest() {
      await Promise.all(carried)
      return postgresAtRest(stage.databaseUrl, () => booksOfPay(stage.pay))
    },
  } satisfies TourPlace & { carried(): Promise<string[]> }
}
