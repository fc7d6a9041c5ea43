import { margin, type TaggedPdf } from './tagged-pdf.ts'

export interface TableColumn {
  header: string
  /** Parts of the width. */
  width: number
  align: 'left' | 'right'
}

export interface Table {
  columns: TableColumn[]
  /** The first cell of a row is what the row is of, and read out as its header. */
  rows: { cells: string[]; bold?: boolean }[]
}

const padding = 4
const line = '#b1b4b6'

/**
 * A table whose cells know their headers. A row is never parted; on a new page the headers are drawn again for the eye, and not
 * read out again.
 */
export function drawTable({ pdf, root, artifact }: TaggedPdf, { columns, rows }: Table): void {
  const parts = columns.reduce((sum, { width }) => sum + width, 0)
  const full = pdf.page.width - 2 * margin
  let left = margin
  const places = columns.map((column) => {
    const place = { ...column, x: left, width: (full * column.width) / parts }
    left += place.width
    return place
  })
  const inner = (width: number) => width - 2 * padding

  const heightOf = (cells: string[]) =>
    Math.max(...cells.map((cell, at) => pdf.heightOfString(cell, { width: inner(places[at]!.width) }))) +
    2 * padding
  const rule = (weight: number) =>
    artifact('Layout', () =>
      pdf
        .moveTo(margin, pdf.y)
        .lineTo(margin + full, pdf.y)
        .lineWidth(weight)
        .stroke(line),
    )
  const drawCell = (text: string, at: number, y: number) => {
    const { x, width, align } = places[at]!
    pdf.text(text, x + padding, y + padding, { width: inner(width), align })
  }

  const headers = columns.map(({ header }) => header)
  const table = pdf.struct('Table')
  root.add(table)

  function drawRow(cells: string[], typeOf: (at: number) => [string, object], isRead: boolean) {
    const [y, height] = [pdf.y, heightOf(cells)]
    if (isRead) {
      const row = pdf.struct('TR')
      table.add(row)
      for (const [at, text] of cells.entries()) {
        const [type, options] = typeOf(at)
        row.add(pdf.struct(type, options, () => void drawCell(text, at, y)))
      }
      row.end()
    } else artifact('Pagination', () => cells.forEach((text, at) => void drawCell(text, at, y)))
    pdf.y = y + height
  }
  function drawHeaders(isRead: boolean) {
    pdf.font('bold')
    drawRow(headers, () => ['TH', { scope: 'Column' }], isRead)
    rule(1)
    pdf.font('regular')
  }

  drawHeaders(true)
  for (const { cells, bold } of rows) {
    pdf.font(bold ? 'bold' : 'regular')
    if (pdf.y + heightOf(cells) > pdf.page.maxY()) {
      pdf.addPage()
      drawHeaders(false)
      pdf.font(bold ? 'bold' : 'regular')
    }
    drawRow(cells, (at) => (at === 0 ? ['TH', { scope: 'Row' }] : ['TD', {}]), true)
    rule(0.5)
  }
  table.end()
  pdf.font('regular')
  pdf.x = margin
}
