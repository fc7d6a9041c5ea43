import type { Db, Tx } from '../db/client.ts'
import { NotFound, Unavailable } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/index.ts'
import { withArrival } from './arrival.ts'
import { cleanName } from './file-name.ts'
import type { FilesDeps } from './files-deps.ts'
import { identify } from './identify.ts'
import type { ScanOutcome } from './scanner.ts'
import { houseLimits, type ReceiveOutcome, shownUpload, type UploadSettings } from './upload.ts'
import {
  countHeld,
  deleteUpload,
  detachArriving,
  insertArriving,
  lockAnswering,
  settleArrival,
  type UploadRow,
} from './upload-store.ts'

/** An upload that has not arrived after so long has died with its server. */
const arrivingMinutes = 15

export interface Arriving {
  submissionId: string
  questionKey: string
  settings: UploadSettings
  bytes: AsyncIterable<Uint8Array>
  /** As the browser says: never trusted. */
  claimedName: string
}

/**
 * Receives one file for a submission that is being answered. Its place is taken before a byte is read, so that ten thousand at once
 * are no more than one after the other; it is stored only when it is known what it is.
 * @throws NotFound when nobody is answering such a submission; errors of the stream as they are, with nothing left behind
 */
export async function receiveFile(deps: FilesDeps, arriving: Arriving): Promise<ReceiveOutcome> {
  const { db, log } = deps
  const row = await takePlace(deps, arriving)
  if (!row) return { kind: 'too-many' }
  try {
    const outcome = await lookAndStore(deps, row, arriving)
    if (outcome.kind !== 'stored') await deleteUpload(db, row.id)
    return outcome
  } catch (error) {
    // It may have been stored all the same: the row stays until the sweep has deleted what there is.
    await detachArriving(db, row.id)
    if (!(error instanceof Unavailable)) throw error
    log.error({ upload: row.id, err: error }, 'upload.unavailable')
    return { kind: 'unavailable' }
  }
}

async function takePlace(
  { db, clock, keepIn }: FilesDeps,
  { submissionId, questionKey, settings }: Arriving,
): Promise<UploadRow | undefined> {
  const now = clock.now()
  const since = new Date(now.getTime() - arrivingMinutes * 60_000)
  const isFull = async (tx: Db | Tx) => {
    const held = await countHeld(tx, submissionId, questionKey, since)
    return (
      held.ofQuestion >= settings.atMostFiles ||
      held.ofSubmission >= houseLimits.filesOfSubmission ||
      held.bytes >= houseLimits.bytesOfSubmission
    )
  }
  // Without a lock first: a flood is turned away by one cheap statement each.
  if (await isFull(db)) return undefined
  return db.transaction(async (tx) => {
    const organisationId = await lockAnswering(tx, submissionId)
    if (organisationId === undefined) throw new NotFound('There is no such submission to answer')
    if (await isFull(tx)) return undefined
    const row = { id: newId(), organisationId, submissionId, questionKey, storage: keepIn, receivedAt: now }
    await insertArriving(tx, row)
    return {
      ...row,
      state: 'arriving',
      name: null,
      type: null,
      sizeBytes: null,
      sha256: null,
      scannedAt: null,
    }
  })
}

function lookAndStore(deps: FilesDeps, row: UploadRow, arriving: Arriving): Promise<ReceiveOutcome> {
  const { settings, bytes, claimedName } = arriving
  const atMost = Math.min(settings.atMostBytes, houseLimits.bytes)
  return withArrival<ReceiveOutcome>(deps.arrivalsFolder, row.id, bytes, atMost, async (arrival) => {
    if (arrival.kind !== 'arrived') return { kind: arrival.kind }
    const { file, sha256 } = arrival
    const look = await identify(file, claimedName)
    if (look.kind === 'password-protected') return { kind: 'password-protected' }
    if (look.kind === 'refused') return { kind: 'wrong-type', because: look.because }
    const { type } = look
    if (!settings.types.includes(type)) return { kind: 'wrong-type', because: 'type' }
    const scanned = deps.scanner ? await deps.scanner.scan(file.stream()) : undefined
    if (scanned?.kind === 'virus') return refuseVirus(deps, row, scanned)
    const name = cleanName(claimedName, type)
    return store(deps, { ...row, name, type, sizeBytes: file.size, sha256 }, file, scanned)
  })
}

async function store(
  { db, clock, log, storages, keepIn }: FilesDeps,
  row: UploadRow & { name: string; type: NonNullable<UploadRow['type']>; sizeBytes: number; sha256: string },
  file: Blob,
  scanned: Exclude<ScanOutcome, { kind: 'virus' }> | undefined,
): Promise<ReceiveOutcome> {
  if (scanned?.kind === 'unavailable') {
    log.warn({ upload: row.id, message: scanned.message }, 'upload.not-scanned-yet')
  }
  const storage = storages[keepIn]!
  await storage.put(row.id, file, row.sha256)
  const now = clock.now()
  const state = scanned?.kind === 'unavailable' ? ('unscanned' as const) : ('ready' as const)
  const found = { ...row, state, scannedAt: scanned?.kind === 'clean' ? now : null }
  const { name, type, sizeBytes, sha256, scannedAt } = found
  const settled = await db.transaction(async (tx) => {
    if (!(await settleArrival(tx, row.id, { state, name, type, sizeBytes, sha256, scannedAt }))) return false
    await recordEvent(tx, {
      organisationId: row.organisationId,
      at: now,
      actor: 'resident',
      event: 'upload.stored',
      submissionId: row.submissionId!,
      details: { upload: row.id, question: row.questionKey, type, sizeBytes, state },
    })
    return true
  })
  if (settled) return { kind: 'stored', upload: shownUpload(found) }
  await storage.delete(row.id)
  throw new NotFound('The submission went away while the file arrived')
}

async function refuseVirus(
  { db, clock }: FilesDeps,
  row: UploadRow,
  { name }: Extract<ScanOutcome, { kind: 'virus' }>,
): Promise<ReceiveOutcome> {
  await db.transaction((tx) =>
    recordEvent(tx, {
      organisationId: row.organisationId,
      at: clock.now(),
      actor: 'resident',
      event: 'upload.virus-found',
      submissionId: row.submissionId!,
      details: { upload: row.id, question: row.questionKey, virus: name },
    }),
  )
  return { kind: 'virus' }
}
