import { type CsvError, parse } from 'csv-parse'
import { columnsAtMost } from '../column.ts'
import { type FileRow, UnreadableFile } from '../reader.ts'

const cellAtMost = 10_000

/** A row as csv-parse gives it: `raw` is the text that it was read from, its line end included. */
interface Read {
  record: string[]
  raw: string
}

/**
 * Cuts text that comes in pieces into rows, with csv-parse. Lines may end with LF, CRLF or CR; blank ones are passed over. A quotation
 * mark inside an unquoted cell is taken as written; text after a closing one, or one that is never closed, makes the rest of the file
 * doubtful and ends the reading. Rows know the line on which they begin.
 */
export async function* csvRows(text: AsyncIterable<string>, delimiter: string): AsyncIterable<FileRow> {
  let line = 1
  let ready: FileRow[] = []
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // Those of the relaxed quotation marks that cannot be trusted are refused below.
    relax_quotes: true,
    raw: true,
    // A quotation mark that is never closed must not fill the memory.
    max_record_size: columnsAtMost * cellAtMost,
    on_record(given) {
      const read = given as unknown as Read
      const begins = line
      line += read.raw.match(/\r\n|\r|\n/g)?.length ?? 0
      const row = rowOf(read, begins)
      if (row) ready.push(row)
      // Nothing is left in the stream: rows are taken as they are cut, so that those before a fault are not lost with it.
      return null
    },
  })
  const failed = new Promise<Error>((resolve) => parser.once('error', resolve))
  const ended = new Promise<undefined>((resolve) => parser.once('end', () => resolve(undefined)))
  parser.resume()

  async function* given(done: Promise<Error | undefined>): AsyncIterable<FileRow> {
    const fault = await done
    const rows = ready
    ready = []
    yield* rows
    if (fault) throw unreadable(fault, line)
  }

  try {
    for await (const piece of text) {
      const written = new Promise<undefined>((resolve) => parser.write(piece, () => resolve(undefined)))
      yield* given(Promise.race([failed, written]))
    }
    parser.end()
    yield* given(Promise.race([failed, ended]))
  } finally {
    parser.destroy()
  }
}

/** Undefined for a blank line. */
function rowOf({ record: cells, raw }: Read, line: number): FileRow | undefined {
  if (cells.length === 1 && cells[0] === '' && !raw.includes('"')) return undefined
  if (cells.length > columnsAtMost)
    throw new UnreadableFile(`The file has more than ${columnsAtMost} columns`, line)
  for (const cell of cells) {
    if (cell.length > cellAtMost) throw tooLong(line)
    // A cell that begins with a quotation mark was quoted as a whole, or its closing one was not the end of it.
    if (cell.startsWith('"') && !raw.includes(`"${cell.replaceAll('"', '""')}"`))
      throw new UnreadableFile('Text follows the quotation mark that closes a cell', line)
  }
  return { line, cells }
}

/** Anything else that the parser throws is a fault of ours. */
function unreadable(error: Error, line: number): Error {
  if (error instanceof UnreadableFile) return error
  const { code, quoting } = error as CsvError
  const isTooLong = code === 'CSV_MAX_RECORD_SIZE'
  if (code === 'CSV_QUOTE_NOT_CLOSED' || (isTooLong && quoting === true))
    return new UnreadableFile('A quotation mark that opens a cell here is not closed', line)
  return isTooLong ? tooLong(line) : error
}

function tooLong(line: number): UnreadableFile {
  return new UnreadableFile(`A cell is longer than ${cellAtMost.toLocaleString('en-GB')} characters`, line)
}
