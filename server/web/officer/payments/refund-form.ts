import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { formatPence, parsePounds, sumPence } from '../../../money.ts'
import type { Payments, RefundLine } from '../../../payments/index.ts'
import type { FieldProblem, PostedForm } from '../page.ts'

/** What may still go back of a payment, line by line. */
export type Left = Awaited<ReturnType<Payments['refunds']['left']>>

/** What an officer filled in, and what was left (pence) and when, as the page showed it to them. */
export interface RefundTyped {
  which: 'everything' | 'part' | ''
  /** By number of the line, as typed. */
  amounts: Record<number, string>
  reason: string
  seenPence: number
  shownAt: Date
}

export interface ReadRefund {
  lines: RefundLine[] | 'everything'
  /** 0 when it could not be read. */
  amountPence: number
  problems: FieldProblem[]
}

export const lineField = (line: number) => `line-${line}`

/** The form as it is first shown. */
export function blankRefund(left: Left, now: Date): RefundTyped {
  return { which: '', amounts: {}, reason: '', seenPence: left.leftPence, shownAt: now }
}

/** What was posted. Whatever looks like a card number is left out: it must not come back on the page. */
export function readTyped(form: PostedForm, left: Left): RefundTyped {
  const text = (name: string) => {
    const typed = form.text(name).trim()
    return looksLikeCardNumber(typed) ? '' : typed
  }
  const which = form.text('which')
  const seen = form.text('seen')
  const shownAt = new Date(form.text('shownAt'))
  const amounts = Object.fromEntries(left.lines.map(({ line }) => [line, text(lineField(line)).slice(0, 20)]))
  const anyAmount = Object.values(amounts).some((amount) => amount !== '')
  return {
    // Whoever fills in an amount has chosen.
    which: which === 'everything' || which === 'part' ? which : anyAmount ? 'part' : '',
    amounts,
    reason: text('reason').replace(/\s+/g, ' '),
    seenPence: /^\d{1,10}$/.test(seen) ? Number(seen) : -1,
    shownAt: Number.isNaN(shownAt.getTime()) ? new Date(0) : shownAt,
  }
}

/** The refund that was typed, or everything that is wrong with it, beside its field. */
export function checkTyped(typed: RefundTyped, left: Left, form?: PostedForm): ReadRefund {
  const problems: FieldProblem[] = []
  const read =
    typed.which === 'everything'
      ? { lines: 'everything' as const, amountPence: left.leftPence }
      : typed.which === 'part'
        ? readLines(typed, left, problems)
        : { lines: [], amountPence: 0 }
  if (typed.which === 'everything' && Object.values(typed.amounts).some((amount) => amount !== '')) {
    problems.push({ field: 'which', message: 'Choose part of it, or empty the boxes of its lines' })
  }
  if (typed.which === '') problems.push({ field: 'which', message: 'Choose how much to refund' })
  if (form && looksLikeCardNumber(form.text('reason'))) {
    problems.push({ field: 'reason', message: 'The reason must not contain a card number' })
  } else if (typed.reason === '') {
    problems.push({ field: 'reason', message: 'Enter the reason for the refund' })
  } else if (typed.reason.length > 500) {
    problems.push({ field: 'reason', message: 'The reason must be 500 characters or fewer' })
  }
  return { ...read, problems }
}

function readLines(typed: RefundTyped, left: Left, problems: FieldProblem[]) {
  const wrong = (line: number, message: string) => void problems.push({ field: lineField(line), message })
  const lines: RefundLine[] = []
  for (const { line, label, leftPence } of left.lines) {
    const text = typed.amounts[line] ?? ''
    if (text === '') continue
    const pence = parsePounds(text)
    if (pence === undefined || pence < 0) wrong(line, `Enter how much of ‘${label}’ to refund, like 12.50`)
    else if (pence > leftPence) wrong(line, `No more than ${formatPence(leftPence)} is left of ‘${label}’`)
    else if (pence > 0) lines.push({ line, pence })
  }
  const amountPence = sumPence(lines.map(({ pence }) => pence))
  const first = left.lines[0]?.line ?? 0
  if (problems.length === 0 && amountPence === 0) wrong(first, 'Enter how much to refund')
  // Discounts lower the whole below the sum of its lines.
  if (amountPence > left.leftPence)
    wrong(first, `No more than ${formatPence(left.leftPence)} is left altogether`)
  return { lines, amountPence }
}
