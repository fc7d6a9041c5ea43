import { sayDay } from '../../form-schemas/calendar.ts'
import type { Language } from '../../form-schemas/words.ts'
import { formatPence, sumPence } from '../money.ts'
import type { Receipt } from './receipt.ts'
import {
  factsOf,
  isVatReceipt,
  lineOf,
  notesOf,
  sayQuantity,
  sayTreatment,
  titleOf,
  words,
} from './receipt-words.ts'

/** A receipt as an e-mail in plain text. */
export function receiptText(
  receipt: Receipt,
  language: Language = receipt.language,
): { subject: string; text: string } {
  const council = lineOf(receipt.issuer.name, language)
  const yours = isVatReceipt(receipt)
    ? { en: 'your VAT receipt', cy: 'eich derbynneb TAW' }
    : { en: 'your receipt', cy: 'eich derbynneb' }
  const paragraphs = [
    [titleOf(receipt, language)],
    notesOf(receipt, language),
    [council, ...receipt.issuer.address],
    factsOf(receipt, language).map(([name, value]) => `${name}: ${value}`),
    [`${words.paidFor[language]}: ${lineOf(receipt.form, language)}`],
    ...receipt.lines.map((line) => linesOf(line, language)),
    [
      ...(receipt.vatPence === 0
        ? []
        : [
            `${words.net[language]}: ${formatPence(receipt.netPence)}`,
            `${words.vat[language]}: ${formatPence(receipt.vatPence)}`,
          ]),
      `${words.total[language]}: ${formatPence(receipt.grossPence)}`,
    ],
    summaryOf(receipt, language),
    refundsOf(receipt, language),
  ]
  const text = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return { subject: `${council}: ${yours[language]}`, text: `${text.join('\n\n')}\n` }
}

function linesOf(line: Receipt['lines'][number], language: Language): string[] {
  const times = line.quantity === 1 ? '' : ` (${sayQuantity(line, language)})`
  const vat =
    line.vatPence === 0
      ? sayTreatment(line.vat, language)
      : `${sayTreatment(line.vat, language)}: ${formatPence(line.vatPence)}. ${words.net[language]}: ${formatPence(line.netPence)}`
  return [`${lineOf(line.label, language)}${times}: ${formatPence(line.grossPence)}`, vat]
}

/** Worth saying only where there is more than one treatment: else the lines and the total have said it. */
function summaryOf({ vatTotals, vatPence }: Receipt, language: Language): string[] {
  if (vatTotals.length < 2 || vatPence === 0) return []
  return [
    words.vatSummary[language],
    ...vatTotals.map((total) => {
      const vat = total.vatPence === 0 ? '' : ` (${words.vat[language]}: ${formatPence(total.vatPence)})`
      return `${sayTreatment(total.vat, language)}: ${formatPence(total.grossPence)}${vat}`
    }),
  ]
}

function refundsOf({ refunds, grossPence }: Receipt, language: Language): string[] {
  if (refunds.length === 0) return []
  const left = grossPence - sumPence(refunds.map(({ amountPence }) => amountPence))
  return [
    words.refunds[language],
    ...refunds.map(({ on, amountPence, vatPence }) => {
      const vat = vatPence === 0 ? '' : ` (${words.vatWithin[language]}: ${formatPence(vatPence)})`
      return `${sayDay(on, language)}: ${formatPence(amountPence)}${vat}`
    }),
    `${words.afterRefunds[language]}: ${formatPence(left)}`,
  ]
}
