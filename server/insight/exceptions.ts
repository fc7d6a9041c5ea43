import { and, count, eq, min } from 'drizzle-orm'
import type { Db } from '../db/client.ts'
import { delivery } from '../db/schema/index.ts'
import { claimsWaiting } from './claims-waiting.ts'
import { heldPayments } from './held-payments.ts'
import { lostPayments } from './lost-payments.ts'
import { openAttempts, type PayableFor } from './open-attempts.ts'
import { refundsWaiting } from './refunds-listed.ts'

/** At most so many of each are read, the oldest first: whoever has more of a kind works them off from the top. */
export const exceptionsShown = 50

/**
 * Everything about an organisation's money that does not come right by itself and that a person has to look at. A list that is one
 * longer than `exceptionsShown` has more.
 */
export async function readExceptions(
  db: Db,
  organisationId: string,
  { now, payable }: { now: Date; payable: readonly PayableFor[] },
) {
  const limit = exceptionsShown + 1
  const [held, lost, refunds, claims, attempts, deadLetters] = await Promise.all([
    heldPayments(db, organisationId, limit),
    lostPayments(db, organisationId, limit),
    refundsWaiting(db, organisationId, limit),
    claimsWaiting(db, organisationId, limit),
    openAttempts(db, organisationId, { now, payable, limit }),
    db
      .select({ count: count(), since: min(delivery.queuedAt) })
      .from(delivery)
      .where(and(eq(delivery.organisationId, organisationId), eq(delivery.state, 'dead-letter'))),
  ])
  return { held, lost, refunds, claims, ...attempts, deadLetters: deadLetters[0]! }
}

export type Exceptions = Awaited<ReturnType<typeof readExceptions>>
