import { type Column, headingForm } from './column.ts'
import type { DatasetsDeps } from './datasets-deps.ts'
import { problemsListed, type RowProblem, rowsAtMost } from './load-rows.ts'
import { planRows, type RowPlan, readRow } from './read-row.ts'
import { type FileRow, type Layout, UnreadableFile } from './reader.ts'

const rowsShown = 5

/** A file as an officer looks at it before anything is kept of it. */
export interface Preview {
  headings: {
    text: string
    /** What it is to the dataset; undefined when nothing of it is kept. */
    column: Column | undefined
  }[]
  /** The first few rows, as they stand in the file. */
  sample: string[][]
  /** How many rows there are, the bad ones among them. */
  rows: number
  badRows: number
  /** The first 50. */
  problems: RowProblem[]
}

export interface FileToPreview {
  layout: Layout
  /** Of the dataset; left out while it has none, and then only the headings and the first rows are read. */
  columns?: Column[]
  bytes: AsyncIterable<Uint8Array>
}

/** Reads a file as an import would, and keeps nothing. What makes it unreadable is a problem like the others. */
export async function previewFile(
  { readers }: Pick<DatasetsDeps, 'readers'>,
  { layout, columns, bytes }: FileToPreview,
): Promise<Preview> {
  const preview: Preview = { headings: [], sample: [], rows: 0, badRows: 0, problems: [] }
  const lines = new Map<string, number>()
  let plan: RowPlan | undefined

  function note(line: number | undefined, messages: string[]) {
    for (const message of messages)
      if (preview.problems.length < problemsListed) preview.problems.push({ line, message })
  }

  function check(row: FileRow) {
    const read = readRow(plan!, row)
    const first = read.ok ? lines.get(read.row.keyForm) : undefined
    if (read.ok && first === undefined) lines.set(read.row.keyForm, row.line)
    else {
      preview.badRows += 1
      note(row.line, read.ok ? [`has the same key as line ${first}`] : read.messages)
    }
  }

  function take(row: FileRow): void {
    if (preview.headings.length === 0) {
      preview.headings = row.cells.map((text) => ({
        text,
        column: columns?.find(({ heading }) => headingForm(heading) === headingForm(text)),
      }))
      if (columns) plan = planRows(row, columns, '')
      return
    }
    preview.rows += 1
    if (preview.rows > rowsAtMost)
      throw new UnreadableFile(`The file has more than ${rowsAtMost.toLocaleString('en-GB')} rows`, row.line)
    if (preview.sample.length < rowsShown) preview.sample.push(row.cells)
    if (plan) check(row)
  }

  try {
    for await (const row of readers[layout.reader]!.read(layout, bytes)) {
      take(row)
      if (!columns && preview.sample.length === rowsShown) break
    }
    if (preview.headings.length === 0) throw new UnreadableFile('The file is empty')
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    note(error.line, [error.message])
  }
  return preview
}
