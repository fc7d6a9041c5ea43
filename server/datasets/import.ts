import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import { Conflict } from '../errors.ts'
import { recordEvent } from '../people/index.ts'
import { noSuchDataset } from './dataset-book.ts'
import { type DatasetRow, datasetByName, lockDataset } from './dataset-store.ts'
import type { DatasetsDeps } from './datasets-deps.ts'
import {
  beginImport,
  clearRows,
  compareRows,
  currentImport,
  failImport,
  failStalled,
  sameImport,
  switchImport,
} from './import-store.ts'
import { type Loaded, loadRows, type RowProblem } from './load-rows.ts'
import { UnreadableFile } from './reader.ts'

/** An import that has not put rows in for so long has died with its process, and another may begin. */
export const stalledMinutes = 10

export interface FileToImport {
  organisationId: string
  /** The name of the dataset. */
  dataset: string
  fileName: string
  bytes: AsyncIterable<Uint8Array>
  /** `officer:<id>`, `token:<id>`, or `system` (default). */
  actor?: string | undefined
  /** Also a file that was imported already, and one with less than half the rows of the one before. */
  force?: boolean | undefined
  /** Does without the bad rows instead of refusing the file. */
  leaveOutBadRows?: boolean | undefined
}

export type ImportOutcome =
  | {
      kind: 'imported'
      importedAt: Date
      rows: number
      added: number
      changed: number
      removed: number
      /** Bad rows that were left out; the first 50 of their problems. */
      leftOut: number
      problems: RowProblem[]
      /** Headings of the file that are no column of the dataset. */
      unusedHeadings: string[]
    }
  | { kind: 'already-imported'; importedAt: Date; fileName: string }
  /** Nothing was changed. `problems`: the first 50. `badRows`: all of them. */
  | { kind: 'refused'; problems: RowProblem[]; badRows: number }

/**
 * Replaces a dataset's rows by those of a file, all at once: they are loaded beside the present ones, and one transaction switches
 * over. Whatever fails before leaves the present rows as they are.
 * @throws NotFound when there is no such dataset @throws Conflict while another file of it is being imported
 */
export async function importFile(deps: DatasetsDeps, file: FileToImport): Promise<ImportOutcome> {
  const { db, clock } = deps
  const dataset = await datasetByName(db, file.organisationId, file.dataset)
  if (!dataset) throw noSuchDataset(file.dataset)
  const importId = await begin(deps, dataset, file)
  try {
    const outcome = await loadAndSwitch(deps, dataset, importId, file)
    if (outcome.kind !== 'imported') await giveUp(deps, dataset, importId, file, outcome)
    return outcome
  } catch (error) {
    await failImport(db, importId, clock.now())
    throw error
  }
}

async function begin({ db, clock }: DatasetsDeps, dataset: DatasetRow, file: FileToImport): Promise<number> {
  const now = clock.now()
  await failStalled(db, new Date(now.getTime() - stalledMinutes * 60_000), now)
  const importId = await db.transaction((tx) =>
    beginImport(tx, dataset, { fileName: plainName(file.fileName), actor: file.actor ?? 'system', now }),
  )
  if (importId === undefined) {
    throw new Conflict(`Another file is being imported into ‘${dataset.name}’. Try again when it is done.`)
  }
  return importId
}

async function loadAndSwitch(
  deps: DatasetsDeps,
  dataset: DatasetRow,
  importId: number,
  file: FileToImport,
): Promise<ImportOutcome> {
  const { db, clock } = deps
  let loaded: Loaded
  try {
    loaded = await loadRows(deps, dataset, importId, file)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { kind: 'refused', problems: [{ line: error.line, message: error.message }], badRows: 0 }
  }
  const { sha256, rows, badRows, problems, unusedHeadings } = loaded
  if (!file.force) {
    const same = await sameImport(db, importId, sha256)
    if (same) return { kind: 'already-imported', importedAt: same.importedAt!, fileName: same.fileName }
  }
  if (badRows > 0 && !file.leaveOutBadRows) return { kind: 'refused', problems, badRows }
  const before = await currentImport(db, dataset.id)
  const fewer = rows === 0 || (!file.force && before !== undefined && rows * 2 < before.rowCount)
  if (fewer) {
    return {
      kind: 'refused',
      problems: [{ message: tooFewRows(rows, before?.rowCount) }, ...problems],
      badRows,
    }
  }
  const changes = await compareRows(db, importId, before?.id)
  const importedAt = clock.now()
  await db.transaction(async (tx) => {
    await lockDataset(tx, dataset.id)
    const done = { ...changes, sha256, rowCount: rows, leftOut: badRows, now: importedAt }
    if (!(await switchImport(tx, dataset.id, importId, done))) {
      throw new Error(`Import ${importId} was given up while it was loading`)
    }
    await recordEvent(tx, {
      organisationId: dataset.organisationId,
      at: importedAt,
      actor: file.actor ?? 'system',
      event: 'dataset.imported',
      details: { dataset: dataset.name, import: importId, sha256, rows, ...changes, leftOut: badRows },
    })
  })
  return { kind: 'imported', importedAt, rows, ...changes, leftOut: badRows, problems, unusedHeadings }
}

async function giveUp(
  { db, clock }: DatasetsDeps,
  dataset: DatasetRow,
  importId: number,
  file: FileToImport,
  outcome: Exclude<ImportOutcome, { kind: 'imported' }>,
): Promise<void> {
  const now = clock.now()
  await failImport(db, importId, now)
  await db.transaction((tx) =>
    recordEvent(tx, {
      organisationId: dataset.organisationId,
      at: now,
      actor: file.actor ?? 'system',
      event: 'dataset.import-refused',
      details: {
        dataset: dataset.name,
        import: importId,
        outcome: outcome.kind,
        ...(outcome.kind === 'refused' && { badRows: outcome.badRows }),
      },
    }),
  )
  // Nobody reads them. A short file is gone at once; what is left of a long one the sweep takes away.
  await clearRows(db, importId, 5_000)
}

function tooFewRows(rows: number, before: number | undefined): string {
  if (rows === 0) return 'There are no rows in the file'
  const counted = (count: number) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`
  return `The file has ${counted(rows)}, and the one before had ${counted(before ?? 0)}: it may have been cut short`
}

/** The last part of a path, as it may be shown. */
function plainName(fileName: string): string {
  return cleanLine(fileName.split(/[/\\]/).at(-1) ?? '').slice(0, 200) || 'unnamed'
}
