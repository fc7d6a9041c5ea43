import { columnsAtMost } from '../column.ts'
import { type FileRow, UnreadableFile } from '../reader.ts'

const cellAtMost = 10_000

const quote = 34
const lineFeed = 10
const carriageReturn = 13

/** What the reader has just read: nothing of a cell yet, part of a plain or a quoted cell, or a quotation mark that may end it. */
type Place = 'cell-start' | 'plain' | 'quoted' | 'after-quote'

/**
 * Cuts text that comes in pieces into rows. Lines may end with LF, CRLF or CR; blank ones are passed over. A quotation mark inside an
 * unquoted cell is taken as written; text after a closing one, or one that is never closed, makes the rest of the file
 * doubtful and ends the reading.
 * Our own and not a package because rows must know their lines, and a quotation mark that is never closed must not fill the memory.
 */
export function csvRows(delimiter: string) {
  const separator = delimiter.charCodeAt(0)
  let place: Place = 'cell-start'
  let cell = ''
  let cells: string[] = []
  let line = 1
  let rowLine = 1
  let quoteLine = 1
  let skipLineFeed = false

  function endCell(): void {
    if (cells.length === columnsAtMost) {
      throw new UnreadableFile(`The file has more than ${columnsAtMost} columns`, rowLine)
    }
    cells.push(cell)
    cell = ''
    place = 'cell-start'
  }

  /** The finished row; undefined for a blank line. */
  function endRow(): FileRow | undefined {
    const blank = cells.length === 0 && cell === '' && place === 'cell-start'
    const row = { line: rowLine, cells }
    if (!blank) endCell()
    cells = []
    rowLine = line
    return blank ? undefined : row
  }

  function add(text: string): void {
    cell += text
    if (cell.length > cellAtMost) {
      throw new UnreadableFile(
        place === 'quoted'
          ? 'A quotation mark that opens a cell here is not closed'
          : `A cell is longer than ${cellAtMost.toLocaleString('en-GB')} characters`,
        place === 'quoted' ? quoteLine : rowLine,
      )
    }
  }

  function countLine(code: number): void {
    if (code === lineFeed && skipLineFeed) {
      skipLineFeed = false
      return
    }
    skipLineFeed = code === carriageReturn
    line += 1
  }

  /** Reads on inside quotation marks, up to the next one or the end of the piece; gives where it stopped. */
  function readQuoted(text: string, from: number): number {
    let at = from
    while (at < text.length && text.charCodeAt(at) !== quote) {
      const code = text.charCodeAt(at)
      if (code === lineFeed || code === carriageReturn) countLine(code)
      else skipLineFeed = false
      at += 1
    }
    add(text.slice(from, at))
    if (at === text.length) return at
    skipLineFeed = false
    place = 'after-quote'
    return at + 1
  }

  /** Reads on outside quotation marks, up to the next delimiter, line end or end of the piece. */
  function readPlain(text: string, from: number): number {
    let at = from
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (code === separator || code === lineFeed || code === carriageReturn) break
      if (code === 0) throw new UnreadableFile('The file is not plain text', line)
      at += 1
    }
    if (at > from) {
      place = 'plain'
      add(text.slice(from, at))
    }
    return at
  }

  function* take(text: string): Generator<FileRow> {
    let at = 0
    while (at < text.length) {
      if (place === 'quoted') {
        at = readQuoted(text, at)
        continue
      }
      const code = text.charCodeAt(at)
      if (code === lineFeed && skipLineFeed) {
        skipLineFeed = false
        at += 1
        continue
      }
      skipLineFeed = false
      if (code === separator) {
        endCell()
        at += 1
      } else if (code === lineFeed || code === carriageReturn) {
        countLine(code)
        at += 1
        const row = endRow()
        if (row) yield row
      } else if (code === quote && place === 'cell-start') {
        place = 'quoted'
        quoteLine = line
        at += 1
      } else if (code === quote && place === 'after-quote') {
        add('"')
        place = 'quoted'
        at += 1
      } else if (place === 'after-quote') {
        throw new UnreadableFile('Text follows the quotation mark that closes a cell', line)
      } else {
        at = readPlain(text, at)
      }
    }
  }

  return {
    take,
    /** The last row, when the file does not end with a line end. */
    *end(): Generator<FileRow> {
      if (place === 'quoted')
        throw new UnreadableFile('A quotation mark that opens a cell here is not closed', quoteLine)
      const row = endRow()
      if (row) yield row
    },
    line: () => line,
  }
}
