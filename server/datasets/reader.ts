/** How a file is laid out: which reader reads it, with that reader's own settings. */
export interface Layout {
  /** Registry name: "csv". */
  reader: string
  [setting: string]: unknown
}

export interface FileRow {
  /** The line on which the row begins, from 1. */
  line: number
  cells: string[]
}

/**
 * Rows from bytes. One file each; adding one edits no other. A reader knows nothing of columns: the first row it gives holds the
 * headings (one that reads fixed widths gives the names in its layout).
 */
export interface RowReader {
  name: string
  /** Refuses layouts it cannot read by, and fills in what was left out. @throws BadInput */
  parseLayout(layout: Layout): Layout
  /** Keeps no more than one row and one chunk in memory. @throws UnreadableFile where what follows cannot be trusted */
  read(layout: Layout, bytes: AsyncIterable<Uint8Array>): AsyncIterable<FileRow>
}

/** Thrown while reading a file when nothing after this place can be trusted; `message` is in an officer's words. */
export class UnreadableFile extends Error {
  readonly line: number | undefined
  constructor(message: string, line?: number) {
    super(message)
    this.line = line
  }
}
