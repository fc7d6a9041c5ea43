import type { FileType } from './file-type.ts'
import type { UploadRow } from './upload-store.ts'

/** What a question allows. */
export interface UploadSettings {
  types: readonly FileType[]
  /** Of one file. More than the house takes is as much as the house takes. */
  atMostBytes: number
  /** Of this question. */
  atMostFiles: number
}

/** What the house takes at most, whatever a form says. */
export const houseLimits = { bytes: 50_000_000, filesOfSubmission: 50, bytesOfSubmission: 200_000_000 }

/** A file as its submission has it. */
export interface Upload {
  id: string
  questionKey: string
  name: string
  type: FileType
  sizeBytes: number
  /** `unscanned`: held back until a virus scanner has seen it. `infected`: a scanner found a virus, and only this is left. */
  state: 'unscanned' | 'ready' | 'infected'
  receivedAt: Date
}

export type ReceiveOutcome =
  | { kind: 'stored'; upload: Upload }
  /** `macros`: a document with programs in it. `damaged`: not what it seems. Never stored, whatever the form allows. */
  | { kind: 'wrong-type'; because: 'type' | 'macros' | 'damaged' }
  | { kind: 'too-big' }
  | { kind: 'empty' }
  | { kind: 'password-protected' }
  | { kind: 'virus' }
  /** The question, or the submission, has as many files as it may have. */
  | { kind: 'too-many' }
  /** Something on our side does not work now; the same file may be tried again. */
  | { kind: 'unavailable' }

/** @throws Error for a row whose file has not been looked at */
export function shownUpload({
  id,
  questionKey,
  name,
  type,
  sizeBytes,
  state,
  receivedAt,
}: UploadRow): Upload {
  if (state === 'arriving' || name === null || type === null || sizeBytes === null) {
    throw new Error(`Upload ${id} is still arriving`)
  }
  return { id, questionKey, name, type, sizeBytes, state, receivedAt }
}
