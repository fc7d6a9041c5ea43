import { NotFound } from '../errors.ts'
import { recordEvent } from '../people/index.ts'
import type { FilesDeps } from './files-deps.ts'
import type { Scanner, ScanOutcome } from './scanner.ts'
import { storageOf } from './storage-of.ts'
import { settleScan, type UploadRow, unscannedUploads } from './upload-store.ts'

const atOnce = 20

/** Scans files that were received while no scanner could be asked, the longest waiting first; stops as soon as it still cannot. */
export async function rescanHeld(deps: FilesDeps): Promise<void> {
  if (!deps.scanner) return
  for (const row of await unscannedUploads(deps.db, atOnce)) {
    const outcome = await scanStored(deps, deps.scanner, row)
    if (!outcome) continue
    if (outcome.kind === 'unavailable') {
      deps.log.warn({ upload: row.id, message: outcome.message }, 'upload.not-scanned-yet')
      return
    }
    await conclude(deps, row, outcome)
  }
}

/** Undefined when the storage has lost the file: that is no reason not to scan the others. */
async function scanStored(
  { storages, log }: FilesDeps,
  scanner: Scanner,
  row: UploadRow,
): Promise<ScanOutcome | undefined> {
  let bytes: ReadableStream<Uint8Array>
  try {
    bytes = await storageOf(storages, row).get(row.id)
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    log.error({ upload: row.id, storage: row.storage }, 'upload.lost')
    return undefined
  }
  try {
    return await scanner.scan(bytes)
  } finally {
    // Whoever did not answer did not read it either.
    if (!bytes.locked) await bytes.cancel()
  }
}

async function conclude(
  { db, clock, storages }: FilesDeps,
  row: UploadRow,
  outcome: Exclude<ScanOutcome, { kind: 'unavailable' }>,
): Promise<void> {
  const scannedAt = clock.now()
  const infected = outcome.kind === 'virus'
  // Bytes first: should we stop here, the file is still held back, and scanned again.
  if (infected) await storageOf(storages, row).delete(row.id)
  await db.transaction(async (tx) => {
    const found = infected
      ? { state: 'infected' as const, scannedAt, storage: null }
      : { state: 'ready' as const, scannedAt }
    if (!(await settleScan(tx, row.id, found))) return
    await recordEvent(tx, {
      organisationId: row.organisationId,
      at: scannedAt,
      actor: 'system',
      event: infected ? 'upload.virus-found' : 'upload.scanned',
      submissionId: row.submissionId!,
      details: { upload: row.id, question: row.questionKey, ...(infected && { virus: outcome.name }) },
    })
  })
}
