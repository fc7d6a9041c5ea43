import { type Cell, readCell } from './cell.ts'
import { type Column, factorColumns, headingForm, keyColumn } from './column.ts'
import { formOf } from './comparison.ts'
import { factorDigest } from './factor.ts'
import { type FileRow, UnreadableFile } from './reader.ts'

/** Of a key as it is compared. */
export const keyAtMost = 100

/** A row as it is kept. */
export interface KeptRow {
  line: number
  keyForm: string
  searchForm: string | null
  factorDigest: string
  shown: Record<string, Cell>
}

export type ReadRow = { ok: true; row: KeptRow } | { ok: false; messages: string[] }

/** How the rows of one file are read: which cell is which column. */
export interface RowPlan {
  columns: Column[]
  positions: number[]
  width: number
  salt: string
  /** Headings of the file that are no column of the dataset: they are not kept. */
  unused: string[]
}

/** @throws UnreadableFile when a column is missing, or a heading stands there twice */
export function planRows({ line, cells }: FileRow, columns: Column[], salt: string): RowPlan {
  const headings = cells.map(headingForm)
  const positions = columns.map(({ heading }) => headings.indexOf(headingForm(heading)))
  const missing = columns.filter((_column, index) => positions[index] === -1).map(({ heading }) => heading)
  if (missing.length > 0) {
    const found = cells.slice(0, 20).map((cell) => `‘${cell.slice(0, 60)}’`)
    throw new UnreadableFile(
      `The headings do not have ${missing.map((heading) => `‘${heading}’`).join(', ')}. They are ${found.join(', ')}`,
      line,
    )
  }
  const twice = columns.find(
    ({ heading }, index) => headings.lastIndexOf(headingForm(heading)) !== positions[index],
  )
  if (twice) throw new UnreadableFile(`The heading ‘${twice.heading}’ stands there twice`, line)
  const used = new Set(positions)
  const unused = cells.filter((cell, index) => !used.has(index) && cell.trim() !== '')
  return { columns, positions, width: cells.length, salt, unused }
}

/** Reads one row by the plan, or says everything that is wrong with it. */
export function readRow({ columns, positions, width, salt }: RowPlan, { line, cells }: FileRow): ReadRow {
  if (cells.length !== width) {
    return { ok: false, messages: [`has ${cells.length} cells, and there are ${width} headings`] }
  }
  const messages: string[] = []
  const values = new Map<string, Cell>()
  columns.forEach(({ name, kind, heading }, index) => {
    const read = readCell(kind, cells[positions[index]!]!)
    if (read.ok) values.set(name, read.value)
    else messages.push(`‘${heading}’ ${read.message}`)
  })
  const comparedForm = ({ name, compare }: Column) => formOf(compare, String(values.get(name) ?? ''))
  const key = keyColumn(columns)
  const keyForm = comparedForm(key)
  const factors = factorColumns(columns)
  const factorForms = factors.map(comparedForm)
  if (messages.length === 0) {
    if (keyForm === '') messages.push(`‘${key.heading}’ is empty`)
    if (keyForm.length > keyAtMost) messages.push(`‘${key.heading}’ is longer than ${keyAtMost} characters`)
    factors.forEach(({ heading }, index) => {
      if (factorForms[index] === '') messages.push(`‘${heading}’ is empty, so nobody could find this row`)
    })
  }
  if (messages.length > 0) return { ok: false, messages }
  const search = columns.find(({ use }) => use === 'search')
  return {
    ok: true,
    row: {
      line,
      keyForm,
      searchForm: (search && comparedForm(search)) || null,
      factorDigest: factorDigest(salt, factorForms),
      shown: Object.fromEntries(
        columns.filter(({ exposed }) => exposed).map(({ name }) => [name, values.get(name) ?? null]),
      ),
    },
  }
}
