import { type Exceptions, exceptionsShown } from '../../../insight/exceptions.ts'
import { elsewhereMethods } from '../../../payments/index.ts'
import { paymentWords } from '../state-words.ts'

/** One kind of thing to look at: what it means, and each with a link to where it can be put right. */
export interface Section {
  id: string
  title: string
  means: string
  rows: SectionRow[]
  /** There are more than are shown. */
  more: boolean
}

export interface SectionRow {
  href: string
  text: string
  about: string
  amountPence: number
  since: Date
  mode: 'test' | 'live'
}

/** What needs a person, the most pressing kind first; kinds of which there are none are left out. */
export function sectionsOf(found: Exceptions, nameOf: (actor: string | null) => string): Section[] {
  const refunds = (state: string) =>
    found.refunds
      .filter((row) => row.state === state)
      .map((row) => ({
        href: `/officer/refunds/${row.id}`,
        text: row.reference,
        about: `${nameOf(row.requestedBy)}: ${row.reason}`,
        amountPence: row.amountPence,
        since: row.stateAt,
        mode: row.mode,
      }))
  const all = [
    section(
      'lost',
      'Paid, and then not',
      'These counted as paid, and then the gateway could not take the money. What was paid for may have been delivered. Ask for the money again, or stop what was ordered.',
      found.lost.map((row) => ({
        ...ofPayment(row),
        about: 'Taken back by the gateway',
        amountPence: row.lostPence,
      })),
    ),
    section(
      'held',
      'Money that nobody owed',
      'Somebody paid twice, or the gateway took another amount than was asked for. Refund what should go back.',
      found.held.map((row) => ({
        ...ofPayment(row),
        about: paymentWords(row.state).text,
        amountPence: row.leftPence,
      })),
    ),
    section(
      'refunds-failed',
      'Refunds that were not paid back',
      'The gateway could not pay these back. The money is still here: find out why, then refund the payment again.',
      refunds('error'),
    ),
    section(
      'refunds-owed',
      'Refunds for finance to pay',
      'Their gateway cannot pay money back. Pay each by other means, then record on its page how.',
      refunds('owed'),
    ),
    section(
      'refunds-waiting',
      'Refunds waiting for a second officer',
      'Another officer than the one who asked approves or rejects each.',
      refunds('requested'),
    ),
    section(
      'claims',
      'Payments taken elsewhere, waiting to be confirmed',
      'An officer says that these were paid by other means. Nothing counts as paid until another officer has confirmed it.',
      found.claims.map((row) => ({
        href: `/officer/submissions/${row.submissionReference}/payment#claim`,
        text: row.submissionReference ?? '',
        about: `${elsewhereMethods[row.method]}, recorded by ${nameOf(row.claimedBy)}`,
        amountPence: row.amountPence,
        since: row.since,
        mode: row.mode,
      })),
    ),
    section(
      'stuck',
      'Payments that should have ended',
      'Nobody can pay these any more, or their gateway should have been asked by now, and they are still open. Check each with its gateway.',
      found.stuck.map(attempt),
    ),
  ]
  return all.filter(({ rows }) => rows.length > 0)
}

/** Payments that somebody may be making at this moment: to see, not to mend. */
export function underWaySection(found: Exceptions): Section {
  return section(
    'under-way',
    'Submissions waiting for a payment that is under way',
    'The payer may still be at the gateway’s page. There is nothing to do: each ends by itself.',
    found.underWay.map(attempt),
  )
}

function section(id: string, title: string, means: string, rows: SectionRow[]): Section {
  return { id, title, means, rows: rows.slice(0, exceptionsShown), more: rows.length > exceptionsShown }
}

function ofPayment(row: { id: string; reference: string; since: Date; mode: 'test' | 'live' }) {
  return { href: `/officer/payments/${row.id}`, text: row.reference, since: row.since, mode: row.mode }
}

function attempt(row: Exceptions['underWay'][number]): SectionRow {
  return {
    ...ofPayment(row),
    about: `${paymentWords(row.state).text}, submission ${row.submissionReference}`,
    amountPence: row.amountPence,
  }
}
