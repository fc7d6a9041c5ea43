import { and, asc, eq, inArray, lt, not, or, sql } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { payment, submission } from '../db/schema/index.ts'
import { openStates } from '../payments/index.ts'

export interface PayableFor {
  /** Registry name of the gateway. */
  name: string
  /** How long its pages can be paid on. */
  minutes: number
}

/** A check that is this late was not made by the sweep: as in `countOverdue`. */
const lateMinutes = 5

/**
 * Attempts that have neither ended nor been paid, the oldest first, each with the submission that waits for it. `stuck`: past the
 * time in which their gateway lets anybody pay, or past the time at which it should have been asked. `underWay`: all others.
 */
export async function openAttempts(
  db: Db,
  organisationId: string,
  { now, payable, limit }: { now: Date; payable: readonly PayableFor[]; limit: number },
) {
  const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
  const tooOld = payable.map(({ name, minutes }) =>
    and(eq(payment.gateway, name), lt(payment.createdAt, before(minutes))),
  )
  // Never null, so that `not` gives the rest.
  const late = sql<boolean>`coalesce(${lt(payment.nextCheckAt, before(lateMinutes))}, false)`
  const isStuck = or(late, ...tooOld)!
  const rows = (stuck: boolean) =>
    db
      .select({
        id: payment.id,
        reference: payment.reference,
        mode: payment.mode,
        state: payment.state,
        gateway: payment.gateway,
        amountPence: payment.amountPence,
        since: payment.createdAt,
        nextCheckAt: payment.nextCheckAt,
        submissionReference: submission.reference,
      })
      .from(payment)
      .innerJoin(submission, eq(submission.id, payment.submissionId))
      .where(
        and(
          eq(payment.organisationId, organisationId),
          inArray(payment.state, [...openStates]),
          stuck ? isStuck : not(isStuck),
        ),
      )
      .orderBy(asc(payment.createdAt), asc(payment.id))
      .limit(limit)
  const [stuck, underWay] = await Promise.all([rows(true), rows(false)])
  return { stuck, underWay }
}
