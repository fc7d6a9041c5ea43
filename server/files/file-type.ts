/** What residents may attach, where a form allows it. Told by content, never by name. */
export type FileType = 'pdf' | 'jpeg' | 'png' | 'heic' | 'docx' | 'xlsx' | 'odt' | 'text' | 'csv'

interface KnownType {
  mime: string
  /** Endings of names, without the dot. The first is given to files that have none of them. */
  endings: readonly string[]
}

/**
 * The allow-list. What browsers, mail programs or Office run when it is opened is not on it: HTML, SVG, scripts, macro-enabled
 * documents, the old binary Office formats, archives.
 */
export const fileTypes: Record<FileType, KnownType> = {
  pdf: { mime: 'application/pdf', endings: ['pdf'] },
  jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg', 'jfif'] },
  png: { mime: 'image/png', endings: ['png'] },
  heic: { mime: 'image/heic', endings: ['heic', 'heif'] },
  docx: {
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
  },
  xlsx: {
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
  },
  odt: { mime: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  text: { mime: 'text/plain; charset=utf-8', endings: ['txt'] },
  csv: { mime: 'text/csv; charset=utf-8', endings: ['csv'] },
}
