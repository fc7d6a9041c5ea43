import { lastDayOf } from '../../../submissions/pay-links.ts'
import { messageWords, type StateWords } from '../state-words.ts'
import type { StandingLink } from './standing.ts'

const over: Record<'expired' | 'withdrawn' | 'replaced' | 'paid', StateWords> = {
  expired: { text: 'Expired', classes: 'govuk-tag--grey' },
  withdrawn: { text: 'Taken back', classes: 'govuk-tag--grey' },
  replaced: { text: 'Replaced', classes: 'govuk-tag--grey' },
  paid: { text: 'Paid', classes: 'govuk-tag--green' },
}

/** The newest payment link as an officer sees it: to whom, whether it went, whether it was looked at. */
export function linkView({ row, state, message }: StandingLink, nameOf: (actor: string | null) => string) {
  const alive = state === 'alive'
  return {
    id: row.id,
    alive,
    words: alive ? messageWords(message?.state ?? 'queued') : over[state],
    to: message?.maskedTo ?? '',
    byText: message?.channel === 'text',
    notSent: alive && message?.state === 'given-up',
    /** Why the last attempt to send it failed, when it did. */
    outcome: message?.state !== 'sent' ? message?.outcomeWords : undefined,
    sentBy: nameOf(row.sentBy),
    createdAt: row.createdAt,
    openedAt: row.openedAt,
    worksUntil: lastDayOf(row),
    expired: state === 'expired',
  }
}
