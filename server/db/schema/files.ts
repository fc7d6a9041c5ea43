import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { FileType } from '../../files/file-type.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** A file that a resident attached. What it is called is personal data, as what is in it. */
export const upload = pgTable('upload', {
  id: text('id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** Null when the submission is gone or no longer has it: the bytes are to be deleted. */
  submissionId: text('submission_id'),
  questionKey: text('question_key').notNull(),
  /**
   * `arriving` until its bytes are stored; `unscanned` is held back until a virus scanner has seen it; of an `infected` one
   * only this row is left.
   */
  state: text('state').$type<'arriving' | 'unscanned' | 'ready' | 'infected'>().notNull(),
  name: text('name'),
  type: text('type').$type<FileType>(),
  sizeBytes: integer('size_bytes'),
  sha256: text('sha256'),
  /** Registry name: "folder", "s3". */
  storage: text('storage'),
  receivedAt: instant('received_at').notNull(),
  scannedAt: instant('scanned_at'),
})
