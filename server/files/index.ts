/**
 * Files that residents attach. It knows what a file is by its bytes, whether a scanner has seen it, which storage has it and which
 * submission it belongs to; whatever is refused leaves nothing behind, and what no submission has any more is deleted.
 * What it is called is personal data, as what is in it: in no log line and no audit event.
 * It refuses to know forms, pages and who may see a file: it is told what a question allows, and the web room asks first.
 * Formats, storages and scanners are behind ports: a new one is a file and a line in its folder's `index.ts`.
 */
import { join } from 'node:path'
import { Unavailable } from '../errors.ts'
import { deleteDetached, deleteFilesOf, forgetStalled, removeFile } from './delete-files.ts'
import type { FilesDeps } from './files-deps.ts'
import { type OpenOutcome, openFile } from './open-file.ts'
import { type Arriving, receiveFile } from './receive.ts'
import { rescanHeld } from './rescan.ts'
import { type ClamdSettings, createClamd } from './scanners/clamd.ts'
import { createStorages, type S3Settings } from './storages/index.ts'
import { type ReceiveOutcome, shownUpload, type Upload } from './upload.ts'
import { uploadsOf } from './upload-store.ts'

export { keepOnly } from './delete-files.ts'
export { type FileType, fileTypes } from './file-type.ts'
export type { OpenOutcome } from './open-file.ts'
export type { Arriving } from './receive.ts'
export type { ClamdSettings } from './scanners/clamd.ts'
export type { S3Settings } from './storages/index.ts'
export type { ReceiveOutcome, Upload, UploadSettings } from './upload.ts'

export interface Files {
  /** @throws NotFound when nobody is answering such a submission; errors of the stream as they are */
  receive(arriving: Arriving): Promise<ReceiveOutcome>
  /** For an officer the caller has checked. @throws NotFound @throws Unavailable */
  open(organisationId: string, uploadId: string, actor: string): Promise<OpenOutcome>
  /** The oldest first. Whoever calls has made sure that the submission is theirs to see. */
  ofSubmission(submissionId: string): Promise<Upload[]>
  /** @throws NotFound when the submission has no such file */
  remove(submissionId: string, uploadId: string): Promise<void>
  /** When submissions are forgotten, before or after their rows go. */
  deleteFor(submissionIds: string[]): Promise<void>
  /** Now and then: scans what is held back, deletes what is nobody's. */
  sweep(): Promise<void>
}

export function createFiles(deps: FilesDeps): Files {
  /** A storage that does not answer now is tried again by the next sweep, and holds up nothing else. */
  function sayUnavailable(error: unknown): void {
    if (!(error instanceof Unavailable)) throw error
    deps.log.warn({ message: error.message }, 'upload.storage-unavailable')
  }

  return {
    receive: (arriving) => receiveFile(deps, arriving),
    open: (organisationId, uploadId, actor) => openFile(deps, organisationId, uploadId, actor),
    ofSubmission: async (submissionId) => (await uploadsOf(deps.db, submissionId)).map(shownUpload),
    remove: (submissionId, uploadId) => removeFile(deps, submissionId, uploadId),
    deleteFor: (submissionIds) => deleteFilesOf(deps, submissionIds).catch(sayUnavailable),
    async sweep() {
      for (const work of [forgetStalled, deleteDetached, rescanHeld]) await work(deps).catch(sayUnavailable)
    },
  }
}

/** What the settings of a server say about files: where they are kept, and what scans them. */
export function createFilePlaces({
  dataDir,
  s3,
  clamd,
}: {
  dataDir: string
  s3?: S3Settings | undefined
  clamd?: ClamdSettings | undefined
}): Pick<FilesDeps, 'storages' | 'keepIn' | 'scanner' | 'arrivalsFolder'> {
  const folder = join(dataDir, 'files')
  return {
    ...createStorages({ folder: join(folder, 'stored'), s3 }),
    scanner: clamd && createClamd(clamd),
    arrivalsFolder: join(folder, 'arriving'),
  }
}
