import { type Day, londonDay } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import { newId, sha256 } from '../ids.ts'
import { formOf } from './comparison.ts'
import { checkLimit, type UseLimit, type Uses, usesOn } from './usage.ts'
import { deleteUsesOf, insertUse, lockUsage, type UsageOf, usedOnDays } from './usage-store.ts'

interface Wanted extends UseLimit {
  organisationId: string
  /** What the form calls the limit; forms that share the name share the uses. */
  limitName: string
  /** What may be used so often: a UPRN, an account. Case, spaces and dashes do not count. */
  subject: string
  /** Days follow Europe/London. */
  at: Date
}

export type ClaimOutcome =
  | { kind: 'claimed' }
  /** `freeOn`: the first day on which there is room again. */
  | { kind: 'used-up'; freeOn: Day }

/**
 * Takes one use for a submission, in the transaction that sends it; of two at once exactly one gets the last. Claiming again for the
 * same submission changes nothing.
 */
export async function claimUse(tx: Tx, wanted: Wanted & { submissionId: string }): Promise<ClaimOutcome> {
  checkLimit(wanted)
  const of = useOf(wanted)
  const today = londonDay(wanted.at)
  await lockUsage(tx, of)
  const { freeOn } = usesOn(today, await usedOnDays(tx, of, wanted.submissionId), wanted)
  if (freeOn !== undefined) return { kind: 'used-up', freeOn }
  await insertUse(tx, { id: newId(), ...of, submissionId: wanted.submissionId, usedOn: today })
  return { kind: 'claimed' }
}

/** What was used, so that a form can say so before anybody fills the rest in. */
export async function usesOf(db: Db | Tx, wanted: Wanted & { butNot?: string }): Promise<Uses> {
  checkLimit(wanted)
  return usesOn(londonDay(wanted.at), await usedOnDays(db, useOf(wanted), wanted.butNot), wanted)
}

/** Gives the uses of a submission back: it ended unpaid, or was withdrawn. */
export function freeUses(tx: Tx, submissionId: string): Promise<number> {
  return deleteUsesOf(tx, submissionId)
}

function useOf({ organisationId, limitName, subject }: Wanted): UsageOf {
  const form = formOf('reference', subject)
  // One bucket for everybody who gave nothing would refuse them all after the first.
  if (form === '') throw new Error(`The limit ‘${limitName}’ was asked about nothing`)
  return { organisationId, limitName, subjectDigest: sha256(`${limitName}\n${form}`) }
}
