import type { Tx } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../people/index.ts'
import { removeOldArrivals } from './arrival.ts'
import type { FilesDeps } from './files-deps.ts'
import { storageOf } from './storage-of.ts'
import {
  deleteUpload,
  detachedUploads,
  detachOf,
  detachOne,
  detachOthers,
  detachStalled,
  type UploadRow,
} from './upload-store.ts'

const stalledHours = 24
const atOnce = 50
const mostBatches = 20

/** A resident takes a file back. Its bytes go with the next sweep. @throws NotFound when the submission has no such file */
export async function removeFile({ db, clock }: FilesDeps, submissionId: string, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await detachOne(tx, submissionId, id)
    if (!row) throw new NotFound('There is no such file')
    await recordEvent(tx, {
      organisationId: row.organisationId,
      at: clock.now(),
      actor: 'resident',
      event: 'upload.removed',
      submissionId,
      details: { upload: id, question: row.questionKey },
    })
  })
}

/** When answers are sent: what was taken and is not part of them is nobody's any more. Its bytes go with the next sweep. */
export function keepOnly(tx: Tx, submissionId: string, ids: string[]): Promise<void> {
  return detachOthers(tx, submissionId, ids)
}

/** Deletes the files of submissions, which may be gone themselves. What cannot be deleted now goes with a later sweep. */
export async function deleteFilesOf(deps: FilesDeps, submissionIds: string[]): Promise<void> {
  if (submissionIds.length === 0) return
  await detachOf(deps.db, submissionIds)
  await deleteDetached(deps)
}

/**
 * Deletes what is nobody's any more: bytes first, so that nothing is left that no row knows of. A thousand a call: what is told to be
 * deleted by a time is, also after a busy day, and no call goes on for ever.
 */
export async function deleteDetached(deps: FilesDeps): Promise<void> {
  for (let batch = 0; batch < mostBatches; batch++) {
    const rows = await detachedUploads(deps.db, atOnce)
    for (const row of rows) await deleteOne(deps, row)
    if (rows.length < atOnce) return
  }
}

async function deleteOne({ db, clock, storages }: FilesDeps, row: UploadRow): Promise<void> {
  if (row.storage !== null) await storageOf(storages, row).delete(row.id)
  await db.transaction(async (tx) => {
    if (!(await deleteUpload(tx, row.id)) || row.state === 'arriving') return
    await recordEvent(tx, {
      organisationId: row.organisationId,
      at: clock.now(),
      actor: 'system',
      event: 'upload.deleted',
      details: { upload: row.id },
    })
  })
}

/** Lets go of uploads that never finished arriving, a day later, with what lies of them on this server. */
export async function forgetStalled({ db, clock, arrivalsFolder }: FilesDeps): Promise<void> {
  const before = new Date(clock.now().getTime() - stalledHours * 3_600_000)
  await detachStalled(db, before)
  await removeOldArrivals(arrivalsFolder, before)
}
