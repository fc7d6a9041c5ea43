import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import type { PublishedForm } from '../forms/index.ts'
import { countSent } from './sent-store.ts'

type Counted = Pick<PublishedForm, 'organisationId' | 'formId' | 'mode'>

/** Counts what has been sent of a form, for its limit ("so many submissions at most"). */
export interface SentCounts {
  /** For the page that begins a journey: at most two seconds old. */
  recent(form: Counted): Promise<number>
  /** As it is in this transaction, for whoever must not go over the limit. */
  exact(tx: Tx, form: Counted): Promise<number>
}

const believedMs = 2000
/** Longer than any gateway lets anybody pay for. */
const payableMs = 24 * 3_600_000
const formsKept = 1000

export function createSentCounts({ db, clock }: { db: Db; clock: Clock }): SentCounts {
  const kept = new Map<string, { sent: Promise<number>; readAt: number }>()

  function read(at: Db | Tx, { organisationId, formId, mode }: Counted): Promise<number> {
    const now = clock.now()
    const sentSince = new Date(now.getTime() - payableMs)
    return countSent(at, { organisationId, formId, mode, now, sentSince })
  }
  return {
    recent(form) {
      const key = `${form.formId} ${form.mode}`
      const now = clock.now().getTime()
      const known = kept.get(key)
      if (known && Math.abs(now - known.readAt) < believedMs) return known.sent
      const sent = read(db, form)
      kept.delete(key)
      kept.set(key, { sent, readAt: now })
      if (kept.size > formsKept) kept.delete(kept.keys().next().value!)
      // What could not be read is not remembered.
      sent.catch(() => kept.delete(key))
      return sent
    },
    exact: read,
  }
}
