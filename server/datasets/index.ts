/**
 * Datasets: a council's own lists (account balances, penalty charges, addresses) and what residents may find in them.
 * It knows files, columns, keys and second factors, and counts wrong tries and uses of limits without knowing whose they are.
 * Rows are replaced whole or not at all; what is neither compared nor exposed is not kept, and no answer says which keys there are.
 * It refuses to know forms, prices and why somebody looks something up. Readers of files and sources of addresses are behind
 * ports: a new one is a file and a line in `readers/index.ts` or `address-sources/index.ts`.
 */
import { type AddressSourceBook, createAddressSourceBook } from './address-source-book.ts'
import { claimUse, freeUses, usesOf } from './claim-use.ts'
import { clearOldRows } from './clear-rows.ts'
import { createDatasetBook, type DatasetBook } from './dataset-book.ts'
import { countAlerts } from './dataset-store.ts'
import type { DatasetsDeps } from './datasets-deps.ts'
import { createFindAddresses, type FindAddresses } from './find-addresses.ts'
import { type FileToImport, type ImportOutcome, importFile } from './import.ts'
import { createLookUp, forgetTries, type LookUp, type LookUpOutcome } from './look-up.ts'
import { type FileToPreview, type Preview, previewFile } from './preview.ts'

export type { FoundAddress } from './address-source.ts'
export type { AddressSourceBook, ConfiguredAddressSource, NewAddressSource } from './address-source-book.ts'
export { createAddressSources } from './address-sources/index.ts'
export type { Caller } from './caller.ts'
export type { Cell } from './cell.ts'
export { type ClaimOutcome, claimUse, freeUses } from './claim-use.ts'
export type { Column, ColumnKind, ColumnUse } from './column.ts'
export { type Comparison, comparisons } from './comparison.ts'
export type { ConfiguredDataset, DatasetBook, Import, NewDataset } from './dataset-book.ts'
export type { DatasetsDeps } from './datasets-deps.ts'
export type { GivenFactor } from './factor.ts'
export type { FindAddresses, FindAddressesOutcome } from './find-addresses.ts'
export type { FileToImport, ImportOutcome } from './import.ts'
export type { RowProblem } from './load-rows.ts'
export type { LookUp, LookUpOutcome } from './look-up.ts'
export type { Preview } from './preview.ts'
export type { Layout } from './reader.ts'
export { createReaders } from './readers/index.ts'
export type { Uses } from './usage.ts'

export interface Datasets {
  book: DatasetBook
  /** Looks at a file without keeping anything of it. */
  preview(file: FileToPreview): Promise<Preview>
  /** Replaces the rows of a dataset by those of a file. @throws NotFound @throws Conflict while another import of it runs */
  import(file: FileToImport): Promise<ImportOutcome>
  /** @throws NotFound when there is no such dataset @throws Unavailable while it has no rows yet */
  lookUp(wanted: LookUp): Promise<LookUpOutcome>
  /** Limits such as "once per property per 12 months". */
  limits: { claim: typeof claimUse; usesOf: typeof usesOf; free: typeof freeUses }
  addresses: { find: FindAddresses; sources: AddressSourceBook }
  /** How often guessing was suspected, ever: a counter for whoever is on call. */
  guessingAlerts(): Promise<number>
  /** Now and then: deletes rows of past and failed imports, and what was counted about callers. */
  sweep(): Promise<void>
}

export function createDatasets(deps: DatasetsDeps): Datasets {
  return {
    book: createDatasetBook(deps),
    preview: (file) => previewFile(deps, file),
    import: (file) => importFile(deps, file),
    lookUp: createLookUp(deps),
    limits: { claim: claimUse, usesOf, free: freeUses },
    addresses: { find: createFindAddresses(deps), sources: createAddressSourceBook(deps) },
    guessingAlerts: () => countAlerts(deps.db),
    async sweep() {
      await clearOldRows(deps)
      await forgetTries(deps)
    },
  }
}
