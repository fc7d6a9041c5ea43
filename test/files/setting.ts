import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { Database } from '../../server/db/client.ts'
import { auditEvent, organisation, upload } from '../../server/db/schema/index.ts'
import type { FilesDeps } from '../../server/files/files-deps.ts'
import {
  type Arriving,
  createFilePlaces,
  createFiles,
  type FileType,
  fileTypes,
} from '../../server/files/index.ts'
import { newId } from '../../server/ids.ts'
import { createLog } from '../../server/log.ts'
import { addSubmission, inPieces } from '../datasets/setting.ts'
import { settableClock } from '../people/settable-clock.ts'
import type { ClamdStandIn } from '../support/clamd.ts'
import type { S3StandIn } from '../support/s3.ts'
import { pdf } from './honest-files.ts'

export const everyType = Object.keys(fileTypes) as FileType[]

/** A files room on a database and a folder, with a clock that stands until it is moved, and a log that is kept. */
export async function createSetting(
  database: Database,
  { s3, clamd, ...change }: Partial<FilesDeps> & { s3?: S3StandIn; clamd?: ClamdStandIn } = {},
) {
  const { db } = database
  const dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-files-'))
  const clock = settableClock()
  const logged: string[] = []
  const organisationId = newId()
  await db
    .insert(organisation)
    .values({ id: organisationId, slug: `o-${organisationId}`, name: 'Test', createdAt: clock.now() })
  const deps: FilesDeps = {
    db,
    clock,
    log: createLog('trace', { write: (line) => void logged.push(line) }),
    ...createFilePlaces({ dataDir, s3, clamd }),
    ...change,
  }
  const files = createFiles(deps)
  const submissionId = await addSubmission(database, organisationId, clock.now())

  async function namesOnDisk(): Promise<string[]> {
    const entries = await readdir(join(dataDir, 'files'), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }

  return {
    db,
    clock,
    logged,
    files,
    deps,
    dataDir,
    organisationId,
    submissionId,
    addSubmission: () => addSubmission(database, organisationId, clock.now()),
    receive: (bytes: Buffer | AsyncIterable<Uint8Array> = pdf(), change: Partial<Arriving> = {}) =>
      files.receive({
        submissionId,
        questionKey: 'evidence',
        settings: { types: everyType, atMostBytes: 10_000_000, atMostFiles: 3 },
        bytes: Buffer.isBuffer(bytes) ? inPieces(bytes, 50_000) : bytes,
        claimedName: 'letter of Zoë Jones.pdf',
        ...change,
      }),
    namesOnDisk,
    /** What lies below the data folder, all of it. */
    onDisk: async () => Promise.all((await namesOnDisk()).map((path) => readFile(path))),
    rows: () => db.select().from(upload).where(eq(upload.organisationId, organisationId)),
    events: async () =>
      (
        await db
          .select()
          .from(auditEvent)
          .where(eq(auditEvent.organisationId, organisationId))
          .orderBy(auditEvent.id)
      ).map(({ event, actor, details, submissionId }) => ({ event, actor, details, submissionId })),
    close: () => rm(dataDir, { recursive: true, force: true }),
  }
}

export type Setting = Awaited<ReturnType<typeof createSetting>>
