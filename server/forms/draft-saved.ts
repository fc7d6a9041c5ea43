import type { Tx } from '../db/client.ts'
import { recordEvent } from '../people/audit.ts'
import type { FormStore } from './form-store.ts'

/** Minutes in which the savings that a page makes by itself are one line of the audit trail. */
export const sittingMinutes = 10

interface Saving {
  organisationId: string
  formId: string
  at: Date
  actor: string
  /** The revision that this saving made. */
  revision: number
  /** Nobody asked for it: the page saved by itself, as it does after every change. */
  automatic: boolean
}

/**
 * Writes into the audit trail that a draft was saved. What a page saves by itself is written when a sitting begins, every ten minutes
 * while it lasts, and again after anything else that happened to the form: who worked on it stays known to ten minutes, and a morning's
 * work is not a thousand lines. What an officer or a program saves on purpose is always written.
 */
export async function recordSaved(
  tx: Tx,
  store: Pick<FormStore, 'lastEvent'>,
  { automatic, revision, ...saving }: Saving,
): Promise<void> {
  const event = 'form.draft-saved'
  if (automatic) {
    const last = await store.lastEvent(tx, saving.formId)
    const since = saving.at.getTime() - (last?.at.getTime() ?? 0)
    const goesOn = last?.event === event && last.actor === saving.actor
    if (goesOn && since < sittingMinutes * 60_000) return
  }
  await recordEvent(tx, { ...saving, event, details: { revision } })
}
