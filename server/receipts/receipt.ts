import type { VatTreatment } from '../../form-schemas/document.ts'
import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import type { Language, Words } from '../../form-schemas/words.ts'
import { type Day, londonDay } from '../clock.ts'
import type { PublishedForm } from '../forms/index.ts'
import { sumPence } from '../money.ts'
import { type ChargedLine, chargedLines, isPaid, type Payment, type Refund } from '../payments/index.ts'
import type { SubmissionRow } from '../submissions/index.ts'
import { vatTreatments, vatWithin } from '../vat.ts'
import type { Issuer } from './issuer.ts'
import { type RefundMade, refundsMade } from './refunds-made.ts'
import { type VatStanding, vatStanding } from './vat-standing.ts'

export interface ReceiptLine {
  label: Words
  quantity: number
  /** Pence for one, VAT included. */
  eachPence: number
  /** Pence, VAT included; `netPence` and `vatPence` add up to it. */
  grossPence: number
  netPence: number
  vatPence: number
  vat: VatTreatment
}

/** Sums of the lines of one VAT treatment, in pence. */
export interface VatTotal {
  vat: VatTreatment
  netPence: number
  vatPence: number
  grossPence: number
}

/** Plain data: what every rendering says, in either language. */
export interface Receipt {
  number: string
  mode: 'test' | 'live'
  /** In which the payer filled the form in. */
  language: Language
  issuer: Issuer
  reference: string
  form: Words
  paidOn: Day
  /** The address only where a full VAT invoice must have it. */
  payer: { name: string; address: string[] }
  method: { card: { brand: string; lastDigits: string } } | { elsewhere: string }
  lines: ReceiptLine[]
  /** In the order of the rate; only treatments that the lines have. */
  vatTotals: VatTotal[]
  netPence: number
  vatPence: number
  grossPence: number
  vatStanding: VatStanding
  refunds: RefundMade[]
}

export interface ReceiptInput {
  submission: Pick<SubmissionRow, 'reference' | 'price' | 'paidBy' | 'completedAt'>
  form: Pick<PublishedForm, 'document'>
  payment: Payment
  issuer: Issuer
  /** Of this payment; only those that were made count. */
  refunds: readonly Refund[]
  /** Of a payment that was taken elsewhere: the day on which it was. */
  paidOn?: Day
}

/** @throws Error when the payment does not count as paid, or its submission has no reference: there is nothing to be received for */
export function receiptOf({ submission, form, payment, issuer, refunds, paidOn }: ReceiptInput): Receipt {
  if (!isPaid(payment.state)) throw new Error(`Payment ${payment.id} is ${payment.state}: it has no receipt`)
  const charged = chargedLines(payment)
  const lines = charged.map((line): ReceiptLine => {
    const vatPence = vatWithin(line.totalPence, line.vat)
    const { quantity, amountPence: eachPence, totalPence: grossPence, vat } = line
    const label = labelOf(line, submission)
    return { label, quantity, eachPence, grossPence, vatPence, netPence: grossPence - vatPence, vat }
  })
  const totals = sumsOf(lines)
  const payer = payerOf(payment)
  const standing = vatStanding(lines, totals.grossPence, issuer, payer)
  return {
    number: receiptNumber(submission, payment),
    mode: payment.mode,
    language: payment.language,
    issuer,
    reference: payment.reference,
    form: form.document.title,
    paidOn: paidOn ?? londonDay(paidAt(submission, payment)),
    payer: { name: payer.name, address: standing.kind === 'full' ? payer.address : [] },
    method: methodOf(payment),
    lines,
    vatTotals: vatTreatments.flatMap((vat): VatTotal[] => {
      const ofVat = lines.filter((line) => line.vat === vat)
      return ofVat.length === 0 ? [] : [{ vat, ...sumsOf(ofVat) }]
    }),
    ...totals,
    vatStanding: standing,
    refunds: refundsMade(charged, refunds),
  }
}

/** The submission's reference and the payment: another payment of the same submission has another number. */
export function receiptNumber(
  submission: Pick<SubmissionRow, 'reference'>,
  payment: Pick<Payment, 'id'>,
): string {
  if (!submission.reference) throw new Error('A submission that was not sent has no receipt')
  return `${submission.reference}-${payment.id.slice(0, 6).toUpperCase()}`
}

/** When it counted as paid. A payment whose money is taken later (delayed capture) moves on once more, maybe on another day. */
function paidAt(
  { paidBy, completedAt }: Pick<SubmissionRow, 'paidBy' | 'completedAt'>,
  { id, stateAt }: Payment,
): Date {
  return paidBy === id && completedAt ? completedAt : stateAt
}

const surcharge: Words = { en: 'Corporate card surcharge', cy: 'Gordal cerdyn corfforaethol' }

/** Lines of a payment have words in the language it was made in; the price that was shown has both. */
function labelOf(line: ChargedLine, { price }: Pick<SubmissionRow, 'price'>): Words {
  const shown = price?.lines[line.line - 1]
  if (shown && shown.code === line.code) return shown.label
  return line.code === 'card-surcharge' ? surcharge : line.label
}

function payerOf({ payer }: Payment): { name: string; address: string[] } {
  const { line1, line2, city, postcode } = payer?.address ?? {}
  const address = [line1, line2, city, postcode].map((part) => cleanLine(part ?? '')).filter(Boolean)
  return { name: cleanLine(payer?.name ?? ''), address }
}

function methodOf({ channel, gateway, traces }: Payment): Receipt['method'] {
  if (channel === 'elsewhere') return { elsewhere: gateway }
  return { card: { brand: cleanLine(traces.cardBrand ?? ''), lastDigits: traces.lastDigits ?? '' } }
}

function sumsOf(lines: readonly ReceiptLine[]) {
  return {
    netPence: sumPence(lines.map((line) => line.netPence)),
    vatPence: sumPence(lines.map((line) => line.vatPence)),
    grossPence: sumPence(lines.map((line) => line.grossPence)),
  }
}
