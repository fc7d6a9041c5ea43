import { sayDay } from '../../../form-schemas/calendar.ts'
import type { Language } from '../../../form-schemas/words.ts'
import { formatPence, sumPence } from '../../money.ts'
import type { Receipt, VatTotal } from '../receipt.ts'
import {
  factsOf,
  lineOf,
  notesOf,
  sayQuantity,
  sayTreatment,
  sayVat,
  titleOf,
  words,
} from '../receipt-words.ts'
import { taggedPdf } from './tagged-pdf.ts'
import { drawTable, type Table } from './tagged-table.ts'

/** A receipt as a PDF that can be printed, kept and read out. The same receipt in the same language gives the same bytes. */
export async function receiptPdf(
  receipt: Receipt,
  language: Language = receipt.language,
): Promise<Uint8Array> {
  const title = titleOf(receipt, language)
  const document = taggedPdf({
    title: `${title} ${receipt.number}`,
    language,
    createdAt: new Date(`${receipt.paidOn}T12:00:00Z`),
  })
  document.heading(1, title)
  for (const note of notesOf(receipt, language)) document.fact(language === 'cy' ? 'Sylwch' : 'Note', note)
  document.pdf.y += 6
  for (const line of [lineOf(receipt.issuer.name, language), ...receipt.issuer.address])
    document.paragraph(line)
  document.pdf.y += 10
  for (const [name, value] of factsOf(receipt, language)) document.fact(name, value)

  document.heading(2, words.paidFor[language])
  document.paragraph(lineOf(receipt.form, language))
  document.pdf.y += 6
  drawTable(document, linesTable(receipt, language))
  if (receipt.vatPence !== 0) {
    document.heading(2, words.vatSummary[language])
    drawTable(document, vatTable(receipt.vatTotals, language))
  }
  if (receipt.refunds.length > 0) {
    document.heading(2, words.refunds[language])
    drawTable(document, refundsTable(receipt, language))
  }
  return document.end()
}

/** With VAT, each line says its net, its VAT and its gross; without, that it has none, and why. */
function linesTable(receipt: Receipt, language: Language): Table {
  const { lines, netPence, vatPence, grossPence } = receipt
  const hasVat = vatPence !== 0
  const money = (header: string) => ({ header, width: 2, align: 'right' as const })
  const columns: Table['columns'] = [
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

function vatTable(totals: VatTotal[], language: Language): Table {
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

function refundsTable({ refunds, grossPence, vatPence }: Receipt, language: Language): Table {
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
