import type { Language } from '../../form-schemas/words.ts'
import type { Receipt } from './receipt.ts'
import { linesTable, type ReceiptTable, refundsTable, vatTable } from './receipt-tables.ts'
import { factsOf, lineOf, notesOf, titleOf, words } from './receipt-words.ts'

/** A receipt as a page shows it: all of it words. */
export interface ReceiptView {
  title: string
  notes: string[]
  /** The council's name and address. */
  issuer: string[]
  facts: { name: string; value: string }[]
  form: string
  tables: (ReceiptTable & { caption: string })[]
}

export function receiptView(receipt: Receipt, language: Language): ReceiptView {
  const { vatPence, vatTotals, refunds, issuer } = receipt
  return {
    title: titleOf(receipt, language),
    notes: notesOf(receipt, language),
    issuer: [lineOf(issuer.name, language), ...issuer.address],
    facts: factsOf(receipt, language).map(([name, value]) => ({ name, value })),
    form: lineOf(receipt.form, language),
    tables: [
      { caption: words.paidFor[language], ...linesTable(receipt, language) },
      ...(vatPence === 0 ? [] : [{ caption: words.vatSummary[language], ...vatTable(vatTotals, language) }]),
      ...(refunds.length === 0
        ? []
        : [{ caption: words.refunds[language], ...refundsTable(receipt, language) }]),
    ],
  }
}
