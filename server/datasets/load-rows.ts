import { createHash } from 'node:crypto'
import type { DatasetRow } from './dataset-store.ts'
import type { DatasetsDeps } from './datasets-deps.ts'
import { insertRows, linesOfKeys } from './import-store.ts'
import { type KeptRow, planRows, type RowPlan, readRow } from './read-row.ts'
import { type FileRow, UnreadableFile } from './reader.ts'

export const rowsAtMost = 500_000
export const bytesAtMost = 100_000_000
export const problemsListed = 50
const atOnce = 1_000

/** What is wrong with a row, in an officer's words. */
export interface RowProblem {
  /** Undefined when it is the whole file. */
  line?: number | undefined
  message: string
}

export interface Loaded {
  sha256: string
  /** That went in. */
  rows: number
  badRows: number
  problems: RowProblem[]
  unusedHeadings: string[]
}

interface Source {
  bytes: AsyncIterable<Uint8Array>
  leaveOutBadRows?: boolean | undefined
}

/**
 * Reads a file to its end and puts its rows under the import, a thousand at a time, holding no more than those in memory.
 * Once a bad row has decided that the file is refused, rows are only read, for the list of what is wrong with them.
 * @throws UnreadableFile where what follows cannot be trusted, or when the file is larger than we take
 */
export async function loadRows(
  { db, clock, readers }: Pick<DatasetsDeps, 'db' | 'clock' | 'readers'>,
  dataset: DatasetRow,
  importId: number,
  { bytes, leaveOutBadRows = false }: Source,
): Promise<Loaded> {
  const reader = readers[dataset.layout.reader]!
  const hash = createHash('sha256')
  const problems: RowProblem[] = []
  let badRows = 0
  let seen = 0
  let rows = 0
  let plan: RowPlan | undefined
  let waiting: KeptRow[] = []

  function note(line: number, messages: string[]): void {
    badRows += 1
    for (const message of messages) {
      if (problems.length < problemsListed) problems.push({ line, message })
    }
  }

  async function flush(): Promise<void> {
    const batch = waiting
    waiting = []
    if (batch.length === 0 || (badRows > 0 && !leaveOutBadRows)) return
    const inserted = await insertRows(
      db,
      { organisationId: dataset.organisationId, importId },
      batch,
      clock.now(),
    )
    rows += inserted.size
    const repeated = batch.filter(({ line }) => !inserted.has(line))
    if (repeated.length === 0) return
    const first = await linesOfKeys(
      db,
      importId,
      repeated.slice(0, problemsListed).map(({ keyForm }) => keyForm),
    )
    for (const { line, keyForm } of repeated) note(line, [`has the same key as line ${first.get(keyForm)}`])
  }

  async function take(row: FileRow): Promise<void> {
    if (!plan) {
      plan = planRows(row, dataset.columns, dataset.salt)
      return
    }
    seen += 1
    if (seen > rowsAtMost) {
      throw new UnreadableFile(`The file has more than ${rowsAtMost.toLocaleString('en-GB')} rows`, row.line)
    }
    const read = readRow(plan, row)
    if (read.ok) waiting.push(read.row)
    else note(row.line, read.messages)
    if (waiting.length === atOnce) await flush()
  }

  for await (const row of reader.read(dataset.layout, counted(bytes, hash))) await take(row)
  await flush()
  if (!plan) throw new UnreadableFile('The file is empty')
  problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
  return { sha256: hash.digest('hex'), rows, badRows, problems, unusedHeadings: plan.unused }
}

async function* counted(bytes: AsyncIterable<Uint8Array>, hash: ReturnType<typeof createHash>) {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > bytesAtMost) {
      throw new UnreadableFile(`The file is larger than ${bytesAtMost / 1_000_000} MB`)
    }
    hash.update(chunk)
    yield chunk
  }
}
