import type { Clock } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { type Opening, openingOf, type PublishedForm } from '../forms/index.ts'
import type { SentCounts } from './sent.ts'
import { holdPlaces } from './sent-store.ts'

/** Whether a form can be begun and sent: between its first and last moment, and while it has places. */
export interface Openings {
  /** For pages. Asks the database only of a form with a limit, and then at most every two seconds. */
  recent(form: PublishedForm): Promise<Opening>
  /** For who sends the form in this transaction: the last place is given once. */
  exact(tx: Tx, form: PublishedForm): Promise<Opening>
}

export function createOpenings({ sent, clock }: { sent: SentCounts; clock: Clock }): Openings {
  return {
    async recent(form) {
      const { settings } = form.document
      return openingOf(settings, settings?.limit === undefined ? 0 : await sent.recent(form), clock.now())
    },
    async exact(tx, form) {
      const { settings } = form.document
      if (settings?.limit === undefined) return openingOf(settings, 0, clock.now())
      await holdPlaces(tx, form.formId)
      return openingOf(settings, await sent.exact(tx, form), clock.now())
    },
  }
}
