import { monthNumber, realDay } from '../../../../form-schemas/calendar.ts'
import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import type { BadInput } from '../../../errors.ts'
import { parsePounds } from '../../../money.ts'
import type { ClaimTyped } from '../../../payments/index.ts'
import type { FieldProblem, PostedForm } from '../page.ts'
import { cardTyped, shownAgain } from './read-link.ts'

const fields = ['method', 'receiptNumber', 'day', 'month', 'year', 'amount'] as const
export type ClaimFields = Record<(typeof fields)[number], string>

export interface ReadClaim {
  typed: ClaimTyped
  /** What the fields show again. */
  shown: ClaimFields
  problems: FieldProblem[]
}

/** A payment taken elsewhere, as an officer typed it. Whether it is what is owed is the payments room's to say. */
export function readClaim(posted: PostedForm): ReadClaim {
  const texts = Object.fromEntries(fields.map((name) => [name, posted.text(name).trim()])) as ClaimFields
  const problems = fields
    .filter((name) => looksLikeCardNumber(texts[name]))
    .map((field): FieldProblem => ({ field, message: cardTyped }))
  const month = monthNumber(texts.month)
  const paidOn =
    /^\d{4}$/.test(texts.year) && /^\d{1,2}$/.test(texts.day) && month !== undefined
      ? realDay(Number(texts.year), month, Number(texts.day))
      : undefined
  return {
    typed: {
      method: texts.method,
      receiptNumber: texts.receiptNumber,
      paidOn: paidOn ?? '',
      // Nothing that is owed is negative: what is no amount at all is refused as a wrong one is.
      amountPence: parsePounds(texts.amount) ?? -1,
    },
    shown: Object.fromEntries(fields.map((name) => [name, shownAgain(texts[name])])) as ClaimFields,
    problems,
  }
}

const fieldOf: Record<string, string> = {
  '/method': 'method',
  '/receiptNumber': 'receiptNumber',
  '/paidOn': 'day',
  '/amount': 'amount',
}

/** What the payments room found wrong, beside its field. */
export function claimProblems(refused: BadInput): FieldProblem[] {
  return refused.problems.map(({ pointer, message }) => ({ field: fieldOf[pointer] ?? 'method', message }))
}
