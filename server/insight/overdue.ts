import { and, count, eq, lt } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { delivery, payment } from '../db/schema/index.ts'

/** What should have moved by itself and has not for five minutes, over all organisations: what wakes the person on call. */
export async function countOverdue(db: Db, now: Date) {
  const late = new Date(now.getTime() - 5 * 60_000)
  const [payments, deliveries, deadLetters] = await Promise.all([
    db.select({ n: count() }).from(payment).where(lt(payment.nextCheckAt, late)),
    db
      .select({ n: count() })
      .from(delivery)
      .where(and(eq(delivery.state, 'queued'), lt(delivery.nextAttemptAt, late))),
    db.select({ n: count() }).from(delivery).where(eq(delivery.state, 'dead-letter')),
  ])
  return { payments: payments[0]!.n, deliveries: deliveries[0]!.n, deadLetters: deadLetters[0]!.n }
}
