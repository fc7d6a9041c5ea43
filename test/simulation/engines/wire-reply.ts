/** A column of a planned statement, with what makes a value of its text. */
export interface Column {
  name: string
  read(text: string): unknown
}

const asIs = (text: string): unknown => text

/** By the number of the type, as `postgres` reads values for drizzle; everything else stays text. */
const readers: Record<number, (text: string) => unknown> = {
  16: (text) => text === 't',
  21: Number,
  23: Number,
  26: Number,
  114: JSON.parse,
  700: Number,
  701: Number,
  3802: JSON.parse,
}

const types = { rowDescription: 0x54, dataRow: 0x44, error: 0x45 }

/** Reads the messages that answer one request. @throws Error with the SQLSTATE as `code` */
export function readReply(bytes: Buffer, known: readonly Column[]): { columns: Column[]; rows: unknown[][] } {
  const rows: unknown[][] = []
  let columns: Column[] = []
  let failure: Error | undefined
  for (let at = 0; at < bytes.length; ) {
    const type = bytes[at]
    const end = at + 1 + bytes.readUInt32BE(at + 1)
    if (type === types.dataRow) rows.push(readRow(bytes, at + 7, known))
    if (type === types.rowDescription) columns = readColumns(bytes, at + 5)
    if (type === types.error) failure = readError(bytes.toString('utf8', at + 5, end))
    at = end
  }
  if (failure) throw failure
  return { columns, rows }
}

function readRow(bytes: Buffer, start: number, columns: readonly Column[]): unknown[] {
  const row: unknown[] = []
  let at = start
  for (const { read } of columns) {
    const length = bytes.readInt32BE(at)
    at += 4
    if (length < 0) row.push(null)
    else {
      at += length
      row.push(read(bytes.toString('utf8', at - length, at)))
    }
  }
  return row
}

function readColumns(bytes: Buffer, start: number): Column[] {
  let at = start + 2
  return Array.from({ length: bytes.readInt16BE(start) }, () => {
    const end = bytes.indexOf(0, at)
    const name = bytes.toString('utf8', at, end)
    const read = readers[bytes.readUInt32BE(end + 7)] ?? asIs
    at = end + 19
    return { name, read }
  })
}

function readError(fields: string): Error {
  const byLetter = new Map(fields.split('\0').map((field) => [field[0], field.slice(1)]))
  return Object.assign(new Error(byLetter.get('M')), { code: byLetter.get('C') })
}
