import { isHeld, isPaid } from '../../../server/payments/index.ts'
import { claimsMoney } from '../../../server/payments/refunds/refund.ts'
import { accuserOf } from '../kernel/violation.ts'
import type { SeenEntry, SeenPayment, Snapshot } from './snapshot.ts'

type Wrong = (message: string) => never

const ratePercent: Record<string, number> = {
  'outside-scope': 0,
  exempt: 0,
  zero: 0,
  reduced: 5,
  standard: 20,
}

const sum = (entries: readonly SeenEntry[], of: 'gross' | 'net' | 'vat' = 'gross') =>
  entries.reduce((total, entry) => total + entry[of], 0)

/** I3 and the like: what the ledger says of every payment at this moment is what became of it. */
export function checkLedger(journey: number, now: Snapshot): void {
  const accuse = accuserOf(journey)
  const wrong: Wrong = (message) => accuse('I3', message)
  for (const entry of now.ledger) {
    if (entry.gross !== entry.net + entry.vat) {
      wrong(`An entry of ${entry.gross} is ${entry.net} and ${entry.vat} VAT`)
    }
    if (entry.kind !== 'refund' && entry.vat !== vatOf(entry)) {
      wrong(`The VAT in ${entry.gross} (${entry.treatment}) is ${entry.vat}, not ${vatOf(entry)}`)
    }
  }
  for (const payment of now.payments) {
    const posted = now.ledger.filter((entry) => entry.paymentId === payment.id)
    checkPosted(payment, posted, now.lineTotals ?? [], wrong)
    checkRefunds(payment, posted, now, wrong)
  }
}

function checkPosted(
  payment: SeenPayment,
  posted: SeenEntry[],
  lineTotals: readonly number[],
  wrong: Wrong,
): void {
  const of = (...kinds: SeenEntry['kind'][]) => posted.filter(({ kind }) => kinds.includes(kind))
  const taken = (payment.takenPence ?? 0) + payment.surchargePence
  if (isPaid(payment.state)) {
    const expected = payment.amountPence + payment.surchargePence
    if (sum(of('payment')) !== expected) wrong(`${expected} were paid and ${sum(of('payment'))} are posted`)
    if (of('held', 'reversal').length > 0) wrong('A payment that counts is held or taken back in the ledger')
    for (const [index, total] of lineTotals.entries()) {
      const entries = of('payment').filter((entry) => entry.line === index + 1)
      const posted = entries.length === 1 ? sum(entries) : undefined
      if (posted !== total) wrong(`Line ${index + 1} is posted as ${posted}, not as ${total}`)
    }
    return
  }
  const expected = isHeld(payment.state) ? taken : 0
  const stands = sum(of('payment', 'held', 'reversal'))
  if (stands !== expected) wrong(`A payment that is ${payment.state} stands at ${stands}, not at ${expected}`)
}

function checkRefunds(payment: SeenPayment, posted: SeenEntry[], now: Snapshot, wrong: Wrong): void {
  const refunds = now.refunds.filter(({ paymentId }) => paymentId === payment.id)
  const claimed = refunds
    .filter(({ state }) => claimsMoney(state))
    .reduce((total, { amountPence }) => total + amountPence, 0)
  const taken = (payment.takenPence ?? 0) + payment.surchargePence
  // What was refunded before a capture was lost claims nothing any more.
  if (taken > 0 && claimed > taken) wrong(`Refunds come to ${claimed} of ${taken}`)
  for (const refund of refunds) {
    const entries = posted.filter(({ refundId }) => refundId === refund.id)
    const expected = refund.state === 'success' ? -refund.amountPence : 0
    if (sum(entries) !== expected)
      wrong(`A refund that is ${refund.state} is posted as ${sum(entries)}, not ${expected}`)
  }
  if (posted.length > 0 && sum(posted) === 0 && (sum(posted, 'vat') !== 0 || sum(posted, 'net') !== 0)) {
    wrong(`All of a payment went back, but ${sum(posted, 'vat')} VAT and ${sum(posted, 'net')} net did not`)
  }
  for (const line of new Set(posted.map((entry) => entry.line))) {
    const entries = posted.filter((entry) => entry.line === line)
    if (sum(entries) === 0 && sum(entries, 'vat') !== 0)
      wrong(`All of line ${line} went back, but ${sum(entries, 'vat')} VAT did not`)
  }
}

/** By its own arithmetic: half a penny is rounded away from nothing. */
function vatOf({ gross, treatment }: SeenEntry): number {
  const rate = ratePercent[treatment]!
  const exact = (Math.abs(gross) * rate) / (100 + rate)
  const vat = Math.floor(exact + 0.5 + 1e-9)
  return gross < 0 ? -vat || 0 : vat
}
