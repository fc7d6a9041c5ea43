import type { LedgerEntry } from '../../../finance/index.ts'
import { ledgerKinds, vatWords } from '../state-words.ts'

/** Ledger entries with their kind and VAT treatment in words, for `ledger.njk`. */
export function ledgerRows(entries: readonly LedgerEntry[]) {
  return entries.map((entry) => ({
    ...entry,
    kindText: ledgerKinds[entry.kind] ?? entry.kind,
    vatText: vatWords[entry.vatTreatment] ?? entry.vatTreatment,
  }))
}
