import { sayDay } from '../../form-schemas/calendar.ts'
import type { Language } from '../../form-schemas/words.ts'
import { formatPence, sumPence } from '../money.ts'
import type { Receipt, VatTotal } from './receipt.ts'
import { lineOf, sayQuantity, sayTreatment, sayVat, words } from './receipt-words.ts'

/** A table in words, for the page and the PDF alike. */
export interface ReceiptTable {
  /** `width`: parts of the whole. */
  columns: { header: string; width: number; align: 'left' | 'right' }[]
  /** The first cell of a row is what the row is of. */
  rows: { cells: string[]; bold?: boolean }[]
}

/** With VAT, each line says its net, its VAT and its gross; without, that it has none, and why. */
export function linesTable(receipt: Receipt, language: Language): ReceiptTable {
  const { lines, netPence, vatPence, grossPence } = receipt
  const hasVat = vatPence !== 0
  const money = (header: string) => ({ header, width: 2, align: 'right' as const })
  const columns: ReceiptTable['columns'] = [
    { header: words.description[language], width: 5, align: 'left' },
    { header: words.quantity[language], width: 2.4, align: 'left' },
    { header: words.vatTreatment[language], width: 3, align: 'left' },
    ...(hasVat ? [money(words.net[language]), money(words.vat[language])] : []),
    money(hasVat ? words.gross[language] : words.amount[language]),
  ]
  const amounts = (net: number, vat: string, gross: number) =>
    hasVat ? [formatPence(net), vat, formatPence(gross)] : [formatPence(gross)]
  return {
    columns,
    rows: [
      ...lines.map((line) => ({
        cells: [
          lineOf(line.label, language),
          line.quantity === 1 ? '1' : sayQuantity(line, language),
          sayTreatment(line.vat, language),
          ...amounts(line.netPence, sayVat(line, language), line.grossPence),
        ],
      })),
      {
        cells: [words.total[language], '', '', ...amounts(netPence, formatPence(vatPence), grossPence)],
        bold: true,
      },
    ],
  }
}

export function vatTable(totals: VatTotal[], language: Language): ReceiptTable {
  return {
    columns: [
      { header: words.vatTreatment[language], width: 5, align: 'left' },
      ...[words.net, words.vat, words.gross].map((header) => ({
        header: header[language],
        width: 2,
        align: 'right' as const,
      })),
    ],
    rows: totals.map((total) => ({
      cells: [
        sayTreatment(total.vat, language),
        formatPence(total.netPence),
        sayVat(total, language),
        formatPence(total.grossPence),
      ],
    })),
  }
}

export function refundsTable({ refunds, grossPence, vatPence }: Receipt, language: Language): ReceiptTable {
  const hasVat = vatPence !== 0
  const left = grossPence - sumPence(refunds.map(({ amountPence }) => amountPence))
  const leftVat = vatPence - sumPence(refunds.map((refund) => refund.vatPence))
  const header = (one: (typeof words)['date'], width: number, align: 'left' | 'right') => ({
    header: one[language],
    width,
    align,
  })
  const cells = (name: string, vat: number, amount: number) => [
    name,
    ...(hasVat ? [formatPence(vat)] : []),
    formatPence(amount),
  ]
  return {
    columns: [
      header(words.date, 5, 'left'),
      ...(hasVat ? [header(words.vatWithin, 2, 'right')] : []),
      header(words.refunded, 2, 'right'),
    ],
    rows: [
      ...refunds.map(({ on, amountPence, vatPence: vat }) => ({
        cells: cells(sayDay(on, language), vat, amountPence),
      })),
      { cells: cells(words.afterRefunds[language], leftVat, left), bold: true },
    ],
  }
}
