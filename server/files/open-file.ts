import { NotFound } from '../errors.ts'
import { recordEvent } from '../people/index.ts'
import { fileTypes } from './file-type.ts'
import type { FilesDeps } from './files-deps.ts'
import { storageOf } from './storage-of.ts'
import { shownUpload, type Upload } from './upload.ts'
import { uploadById } from './upload-store.ts'

export type OpenOutcome =
  /** `headers` are the ones to send with the bytes, all of them. */
  | { kind: 'opened'; upload: Upload; headers: Record<string, string>; bytes: ReadableStream<Uint8Array> }
  /** No virus scanner has seen it yet. */
  | { kind: 'held'; upload: Upload }
  /** A scanner found a virus in it, and it was deleted. */
  | { kind: 'infected'; upload: Upload }

/**
 * A file for an officer, who has been checked by the caller. Each opening is on the audit trail.
 * @throws NotFound when the organisation has no such file @throws Unavailable when its storage does not answer
 */
export async function openFile(
  { db, clock, storages }: FilesDeps,
  organisationId: string,
  id: string,
  actor: string,
): Promise<OpenOutcome> {
  const row = await uploadById(db, organisationId, id)
  if (!row || row.state === 'arriving') throw new NotFound('There is no such file')
  const upload = shownUpload(row)
  if (row.state === 'unscanned') return { kind: 'held', upload }
  if (row.state === 'infected') return { kind: 'infected', upload }
  const storage = storageOf(storages, row)
  await db.transaction((tx) =>
    recordEvent(tx, {
      organisationId,
      at: clock.now(),
      actor,
      event: 'upload.opened',
      submissionId: row.submissionId!,
      details: { upload: id },
    }),
  )
  return { kind: 'opened', upload, headers: headersOf(upload), bytes: await storage.get(id) }
}

/**
 * Always saved, never shown: whatever the file is, no browser runs it as part of this site. The type is the one it was found to be,
 * and browsers are told to believe it.
 */
export function headersOf({ name, type, sizeBytes }: Upload): Record<string, string> {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return {
    'Content-Type': fileTypes[type].mime,
    'Content-Length': String(sizeBytes),
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
  }
}
