import type { Language } from '../../../form-schemas/words.ts'
import type { Receipt } from '../receipt.ts'
import { linesTable, refundsTable, vatTable } from '../receipt-tables.ts'
import { factsOf, lineOf, notesOf, titleOf, words } from '../receipt-words.ts'
import { taggedPdf } from './tagged-pdf.ts'
import { drawTable } from './tagged-table.ts'

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
