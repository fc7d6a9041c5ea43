import { z } from 'zod'
import { BadInput } from '../../errors.ts'
import { type FileRow, type Layout, type RowReader, UnreadableFile } from '../reader.ts'
import { csvRows } from './csv-rows.ts'

const CsvLayout = z.strictObject({
  reader: z.literal('csv'),
  /** Extracts of older systems are windows-1252: read as UTF-8 their £ signs are no characters at all. */
  encoding: z.enum(['utf-8', 'windows-1252']).default('utf-8'),
  delimiter: z.enum([',', ';', '\t', '|']).default(','),
})

/** Comma-separated values (RFC 4180), with a row of headings, with or without a byte order mark. */
export const csv: RowReader = {
  name: 'csv',

  parseLayout(layout) {
    const parsed = CsvLayout.safeParse(layout)
    if (parsed.success) return parsed.data
    throw new BadInput(
      'This layout cannot be used',
      parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message })),
    )
  },

  read: (layout, bytes) => readCsv(layout, bytes),
}

async function* readCsv(layout: Layout, bytes: AsyncIterable<Uint8Array>): AsyncIterable<FileRow> {
  const { encoding, delimiter } = CsvLayout.parse(layout)
  yield* csvRows(decoded(bytes, encoding), delimiter)
}

/** @throws UnreadableFile for bytes that are no text of the encoding, naming their line */
async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let line = 1
  let endsWithReturn = false

  function decode(chunk?: Uint8Array): string {
    let text: string
    try {
      text = decoder.decode(chunk, { stream: chunk !== undefined })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw new UnreadableFile(
        'The file is not UTF-8 text. Save it as ‘CSV UTF-8’, or set the encoding to windows-1252',
        line + linesBeforeBadByte(chunk),
      )
    }
    const nothing = text.indexOf('\0')
    if (nothing !== -1)
      throw new UnreadableFile('The file is not plain text', line + lineEnds(text.slice(0, nothing)))
    line += lineEnds(text) - (endsWithReturn && text.startsWith('\n') ? 1 : 0)
    if (text !== '') endsWithReturn = text.endsWith('\r')
    return text
  }

  for await (const chunk of bytes) yield decode(chunk)
  yield decode()
}

/** Line ends of a piece before its first byte that is no UTF-8, so that a person finds the place. */
function linesBeforeBadByte(piece: Uint8Array = new Uint8Array()): number {
  // The piece may begin with the rest of a character that was cut in two.
  let start = 0
  while (start < 3 && (piece[start]! & 0xc0) === 0x80) start += 1
  const text = new TextDecoder().decode(piece.subarray(start))
  return lineEnds(text.slice(0, Math.max(0, text.indexOf('\ufffd'))))
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}
