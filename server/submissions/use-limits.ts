import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument, UseLimit } from '../../form-schemas/document.ts'
import type { Clock, Day } from '../clock.ts'
import { claimUse, freeUses } from '../datasets/index.ts'
import type { Db, Tx } from '../db/client.ts'
import { recordEvent } from '../people/audit.ts'
import { limitedUses } from './limited-uses.ts'
import { refundedPence, type UnpaidSubmission, unpaidHolders } from './use-limit-store.ts'

/** Whoever does not pay within so many hours lets go of the use: as long as a journey may rest. */
const unpaidHours = 20

/** `freeOn`: the first day (Europe/London) on which there is room again. */
export interface UsedUp {
  limit: UseLimit
  freeOn: Day
}

interface Claiming {
  id: string
  organisationId: string
}

/**
 * Takes a use of every limit of a form, in the transaction that sends the answers or begins to pay. Taking them again changes nothing.
 * @returns the limit that has been reached; the caller then takes nothing, by ending the transaction without effect
 */
export async function claimUses(
  tx: Tx,
  document: FormDocument,
  { id, organisationId }: Claiming,
  answers: Answers,
  at: Date,
): Promise<UsedUp | undefined> {
  for (const { limit, subject } of limitedUses(document, answers)) {
    const outcome = await claimUse(tx, {
      organisationId,
      limitName: limit.name,
      subject,
      max: limit.most,
      months: limit.months,
      submissionId: id,
      at,
    })
    if (outcome.kind === 'used-up') return { limit, freeOn: outcome.freeOn }
  }
  return undefined
}

/** Gives back the uses of submissions that ended unpaid. Should one be paid for after all, it has to take them again first. */
export async function freeUnpaidUses({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const now = clock.now()
  const sentBefore = new Date(now.getTime() - unpaidHours * 3_600_000)
  for (const { id } of await unpaidHolders(db, sentBefore, now)) {
    await db.transaction(async (tx) => {
      const [still] = await unpaidHolders(tx, sentBefore, now, id)
      if (still) await free(tx, still, 'unpaid', now)
    })
  }
}

/** What was paid back whole was not had: another may be asked for. In the transaction that states the refund. */
export async function freeRefundedUses(
  tx: Tx,
  submission: UnpaidSubmission,
  payment: { id: string; amountPence: number },
  at: Date,
): Promise<void> {
  if ((await refundedPence(tx, payment.id)) < payment.amountPence) return
  await free(tx, submission, 'refunded', at)
}

async function free(
  tx: Tx,
  { id, organisationId, formId, reference }: UnpaidSubmission,
  because: 'unpaid' | 'refunded',
  at: Date,
): Promise<void> {
  const freed = await freeUses(tx, id)
  if (freed === 0) return
  await recordEvent(tx, {
    organisationId,
    at,
    actor: 'system',
    event: 'submission.use-freed',
    formId,
    submissionId: id,
    details: { reference, because },
  })
}
